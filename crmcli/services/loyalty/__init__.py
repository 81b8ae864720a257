"""Loyalty points: what customers have, redeem and are given by hand."""
