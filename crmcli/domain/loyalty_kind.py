"""What a line in the ledger of loyalty points is about."""

from __future__ import annotations

from enum import StrEnum


class LoyaltyKind(StrEnum):
    """Why points came or went."""

    PURCHASE = "purchase"
    REFERRAL = "referral"
    REDEEMED = "redeemed"
    ADJUSTED = "adjusted"
