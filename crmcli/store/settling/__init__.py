"""What follows from facts, kept right after every change of them."""
