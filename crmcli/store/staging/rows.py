"""Rows on their way into the book, in a private temporary database until all are known to be good.

The database has no name: SQLite makes its file readable by nobody else and it is gone with the
connection, however the run ends. What is held in memory does not grow with the rows.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING

from crmcli.errors import N_, StorageFault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


class Fate(StrEnum):
    """What becomes of a row."""

    CREATED = "created"
    UNCHANGED = "unchanged"
    IN_BOOK = "in_book"
    REPEATED = "repeated"


class NoRoomToStage(StorageFault):
    """The temporary file cannot be written."""

    code = "no_room_to_stage"
    sentence = N_("The temporary file of the import cannot be written: {reason}")
    hint = N_("Free some space, or name another folder with SQLITE_TMPDIR.")


@dataclass(frozen=True, slots=True)
class StagedRow:
    """One row.

    Args:
        number: its number in the file.
        kept: the row as text that can be read back.
        grade: the grade it enters with.
        waits: whether it was never contacted.
    """

    number: int
    kept: str
    grade: str
    waits: bool


@dataclass(frozen=True, slots=True)
class StagedKey:
    """A key that tells whether two rows are one customer.

    Args:
        key: the key, its kind in front.
        row: the number of its row.
        reached: two rows with this key are two customers if both of them are `reached`: a mere
            name of somebody who has a number of their own.
    """

    key: str
    row: int
    reached: bool = False


_TABLES = """
    CREATE TABLE row (
        number INTEGER PRIMARY KEY, kept TEXT, grade TEXT, waits INT, fate TEXT, other INT
    );
    CREATE TABLE key (
        row INT, key TEXT, reached INT, PRIMARY KEY (row, key)
    ) WITHOUT ROWID;
    CREATE TABLE link (row INT PRIMARY KEY, id INT, referrer INT);
"""
_REPEATS = """
    UPDATE row SET fate = 'repeated', other = found.earlier
      FROM (SELECT k.row AS row,
                   min(CASE WHEN k.reached THEN f.unreached ELSE f.any END) AS earlier
              FROM key k
              JOIN (SELECT key, min(row) AS any,
                           min(CASE WHEN reached THEN NULL ELSE row END) AS unreached
                      FROM key GROUP BY key HAVING count(*) > 1) f ON f.key = k.key
             GROUP BY k.row) AS found
     WHERE found.row = row.number AND found.earlier < row.number AND row.fate = 'created'
"""
_REFERRALS = """
    WITH placed AS (
        SELECT number, fate, CASE WHEN fate = 'created' THEN :first - 1
                 + row_number() OVER (PARTITION BY fate = 'created' ORDER BY number)
                 ELSE other END AS id
          FROM row
    )
    SELECT own.id, other.id
      FROM link JOIN placed own ON own.number = link.row AND own.fate = 'created'
      LEFT JOIN link named ON named.id = link.referrer
      LEFT JOIN placed other ON other.number = named.row
     WHERE link.referrer NOT NULL
"""


class Staging:
    """The rows of one import.

    Attributes:
        all_distinct: whether no two rows are one customer, whatever their keys say.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.all_distinct = False
        self._connection = connection

    def add(self, rows: Iterable[StagedRow], keys: Iterable[StagedKey]) -> None:
        """Put rows with their keys."""
        self._connection.executemany(
            "INSERT INTO row VALUES (?, ?, ?, ?, 'created', NULL)",
            ((each.number, each.kept, each.grade, each.waits) for each in rows),
        )
        self._connection.executemany(
            "INSERT OR IGNORE INTO key VALUES (?, ?, ?)",
            ((each.row, each.key, each.reached) for each in keys),
        )

    def link(self, row: int, key: int, referrer: int | None) -> None:
        """Put the id that a row has in its file, and that of who referred it."""
        self._connection.execute("INSERT INTO link VALUES (?, ?, ?)", (row, key, referrer))

    def referrals(self, first: int) -> Iterator[tuple[int, int | None]]:
        """Yield who was referred by whom, as ids in the book; None for who is not in the file.

        Args:
            first: the id that the first of the new rows was given; the others follow.
        """
        rows = self._connection.execute(_REFERRALS, {"first": first})
        yield from iter(rows.fetchall())

    def chunks(self, size: int) -> Iterator[tuple[dict[int, str], list[StagedKey]]]:
        """Yield the rows by number, with their keys, some at a time."""
        rows = self._connection.execute("SELECT number, kept FROM row ORDER BY number")
        while chunk := dict(islice(rows, size)):
            sql = "SELECT key, row, reached FROM key WHERE row BETWEEN ? AND ?"
            found = self._connection.execute(sql, (min(chunk), max(chunk)))
            yield chunk, [StagedKey(key, row, bool(reached)) for key, row, reached in found]

    def begin(self) -> None:
        """Take every row for a new customer."""
        self._connection.execute(
            "UPDATE row SET fate = 'created', other = NULL WHERE other NOT NULL"
        )

    def decide(self, fates: Sequence[tuple[Fate, int, int]]) -> None:
        """Say of rows that they are in the book: fate, the customer's id, the row's number."""
        self._connection.executemany("UPDATE row SET fate = ?, other = ? WHERE number = ?", fates)

    def mark_repeats(self) -> None:
        """Find the rows that are the customer of an earlier row."""
        if self.all_distinct:
            return
        self._connection.execute("CREATE INDEX IF NOT EXISTS key_rows ON key (key, row, reached)")
        self._connection.execute(_REPEATS)

    def counts(self) -> dict[Fate, int]:
        """Count the rows by what becomes of them."""
        rows = self._connection.execute("SELECT fate, count(*) FROM row GROUP BY fate")
        return {Fate(fate): count for fate, count in rows}

    def waiting(self) -> dict[str, int]:
        """Count, by grade, the new customers that were never contacted."""
        sql = "SELECT grade, count(*) FROM row WHERE fate = 'created' AND waits GROUP BY grade"
        return dict(self._connection.execute(sql))

    def new_rows(self) -> Iterator[StagedRow]:
        """Yield the rows that become customers, in the order of the file."""
        sql = "SELECT number, kept, grade, waits FROM row WHERE fate = 'created' ORDER BY number"
        for number, kept, grade, waits in self._connection.execute(sql):
            yield StagedRow(number, kept, grade, bool(waits))

    def skipped(self, most: int) -> list[tuple[int, Fate, int]]:
        """List the first rows that are skipped: number, why, and which customer or row they are."""
        sql = (
            "SELECT number, fate, other FROM row WHERE fate IN ('in_book', 'repeated')"
            " ORDER BY number LIMIT ?"
        )
        return [
            (number, Fate(fate), other)
            for number, fate, other in self._connection.execute(sql, (most,))
        ]


@contextmanager
def staging() -> Iterator[Staging]:
    """Open an empty staging place; nothing of it is left behind.

    Raises:
        NoRoomToStage: the temporary file cannot be written.
    """
    with staging_place(_TABLES) as connection:
        yield Staging(connection)


@contextmanager
def staging_place(tables: str) -> Iterator[sqlite3.Connection]:
    """Open a private temporary database, which is gone in the end.

    Args:
        tables: the statements that make its tables.

    Raises:
        NoRoomToStage: the temporary file cannot be written.
    """
    connection = sqlite3.connect("", isolation_level=None)
    try:
        for setting in ("journal_mode = OFF", "synchronous = OFF", "temp_store = FILE"):
            connection.execute(f"PRAGMA {setting}")
        connection.executescript(tables)
        yield connection
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}:
            raise
        raise NoRoomToStage(reason=str(error)) from error
    finally:
        connection.close()
