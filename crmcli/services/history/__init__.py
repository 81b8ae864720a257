"""The history of the book: read, taken back and brought back."""
