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
from crmcli.store.staging import repeats
from crmcli.store.staging.links import LINKS, StagedLinks
from crmcli.store.staging.staged_row import (
    REFUSED,
    SKIPPED,
    UID,
    Action,
    Fate,
    StagedKey,
    StagedRow,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


class NoRoomToStage(StorageFault):
    """The temporary file cannot be written."""

    code = "no_room_to_stage"
    sentence = N_("The temporary file of the import cannot be written: {reason}")
    hint = N_("Free some space, or name another folder with SQLITE_TMPDIR.")


_TABLES = f"""
    CREATE TABLE row (
        number INTEGER PRIMARY KEY, kept TEXT, grade TEXT, waits INT, action TEXT, target INT,
        contacts INT, people INT, fate TEXT, other INT, second INT
    );
    CREATE TABLE key (
        row INT, key TEXT, reached INT, PRIMARY KEY (row, key)
    ) WITHOUT ROWID;
    CREATE TABLE refusal (number INTEGER PRIMARY KEY, reason TEXT);
    {LINKS}
"""
_FIELDS = tuple(each.name for each in fields(StagedRow))
_COLUMNS = ", ".join(_FIELDS)
_PLACES = ", ".join("?" * len(_FIELDS))
_OWN_UIDS = f"""
    SELECT k.row, substr(k.key, {len(UID) + 1}), EXISTS (
               SELECT 1 FROM key e WHERE e.row < k.row AND e.key = k.key AND e.{repeats.OF_UIDS})
      FROM row JOIN key k ON k.row = row.number AND k.{repeats.OF_UIDS}
     WHERE row.action = 'create' AND row.fate = 'created'
"""  # noqa: S608 - constants


class Staging:
    """The rows of one import.

    Attributes:
        all_distinct: whether two rows are one customer only by their uid.
        exact: whether crm wrote the table.
        claimed: whether rows may say themselves what is to become of them.
        first: the id that the first of the new customers gets; the others follow.
        links: who is said to have referred whom.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.all_distinct = False
        self.exact = False
        self.claimed = False
        self.first = 1
        self.links = StagedLinks(connection)
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
        repeats.mark(self._connection, all_distinct=self.all_distinct, claimed=self.claimed)

    def place_repeats(self) -> None:
        """Note for each row that repeats another which customer that is."""
        repeats.place(self._connection, self.first)

    def own_uids(self) -> Iterator[tuple[int, str, bool]]:
        """Yield the uids of rows that become customers since they say so themselves.

        Returns:
            Each with the number of its row, and whether an earlier row has it too.
        """
        for number, uid, is_shared in self._connection.execute(_OWN_UIDS):
            yield number, uid, bool(is_shared)

    def without_uid(self, numbers: Iterable[int]) -> None:
        """Let rows become customers with a uid of their own, whatever theirs is."""
        sql = "UPDATE row SET kept = json_remove(kept, '$.c.uid') WHERE number = ?"
        self._connection.executemany(sql, ((number,) for number in numbers))

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
        return self._fated(SKIPPED, most)

    def unplaced(self, most: int = -1) -> Iterator[tuple[int, Fate, int | None, int | None]]:
        """Yield the rows that cannot do what they say: number, why, which customers fit."""
        return self._fated(REFUSED, most)

    def refusals(self) -> Iterator[tuple[int, str]]:
        """Yield the rows that cannot be used, with why."""
        yield from self._connection.execute("SELECT number, reason FROM refusal ORDER BY number")

    def _fated(
        self, fates: Sequence[Fate], most: int
    ) -> Iterator[tuple[int, Fate, int | None, int | None]]:
        among = ", ".join(f"'{each}'" for each in fates)
        sql = f"SELECT number, fate, other, second FROM row WHERE fate IN ({among})"  # noqa: S608 - constants
        for number, fate, *others in self._connection.execute(
            f"{sql} ORDER BY number LIMIT ?", (most,)
        ):
            yield number, Fate(fate), *others

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
