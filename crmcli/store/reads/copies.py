"""The copies that lie outside the book, as they were recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3


def customers_of_key(connection: sqlite3.Connection, key: str) -> str | None:
    """Read which customers the export with a retry key held, as ranges of ids."""
    sql = """
        SELECT p.customers FROM copy p JOIN command c ON c.id = p.command_id
         WHERE c.key = ? AND p.kind = 'export'
    """
    row = connection.execute(sql, (key,)).fetchone()
    return None if row is None else row[0]


def command_of(connection: sqlite3.Connection, copy_id: int) -> int:
    """Read which command made a copy that is known to be there."""
    (found,) = connection.execute("SELECT command_id FROM copy WHERE id = ?", (copy_id,)).fetchone()
    return int(found)


def kept_before(connection: sqlite3.Connection, command_id: int) -> str | None:
    """Read where a restore keeps the book as it was; None where there was none, or no restore."""
    sql = "SELECT path FROM copy WHERE command_id = ? AND kind = 'before_restore'"
    row = connection.execute(sql, (command_id,)).fetchone()
    return None if row is None else row[0]
