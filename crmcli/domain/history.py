"""The history of a book: what became of a record, and by which command."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from typing import Any

    from crmcli.domain.message import Message

REPAIR = "check"
"""The name of the command that repairs: what it put right is not made wrong again."""


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


@dataclass(frozen=True, slots=True)
class PastCommand:
    """A command of the history, with what became of it.

    Args:
        record: the command.
        original: what an undo took back, or a redo brought back; None for other commands.
        undone_by: the number of the command that took it back since; None where it holds.
        undone_at: that one's instant, UTC.
    """

    record: CommandRecord
    original: CommandRecord | None = None
    undone_by: int | None = None
    undone_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class HistoryQuery:
    """Which commands are asked for; None means any.

    Args:
        customers: only those that changed something of one of these: a customer, and those that
            were merged into it; nobody for any.
        since: only those at or after this UTC instant.
        until: only those before this UTC instant.
        author: only those of this author.
        command: only those of this name, or of this group of commands.
        limit: the latest so many.
    """

    customers: tuple[int, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    author: str | None = None
    command: str | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """What a command did to one record, or to a range of them; field names are keys of its JSON.

    A command of which no change is kept has one row that names no record and says why.

    Args:
        at: the command's instant, UTC.
        author: who ran it.
        command: its name.
        customer: the name now of the customer whose record it is; None where it is gone.
        text: what was done, in words; None where it only follows from something else.
        action: what was done.
        record: the table of the record.
        record_id: its id, or that of the record it is a part of where it has none; of a range the
            lowest.
        customer_id: whose record it is; None for one of the whole book, and for a range.
        count: how many records; of a range of them the values are not repeated here.
        old: column values before: those that changed, or all of a record that was removed.
        new: column values after: those that changed, or all of a record that was added.
        reason: why, where the author said so.
        line: the command line as it was given; None where it was erased.
        undone: whether it was taken back since.
        undone_by: the number of the command that did.
        id: the number of the change; None for a copy that was made or an erasure.
        command_id: the command's number.
    """

    at: datetime
    author: str
    command: str
    customer: str | None
    text: Message | None
    action: Action | None
    record: str | None
    record_id: int | None
    customer_id: int | None
    count: int
    old: Mapping[str, Any] | None
    new: Mapping[str, Any] | None
    reason: str | None
    line: str | None
    undone: bool
    undone_by: int | None
    id: int | None
    command_id: int


@dataclass(frozen=True, slots=True)
class PartTold:
    """What a command did to one customer, or to the book itself, in words.

    Args:
        customer_id: whose records changed; None for those of the whole book.
        customer: its name, the last one where it is gone; None where it was erased.
        lines: what changed.
    """

    customer_id: int | None
    customer: str | None
    lines: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class CommandTold:
    """A command of the history in words.

    Args:
        command: the command.
        parts: what it did, customer by customer.
        more: how many further customers it changed.
    """

    command: PastCommand
    parts: tuple[PartTold, ...]
    more: int = 0
