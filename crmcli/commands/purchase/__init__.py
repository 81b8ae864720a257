"""`crm purchase`: what customers bought."""
