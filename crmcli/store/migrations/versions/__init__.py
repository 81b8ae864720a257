"""The steps, one to a file."""
