"""The history as it is in the book."""
