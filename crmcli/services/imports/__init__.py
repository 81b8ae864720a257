"""Importing customers from a table."""
