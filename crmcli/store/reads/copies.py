"""The copies that lie outside the book, as they were recorded."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.copy_kind import CopyKind
from crmcli.domain.id_ranges import IdRanges
from crmcli.domain.record_counts import WHOLE

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator


class Copy(NamedTuple):
    """What was recorded of a copy.

    Args:
        id: the number of its record.
        command_id: the command that made it; None for one carried over from another state.
        at: when, in UTC.
        kind: an export, which holds some customers, or else a file that holds all of the book.
        path: where it was put.
        purpose: what for.
        filter: whom it was to hold.
        customers: whom an export holds; None where that was not recorded.
        record: the table whose rows were exported, `book` for all of it; None
            for customers.
    """

    id: int
    command_id: int | None
    at: datetime
    kind: CopyKind
    path: str
    purpose: str | None
    filter: str | None
    customers: IdRanges | None
    record: str | None = None

    @property
    def is_whole(self) -> bool:
        """Whether it holds all of the book, and all who were in its history."""
        return self.kind is not CopyKind.EXPORT or self.record == WHOLE

    def holds(
        self, customers: Collection[int], since: datetime | None, until: datetime | None = None
    ) -> bool:
        """Tell whether one of some customers may be in it.

        Args:
            customers: their numbers.
            since: when they were added; None if that is not known.
            until: when they were erased; None if they are not.
        """
        if self.is_whole:
            return (since is None or self.at >= since) and (until is None or self.at <= until)
        return self.customers is None or any(each in self.customers for each in customers)


def copies(connection: sqlite3.Connection) -> Iterator[Copy]:
    """Yield the copies that were recorded, in their order."""
    sql = """
        SELECT id, command_id, at, kind, path, purpose, filter, customers, record
          FROM copy ORDER BY id
    """
    for key, command, at, kind, path, purpose, condition, ranges, record in connection.execute(sql):
        customers = None if ranges is None else IdRanges.read(ranges)
        moment = datetime.fromisoformat(at)
        yield Copy(
            key, command, moment, CopyKind(kind), path, purpose, condition, customers, record
        )


class Held(NamedTuple):
    """What an export held.

    Args:
        record: the table whose rows it held; None for customers.
        rows: how many.
        customers: whose, as ranges of ids.
    """

    record: str | None
    rows: int
    customers: str | None


def held_by_key(connection: sqlite3.Connection, key: str) -> list[Held]:
    """Read what the export with a retry key held, table by table."""
    sql = """
        SELECT p.record, p.count, p.customers FROM copy p JOIN command c ON c.id = p.command_id
         WHERE c.key = ? AND p.kind = 'export' ORDER BY p.id
    """
    return [Held(*row) for row in connection.execute(sql, (key,))]


def copies_of(connection: sqlite3.Connection, command_id: int) -> list[int]:
    """List the records of the copies that a command made."""
    sql = "SELECT id FROM copy WHERE command_id = ?"
    return [key for (key,) in connection.execute(sql, (command_id,))]


def command_of(connection: sqlite3.Connection, copy_id: int) -> int:
    """Read which command made a copy that is known to be there."""
    (found,) = connection.execute("SELECT command_id FROM copy WHERE id = ?", (copy_id,)).fetchone()
    return int(found)


def kept_before(connection: sqlite3.Connection, command_id: int) -> str | None:
    """Read where a restore keeps the book as it was; None where there was none, or no restore."""
    sql = "SELECT path FROM copy WHERE command_id = ? AND kind = 'before_restore'"
    row = connection.execute(sql, (command_id,)).fetchone()
    return None if row is None else row[0]
