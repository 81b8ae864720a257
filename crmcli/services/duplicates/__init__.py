"""Finding customers that are probably the same."""
