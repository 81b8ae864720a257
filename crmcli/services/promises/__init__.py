"""Promises: made, kept, moved, dropped and read."""
