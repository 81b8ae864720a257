"""Merging two customers that are one."""
