"""What a book knows of that is not undone by going back to an older state of it.

Its backups and exports lie where they lie, whoever was erased is to stay erased, and a number that
was given once never comes again. It is the same book.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crmcli.store.transaction import Transaction

_COPY = ("at", "kind", "path", "purpose", "filter", "count", "customers", "record")
_STONE = ("customer_id", "at", "author", "reason")


@dataclass(frozen=True, slots=True)
class Outside:
    """What is kept when an older state of a book takes its place.

    Args:
        copies: rows of the table `copy`, without id and command.
        stones: rows of the table `erasure`, likewise.
        numbers: by table the highest id that was ever given.
        uid: what tells the book from others; None where that is not to be kept.
    """

    copies: tuple[tuple[object, ...], ...] = ()
    stones: tuple[tuple[object, ...], ...] = ()
    numbers: Mapping[str, int] = field(default_factory=dict)
    uid: str | None = None


def outside(connection: sqlite3.Connection) -> Outside:
    """Read what a book knows of the world outside; less from an older one, or a damaged one."""
    numbers = _read(connection, "sqlite_sequence", ("name", "seq"), "name")
    return Outside(
        copies=_copies(connection),
        stones=_read(connection, "erasure", _STONE, "id"),
        numbers={str(name): highest for name, highest in numbers if isinstance(highest, int)},
        uid=next((str(uid) for (uid,) in _read(connection, "book", ("uid",), "uid")), None),
    )


def present_again(connection: sqlite3.Connection, known: Outside) -> tuple[int, ...]:
    """List whom a book holds that was erased from another state of it; in the history, too."""
    own = {key for key, *_ in outside(connection).stones}
    asked = json.dumps([key for key, *_ in known.stones if key not in own])
    sql = """
        SELECT id FROM customer WHERE id IN (SELECT value FROM json_each(:ids))
         UNION
        SELECT customer_id FROM change WHERE customer_id IN (SELECT value FROM json_each(:ids))
           AND (old IS NOT NULL OR new IS NOT NULL)
         ORDER BY 1
    """
    return tuple(key for (key,) in connection.execute(sql, {"ids": asked}))


def carry_over(transaction: Transaction, known: Outside) -> None:
    """Keep what is known of another state of a book; the commands it came from are not there."""
    connection = transaction.connection
    _count_on(connection, known.numbers)
    if known.uid is not None:
        connection.execute("UPDATE book SET uid = ?", (known.uid,))
    there = outside(connection)
    copies, stones = set(there.copies), set(there.stones)
    new = [row for row in known.copies if row not in copies]
    transaction.add_rows("copy", _COPY, new)
    # Whoever is back with the backup is no longer gone from the file.
    new = [(*row, 0) for row in known.stones if row not in stones]
    transaction.add_rows("erasure", (*_STONE, "swept"), new)


def _copies(connection: sqlite3.Connection) -> tuple[tuple[object, ...], ...]:
    """Read the copies; in a book of before version 4 all exports were of customers."""
    older = _read(connection, "copy", _COPY[:-1], "id")
    return _read(connection, "copy", _COPY, "id") or tuple((*row, None) for row in older)


def _read(
    connection: sqlite3.Connection, table: str, columns: tuple[str, ...], order: str
) -> tuple[tuple[object, ...], ...]:
    sql = f"SELECT {', '.join(columns)} FROM {table} ORDER BY {order}"  # noqa: S608 - our names
    try:
        return tuple(connection.execute(sql).fetchall())
    except sqlite3.DatabaseError:
        return ()


def _count_on(connection: sqlite3.Connection, numbers: Mapping[str, int]) -> None:
    sql = """
        SELECT m.name, coalesce(s.seq, 0) FROM sqlite_master m
          LEFT JOIN sqlite_sequence s ON s.name = m.name
         WHERE m.type = 'table' AND m.sql LIKE '%AUTOINCREMENT%'
    """
    for table, highest in connection.execute(sql).fetchall():
        if numbers.get(table, 0) > highest:
            connection.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
            row = (table, numbers[table])
            connection.execute("INSERT INTO sqlite_sequence VALUES (?, ?)", row)
