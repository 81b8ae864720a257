"""Rows of tables that are exported, as the plain values of their columns."""
