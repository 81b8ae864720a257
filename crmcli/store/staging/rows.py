"""Rows on their way into the book, in a private temporary database until all are known to be good.

The database has no name: SQLite makes its file readable by nobody else and it is gone with the
connection, however the run ends. What is held in memory does not grow with the rows.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from dataclasses import fields
from operator import attrgetter
from typing import TYPE_CHECKING

from crmcli.domain.portions import portions
from crmcli.errors import N_, StorageFault
from crmcli.store.staging.staged_row import SKIPPED, Action, Fate, StagedKey, StagedRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


class NoRoomToStage(StorageFault):
    """The temporary file cannot be written."""

    code = "no_room_to_stage"
    sentence = N_("The temporary file of the import cannot be written: {reason}")
    hint = N_("Free some space, or name another folder with SQLITE_TMPDIR.")


_TABLES = """
    CREATE TABLE row (
        number INTEGER PRIMARY KEY, kept TEXT, grade TEXT, waits INT, action TEXT, target INT,
        contacts INT, people INT, fate TEXT, other INT, second INT
    );
    CREATE TABLE key (
        row INT, key TEXT, reached INT, PRIMARY KEY (row, key)
    ) WITHOUT ROWID;
    CREATE TABLE refusal (number INTEGER PRIMARY KEY, reason TEXT);
    CREATE TABLE link (row INT PRIMARY KEY, id INT, referrer INT);
"""
_FIELDS = tuple(each.name for each in fields(StagedRow))
_COLUMNS = ", ".join(_FIELDS)
_PLACES = ", ".join("?" * len(_FIELDS))
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
       AND row.action IS NULL
"""
_SAME_CUSTOMER = """
    UPDATE row SET fate = 'repeated', other = first.number
      FROM (SELECT other, min(number) AS number FROM row
             WHERE fate IN ('updated', 'unchanged') GROUP BY other HAVING count(*) > 1) AS first
     WHERE row.fate = 'updated' AND row.other = first.other AND row.number > first.number
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
        exact: whether crm wrote the table.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.all_distinct = False
        self.exact = False
        self._connection = connection

    def add(self, rows: Iterable[StagedRow], keys: Iterable[StagedKey]) -> None:
        """Put rows with their keys."""
        self._connection.executemany(
            f"INSERT INTO row ({_COLUMNS}) VALUES ({_PLACES})",  # noqa: S608 - constants
            map(attrgetter(*_FIELDS), rows),
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

    def refuse(self, refusals: Iterable[tuple[int, str]]) -> None:
        """Put the rows that cannot be used, each with why, as text that can be read back."""
        self._connection.executemany("INSERT INTO refusal VALUES (?, ?)", refusals)

    def chunks(self, size: int) -> Iterator[tuple[list[StagedRow], list[StagedKey]]]:
        """Yield the rows in the order of the file, with their keys, some at a time."""
        rows = self._rows("TRUE")
        for chunk in portions(rows, size, lambda row: len(row.kept)):
            sql = "SELECT key, row, reached FROM key WHERE row BETWEEN ? AND ?"
            found = self._connection.execute(sql, (chunk[0].number, chunk[-1].number))
            yield chunk, [StagedKey(key, row, bool(reached)) for key, row, reached in found]

    def begin(self) -> None:
        """Take every row for a new customer."""
        self._connection.execute("UPDATE row SET fate = 'created', other = NULL, second = NULL")

    def decide(self, fates: Sequence[tuple[Fate, int | None, int | None, int]]) -> None:
        """Say what becomes of rows: fate, one or two customers it has to do with, the number."""
        self._connection.executemany(
            "UPDATE row SET fate = ?, other = ?, second = ? WHERE number = ?", fates
        )

    def mark_repeats(self) -> None:
        """Find the rows that are the customer of an earlier row."""
        self._connection.execute(_SAME_CUSTOMER)
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
        return self._rows("fate = 'created'")

    def updates(self, most: int = -1) -> Iterator[tuple[StagedRow, int]]:
        """Yield the rows that change a customer in the order of the file, with its id."""
        sql = (
            "SELECT number, other FROM row WHERE fate IN ('updated', 'added')"
            " ORDER BY number LIMIT ?"
        )
        for number, other in self._connection.execute(sql, (most,)):
            for row in self._rows("number = ?", number):
                yield row, other

    def skipped(self, most: int = -1) -> Iterator[tuple[int, Fate, int | None, int | None]]:
        """Yield the rows that are skipped: number, why, which customers or row it is about."""
        fates = ", ".join(f"'{each}'" for each in SKIPPED)
        sql = f"SELECT number, fate, other, second FROM row WHERE fate IN ({fates})"  # noqa: S608 - constants
        for number, fate, *others in self._connection.execute(
            f"{sql} ORDER BY number LIMIT ?", (most,)
        ):
            yield number, Fate(fate), *others

    def refusals(self) -> Iterator[tuple[int, str]]:
        """Yield the rows that cannot be used, with why."""
        yield from self._connection.execute("SELECT number, reason FROM refusal ORDER BY number")

    def _rows(self, condition: str, *values: object) -> Iterator[StagedRow]:
        sql = f"SELECT {_COLUMNS} FROM row WHERE {condition} ORDER BY number"  # noqa: S608 - constants
        for number, kept, grade, waits, action, *rest in self._connection.execute(sql, values):
            said = None if action is None else Action(action)
            yield StagedRow(number, kept, grade, bool(waits), said, *rest)


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
