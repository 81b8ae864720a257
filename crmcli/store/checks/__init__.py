"""What can be wrong with a book, how it is found, and how it is made right."""
