"""Which tables can be exported beside customers."""

from __future__ import annotations

from enum import StrEnum


class Beside(StrEnum):
    """What can be exported beside customers."""

    PEOPLE = "people"
    CONTACTS = "contacts"
    DEALS = "deals"
    PURCHASES = "purchases"
    FEEDBACK = "feedback"
    ALL = "all"
