"""The backups that a book noted."""

from __future__ import annotations

import sqlite3
from datetime import datetime


def noted_backups(connection: sqlite3.Connection) -> tuple[tuple[datetime, str], ...]:
    """Read when and where a book was backed up, the last first; nothing from one that cannot tell.

    A book of an older version notes none, and a damaged one may not be able to say.
    """
    sql = "SELECT at, path FROM copy WHERE kind = 'backup' ORDER BY at DESC"
    try:
        return tuple((datetime.fromisoformat(at), path) for at, path in connection.execute(sql))
    except (sqlite3.DatabaseError, ValueError):
        return ()
