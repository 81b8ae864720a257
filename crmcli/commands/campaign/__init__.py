"""`crm campaign`: named lists of customers, and what came of them."""
