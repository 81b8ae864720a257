"""A row on its way into the book: what is known of it, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Fate(StrEnum):
    """What becomes of a row."""

    CREATED = "created"
    UPDATED = "updated"
    ADDED = "added"
    UNCHANGED = "unchanged"
    IN_BOOK = "in_book"
    REPEATED = "repeated"
    SEVERAL = "several"
    ARCHIVED = "archived"
    GONE = "gone"
    NOBODY = "nobody"
    UNCLEAR = "unclear"
    REFERRER = "referrer"


SKIPPED = (Fate.IN_BOOK, Fate.REPEATED, Fate.SEVERAL, Fate.ARCHIVED, Fate.GONE)
"""What is neither written nor known to be in the book as it is."""

REFUSED = (Fate.NOBODY, Fate.UNCLEAR, Fate.REFERRER)
"""What means a customer, by itself or as the referrer, where nobody fits or several do."""

UID = "u"
"""Begins the key of a row that is its uid."""


class Action(StrEnum):
    """What a row says itself that is to become of it."""

    CREATE = "create"
    UPDATE = "update"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class StagedRow:
    """One row.

    Args:
        number: its number in the file.
        kept: the row as text that can be read back.
        grade: the grade it enters with.
        waits: whether it was never contacted.
        action: what is to become of it, where it says so itself.
        target: the customer it says it is.
        contacts: how many contacts it comes with.
        people: how many people.
    """

    number: int
    kept: str
    grade: str
    waits: bool
    action: Action | None = None
    target: int | None = None
    contacts: int = 0
    people: int = 0


@dataclass(frozen=True, slots=True)
class StagedKey:
    """A key that tells whether two rows are one customer.

    Args:
        key: the key, its kind in front.
        row: the number of its row.
        reached: two rows with this key are two customers if both of them are `reached`: a mere
            name of somebody who has a number of their own.
    """

    key: str
    row: int
    reached: bool = False
