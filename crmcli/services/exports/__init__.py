"""Exporting customers."""
