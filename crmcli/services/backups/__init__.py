"""Backups of the book: made, listed, chosen and restored."""
