"""The history of a book: what became of a record, and by which command."""

from __future__ import annotations

from enum import StrEnum


class Action(StrEnum):
    """What a command did to a record."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
