"""Which customers meet conditions."""
