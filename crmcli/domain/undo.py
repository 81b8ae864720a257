"""Taking commands back: what was done, and what could be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from crmcli.domain.loyalty import PointsMoved
    from crmcli.domain.message import Message


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo or redo did; the field names are the keys of its JSON.

    Args:
        id: the number of the command that was taken back or brought back.
        at: its instant, UTC.
        author: who ran it, and took it back.
        command: its name.
        line: the command line as it was given; None where it was erased.
        reason: why it was run.
        records: how many records it changed.
        summary: what it did, in short.
        redone: whether it was brought back.
        by: the number of the undo or redo itself.
        points_change: how many loyalty points more all purchases bring since, or fewer.
        referral_points: who got or lost points for having referred somebody.
    """

    id: int
    at: datetime
    author: str
    command: str
    line: str | None
    reason: str | None
    records: int
    summary: Message
    redone: bool
    by: int
    points_change: int = 0
    referral_points: tuple[PointsMoved, ...] = ()


@dataclass(frozen=True, slots=True)
class Blocker:
    """What somebody else did since, so that a command is not taken back before it.

    Args:
        id: the number of their command.
        at: its instant, UTC.
        author: who ran it.
        command: its name.
    """

    id: int
    at: datetime
    author: str
    command: str


@dataclass(frozen=True, slots=True)
class UndoChoice:
    """A command that can be taken back or brought back; field names are the keys of its JSON.

    Args:
        id: its number.
        at: its instant, UTC.
        command: its name.
        line: the command line as it was given; None where it was erased.
        reason: why it was run.
        records: how many records it changed.
        summary: what it did, in short.
        redo: whether it was taken back already and can be brought back.
        blocked_by: why it would be refused; looked for of the two whose turn is next, else None.
    """

    id: int
    at: datetime
    command: str
    line: str | None
    reason: str | None
    records: int
    summary: Message
    redo: bool
    blocked_by: Blocker | None = None


@dataclass(frozen=True, slots=True)
class UndoChoices:
    """The commands whose turn comes next.

    Args:
        rows: those that can be brought back, the last one first, then those to be taken back.
        more: whether there are others.
    """

    rows: tuple[UndoChoice, ...]
    more: bool
