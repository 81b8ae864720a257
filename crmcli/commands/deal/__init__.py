"""`crm deal`: what is being sold."""
