"""Which id the next row of a table gets: one that none ever had."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3


def next_id(connection: sqlite3.Connection, table: str) -> int:
    """Give the id that the next row of a table gets; it is sure only while the lock is held."""
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    return 1 if row is None else int(row[0]) + 1
