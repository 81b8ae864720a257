"""Workbooks of spreadsheets: read in a process of their own, row by row as text."""
