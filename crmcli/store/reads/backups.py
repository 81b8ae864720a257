"""The backups that a book noted."""

from __future__ import annotations

import sqlite3
from datetime import datetime


def noted_backups(connection: sqlite3.Connection) -> tuple[tuple[datetime, str], ...]:
    """Read when and where a book was backed up, the last first; nothing from one that cannot tell.

    A book of an older version notes none, and a damaged one may not be able to say.
    """
    try:
        return told_backups(connection)
    except (sqlite3.DatabaseError, TypeError, ValueError):
        return ()


def told_backups(connection: sqlite3.Connection) -> tuple[tuple[datetime, str], ...]:
    """Read the same; nothing from a book of an older version, which notes none.

    Raises:
        sqlite3.DatabaseError, TypeError, ValueError: the book is damaged, or stays locked.
    """
    there = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'copy'"
    if connection.execute(there).fetchone() is None:
        return ()
    sql = "SELECT at, path FROM copy WHERE kind = 'backup' ORDER BY at DESC"
    return tuple((datetime.fromisoformat(at), path) for at, path in connection.execute(sql))
