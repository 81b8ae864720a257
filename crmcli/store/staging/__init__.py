"""Many rows on their way into the book."""
