"""Copies of a book: made, kept, vetted and put in its place."""
