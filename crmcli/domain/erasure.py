"""Erasing a customer for good: what goes, and where else its data still is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

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
        record: the table whose rows it holds; None for customers.
    """

    path: str
    at: datetime
    purpose: str | None
    exists: bool
    state: Presence = Presence.UNKNOWN
    id: int | None = None
    record: str | None = None


class Way(StrEnum):
    """How to be rid of a text of somebody else that names an erased customer.

    `texts`: erasing with `--texts` leaves it out; `edit`: it is what the other is called, or is
    reached by, and is changed by hand; `erase`: the other is in the history alone, and is erased
    by its own number.
    """

    TEXTS = "texts"
    EDIT = "edit"
    ERASE = "erase"


@dataclass(frozen=True, slots=True)
class Mention:
    """A record of somebody else whose text names an erased customer, or its number or address.

    Args:
        record: the table; `change` for old or new values in the history.
        record_id: the record's id, or that of what it is a part of; 0 where it has none, such as
            a setting.
        customer_id: whose record it is; None for one that belongs to nobody.
        way: how to be rid of it.
    """

    record: str
    record_id: int
    customer_id: int | None
    way: Way = Way.TEXTS


class Naming(NamedTuple):
    """A row in which a text of somebody else names a customer.

    Args:
        table: its table; `change` for a note of the history.
        key: the values of its key.
        mention: how it is told; None for a past text, which every erasure leaves out.
        asked: whether it is left out only where that is asked for.
    """

    table: str
    key: tuple[object, ...]
    mention: Mention | None
    asked: bool

    def is_left_out(self, *, texts: bool) -> bool:
        """Tell whether an erasure leaves it out; `texts` says whether that is asked for."""
        if self.mention is not None and self.mention.way is not Way.TEXTS:
            return False
        return texts or not self.asked


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
        mentions: records of others that name it and still do so afterwards.
        hidden: how many of the paths of these files the book keeps without the names in them that
            tell who it was.
        swept: whether the file was rewritten since, so that no free page holds anything either.
        dry_run: whether nothing was done.
        replaced: how many rows of others, and notes of the history, lost what named it.
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
    replaced: int = 0


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
        namings: where texts of others name it.
        called: what else it is called, by whoever erases it.
        texts: whether it is left out of the present texts of others too.
    """

    name: str
    company: str | None
    in_book: bool
    traces: Traces
    erasure: Erasure
    newest: int
    namings: tuple[Naming, ...] = ()
    called: tuple[str, ...] = ()
    texts: bool = False
