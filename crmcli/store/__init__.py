"""The book in its SQLite file: the only rooms that know SQL, one door to read, one to write."""
