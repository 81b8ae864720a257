"""Which records a text names, and what keeps customers findable."""
