"""A full-text table as a thing of SQLite: whether it can be used, and removing it where not."""

from __future__ import annotations

import sqlite3
import sys


def is_usable(connection: sqlite3.Connection, name: str) -> bool:
    """Tell whether SQLite can read a full-text table at all."""
    try:
        connection.execute(f"SELECT rowid FROM {name} LIMIT 1").fetchone()  # noqa: S608 - our names
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
            raise
        return False
    return True


def remove_full_text(connection: sqlite3.Connection, name: str) -> None:
    """Remove a full-text table with its inner tables, be it one that SQLite cannot use."""
    try:
        connection.execute(f"DROP TABLE {name}")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
            raise
    else:
        return
    # It is asked even to remove it; without its entry the inner tables are tables like any other.
    if sys.version_info >= (3, 12):
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, False)  # noqa: FBT003 - its own
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("DELETE FROM sqlite_master WHERE type = 'table' AND name = ?", (name,))
    connection.execute("PRAGMA writable_schema = RESET")
    inner = "SELECT name FROM sqlite_master WHERE type = 'table' AND name IN (?, ?, ?, ?, ?)"
    parts = [f"{name}_{each}" for each in ("data", "idx", "content", "docsize", "config")]
    for (part,) in connection.execute(inner, parts).fetchall():
        connection.execute(f"DROP TABLE {part}")
    if sys.version_info >= (3, 12):
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE)
