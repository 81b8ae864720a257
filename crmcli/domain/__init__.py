"""The rules of the customer book: pure functions and frozen values; nothing reads or writes."""
