"""Removing a customer without a trace."""
