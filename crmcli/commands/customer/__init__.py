"""`crm customer`: customers and all that is kept of them."""
