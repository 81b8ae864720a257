"""Settings of the user and of the book."""
