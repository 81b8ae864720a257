"""Policies: changed, read and tried."""
