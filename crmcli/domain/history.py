"""The history of a book: what became of a record, and by which command."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


class Action(StrEnum):
    """What a command did to a record."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class CommandRecord:
    """A command that wrote; the field names are the keys of its JSON.

    Args:
        id: its number.
        at: its instant, UTC.
        author: who ran it.
        command: its name, such as `log add`.
        line: the command line as it was given; None where it was erased.
        reason: why, where the author said so.
    """

    id: int
    at: datetime
    author: str
    command: str
    line: str | None
    reason: str | None
