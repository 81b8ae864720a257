"""The whole book as a file."""
