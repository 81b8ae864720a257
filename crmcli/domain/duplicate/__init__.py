"""Customers that are probably the same: what speaks for it and against it, and how much."""
