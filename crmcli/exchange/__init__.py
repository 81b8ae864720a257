"""Files in and out: what they hold becomes plain rows here, which the services know how to use."""
