"""Erasing a customer for good: what goes, and where else its data still is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from crmcli.domain.backup import BackupKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from crmcli.domain.traces import Traces


class Presence(StrEnum):
    """Whether a file is still where it was put; `unknown` where that cannot be seen."""

    THERE = "there"
    GONE = "gone"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class HeldBackup:
    """A backup that holds an erased customer; the field names are the keys of its JSON.

    Args:
        path: where it was made.
        at: when, in UTC.
        kind: what it was made before; `backup` was made by its user.
        exists: whether it was seen there.
        state: whether it is there, is gone, or cannot be looked at.
        id: the number of its record; None for one that was found in the book's backup folder.
    """

    path: str
    at: datetime
    kind: BackupKind
    exists: bool
    state: Presence = Presence.UNKNOWN
    id: int | None = None


@dataclass(frozen=True, slots=True)
class HeldExport:
    """An export that holds an erased customer; the field names are the keys of its JSON.

    Args:
        path: where it went; `-` for stdout.
        at: when, in UTC.
        purpose: what for, where that was said; left out of an answer where it tells who it was.
        exists: whether it was seen there.
        state: whether it is there, is gone, or cannot be looked at, as what went to stdout.
        id: the number of its record.
    """

    path: str
    at: datetime
    purpose: str | None
    exists: bool
    state: Presence = Presence.UNKNOWN
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A record of somebody else whose text names an erased customer, or its number or address.

    Args:
        record: the table; `change` for old or new values in the history.
        record_id: the record's id, or that of what it is a part of; 0 where it has none, such as
            a setting.
        customer_id: whose record it is; None for one that belongs to nobody.
    """

    record: str
    record_id: int
    customer_id: int | None


@dataclass(frozen=True, slots=True)
class Erasure:
    """The answer to an erasure; the field names are the keys of its JSON.

    Nothing in it tells who the customer was, since it is kept for retries.

    Args:
        id: the customer's number, which is never given to another one.
        merged: the numbers of customers that were merged into it, and are erased with it.
        at: when, in UTC.
        reason: on whose order.
        removed: how many rows went, by table.
        commands: how many commands lost their line, reason, answer and retry key.
        backups: backups that still hold it.
        exports: exports that still hold it.
        mentions: records of others that still name it.
        hidden: how many of the paths of these files the book keeps without the names in them that
            tell who it was.
        swept: whether the file was rewritten since, so that no free page holds anything either.
        dry_run: whether nothing was done.
    """

    id: int
    merged: tuple[int, ...]
    at: datetime
    reason: str | None
    removed: Mapping[str, int]
    commands: int
    backups: tuple[HeldBackup, ...] = ()
    exports: tuple[HeldExport, ...] = ()
    mentions: tuple[Mention, ...] = ()
    swept: bool = False
    dry_run: bool = False
    hidden: int = 0


@dataclass(frozen=True, slots=True)
class Erasable:
    """A customer before it is erased.

    Args:
        name: its name, or the last one where it is in the history alone.
        company: the company it belongs to.
        in_book: whether it is in the book, not in the history alone.
        traces: by what it is known.
        erasure: what would go, and what would stay elsewhere.
        newest: the number of the last command that was looked at.
    """

    name: str
    company: str | None
    in_book: bool
    traces: Traces
    erasure: Erasure
    newest: int
