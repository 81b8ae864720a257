"""Deals (销售机会): their rules, and what is told of them."""
