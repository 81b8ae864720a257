"""`crm report`: what the book says as a whole."""
