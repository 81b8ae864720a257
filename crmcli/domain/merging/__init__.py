"""Two customers that are one: what the one that stays has afterwards."""
