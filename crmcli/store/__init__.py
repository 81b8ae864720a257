"""The book in its SQLite file: the only rooms that know SQL, with a door to read and one to write."""
