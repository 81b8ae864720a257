"""The tables of the book, one concept to a module: the one definition of the schema."""
