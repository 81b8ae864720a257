"""`crm feedback`: what customers say back, and what is done about it."""
