"""Purchases: recorded, changed, listed and imported."""
