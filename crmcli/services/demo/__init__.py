"""A demonstration book, and whatever fills a book with a past."""
