"""What a book holds and tells of one customer."""
