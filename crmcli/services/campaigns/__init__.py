"""Campaigns: whom they are for, who was reached, who answered."""
