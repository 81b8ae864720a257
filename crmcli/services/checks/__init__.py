"""Checking the book, and repairing what a check found."""
