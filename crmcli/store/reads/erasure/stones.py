"""The stones of erased customers."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3


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


def earliest_from(connection: sqlite3.Connection, command_id: int | None) -> datetime | None:
    """Read the earliest time of a command and of those after it; None without such a command."""
    sql = "SELECT min(at) FROM command WHERE id >= ?"
    (found,) = connection.execute(sql, (command_id,)).fetchone()
    return None if found is None else datetime.fromisoformat(found)


def newest_command(connection: sqlite3.Connection) -> int:
    """Read the number of the last command that wrote; 0 if none did."""
    (found,) = connection.execute("SELECT coalesce(max(id), 0) FROM command").fetchone()
    return int(found)
