"""Erasing a person for good, and saying where the data still is."""
