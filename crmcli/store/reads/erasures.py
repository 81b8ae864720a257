"""The stones of erased customers, and the copies of the book that may still hold them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.backup import BackupKind
from crmcli.domain.copy_kind import CopyKind
from crmcli.domain.erasure import HeldBackup, HeldExport
from crmcli.domain.id_ranges import IdRanges
from crmcli.store.automatic import stored

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection


class Stone(NamedTuple):
    """What is left of an erased customer.

    Args:
        at: when it was erased, in UTC.
        reason: on whose order.
        swept: whether the file was rewritten since.
    """

    at: datetime
    reason: str
    swept: bool


def stone_of(connection: sqlite3.Connection, customer_id: int) -> Stone | None:
    """Read the last stone of a customer; None if it was never erased."""
    sql = "SELECT at, reason, swept FROM erasure WHERE customer_id = ? ORDER BY id DESC LIMIT 1"
    row = connection.execute(sql, (customer_id,)).fetchone()
    return None if row is None else Stone(datetime.fromisoformat(row[0]), row[1], bool(row[2]))


def held_backups(
    connection: sqlite3.Connection, path: Path, since: str | None, until: datetime | None
) -> tuple[HeldBackup, ...]:
    """List the backups that hold a customer: those made while it was in the book.

    Args:
        connection: the reading door.
        path: the book.
        since: when the customer was added, as the book keeps it; None if that is not known.
        until: when it was erased; None for just now.
    """
    sql = "SELECT path, at FROM copy WHERE kind = ?"
    found = {
        path: HeldBackup(path, datetime.fromisoformat(at), BackupKind.BACKUP, Path(path).exists())
        for path, at in connection.execute(sql, (CopyKind.BACKUP,))
    }
    for each in stored(path):
        found.setdefault(each.path, HeldBackup(each.path, each.at, each.kind, exists=True))
    first = None if since is None else datetime.fromisoformat(since)
    held = (
        each
        for each in found.values()
        if (first is None or each.at >= first) and (until is None or each.at <= until)
    )
    return tuple(sorted(held, key=lambda each: each.at))


def held_exports(
    connection: sqlite3.Connection, customers: Collection[int]
) -> tuple[HeldExport, ...]:
    """List the exports that hold one of some customers."""
    sql = "SELECT path, at, purpose, customers FROM copy WHERE kind = ? ORDER BY id"
    found = []
    for path, at, purpose, ranges in connection.execute(sql, (CopyKind.EXPORT,)):
        held = None if ranges is None else IdRanges.read(ranges)
        if held is None or any(each in held for each in customers):
            exists = Path(path).is_file()
            found.append(HeldExport(path, datetime.fromisoformat(at), purpose, exists))
    return tuple(found)
