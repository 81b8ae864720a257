"""The contact log: writing, changing and reading it."""
