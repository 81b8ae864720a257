"""`crm log`: the contact log."""
