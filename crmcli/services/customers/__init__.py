"""Customers: entered, changed, listed, and told on one page."""
