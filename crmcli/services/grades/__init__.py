"""Grades: given by rule or by hand, read, and what follows from them."""
