"""A believable customer book for demonstrations, the same on every run for the same day."""
