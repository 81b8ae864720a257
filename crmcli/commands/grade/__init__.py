"""`crm grade`: grades, their reasons and their policies."""
