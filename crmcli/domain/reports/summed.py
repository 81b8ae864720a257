"""What is added up beside a number of customers."""

from __future__ import annotations

from enum import StrEnum


class Summed(StrEnum):
    """What a user adds up."""

    PURCHASES = "purchases"
    DEALS = "deals"
