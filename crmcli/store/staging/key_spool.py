"""Search keys of many customers, brought into order before they are written.

The keys are the one table that is ordered by text. Written as they come, those of 100,000 customers
would touch every page of it thousands of times; in order, each page is written once.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_COLUMNS = "key, kind, customer_id"


class KeySpool:
    """Keys that wait, outside memory, to be written in order."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def put(self, rows: Iterable[tuple[object, ...]]) -> None:
        """Take rows of key, kind and customer."""
        self._connection.executemany("INSERT INTO waiting VALUES (?, ?, ?)", rows)

    def in_order(self, size: int) -> Iterator[list[tuple[object, ...]]]:
        """Yield all rows in order, some at a time."""
        sql = f"SELECT {_COLUMNS} FROM waiting ORDER BY {_COLUMNS}"  # noqa: S608 - our names
        rows = self._connection.execute(sql)
        while chunk := rows.fetchmany(size):
            yield chunk


@contextmanager
def key_spool() -> Iterator[KeySpool]:
    """Open an empty spool in a private temporary file that is gone with it."""
    with closing(sqlite3.connect("", isolation_level=None)) as connection:
        for setting in ("journal_mode = OFF", "synchronous = OFF", "temp_store = FILE"):
            connection.execute(f"PRAGMA {setting}")
        connection.execute(f"CREATE TABLE waiting ({_COLUMNS})")
        yield KeySpool(connection)
