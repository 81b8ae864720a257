"""Noting what commands change, and taking it back."""
