"""Insert rows that are ready, table after table, in one transaction."""

from __future__ import annotations

import marshal
import sqlite3
import sys
from pathlib import Path


def main() -> None:
    book, rows = sys.argv[1:]
    connection = sqlite3.connect(book, isolation_level=None)
    for setting in ("foreign_keys = ON", "journal_mode = TRUNCATE", "synchronous = EXTRA"):
        connection.execute(f"PRAGMA {setting}")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("BEGIN IMMEDIATE")
    with Path(rows).open("rb") as file:
        while file.peek(1):
            statement, batch = marshal.load(file)  # noqa: S302 - written by ourselves just before
            connection.executemany(statement, batch)
    connection.execute("COMMIT")
    connection.close()
