"""Deals: entered, moved, won, lost and changed, and what was learnt from them."""
