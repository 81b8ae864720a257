"""Filling a new file with the rows of a whole book: each is checked by the tables themselves.

A file of an older schema is filled as that schema is, by the steps that lead there, and brought up
afterwards like a book of that time: the steps know what becomes of its rows.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from crmcli.domain.message import Message, message
from crmcli.errors import N_
from crmcli.store.connection import APPLICATION_ID, SCHEMA_VERSION
from crmcli.store.copies.book_rows import tables_in
from crmcli.store.creation import make_schema
from crmcli.store.records import KEYS
from crmcli.store.statements import insertion

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from crmcli.store.copies.book_rows import Values

_ROWS_AT_ONCE = 500
_EMPTY = N_("{rule} is empty")
_RULES = {
    sqlite3.SQLITE_CONSTRAINT_CHECK: N_("it breaks a rule of the table ({rule})"),
    sqlite3.SQLITE_CONSTRAINT_NOTNULL: _EMPTY,
    sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY: N_("{rule} is there twice"),
    sqlite3.SQLITE_CONSTRAINT_ROWID: N_("{rule} is there twice"),
    sqlite3.SQLITE_CONSTRAINT_UNIQUE: N_("{rule} is there twice"),
}


class UnfitRowError(Exception):
    """A row that no book can hold.

    Args:
        reason: why.
        line: where it came from; None where only its key is known.
        table: its table.
        key: the values of its key, where the line is not known.
    """

    def __init__(
        self, reason: Message, line: int | None = None, table: str = "", key: Values = ()
    ) -> None:
        super().__init__(reason)
        self.reason, self.line, self.table, self.key = reason, line, table, key


class Filling:
    """A new book on its way from rows to a file.

    Args:
        connection: has the file open, within a transaction.

    Attributes:
        tables: its tables: by column whether it holds texts or numbers.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.tables = tables_in(connection)
        self._ids = {
            table: tuple(columns).index("id") if "id" in columns else None
            for table, columns in self.tables.items()
        }
        self._table = ""
        self._lines: list[int] = []
        self._rows: list[Values] = []

    def put(self, line: int, table: str, values: Values) -> None:
        """Take a row.

        Args:
            line: where it came from.
            table: its table.
            values: those of its columns, in their order.

        Raises:
            UnfitRowError: this row, or one before it, breaks a rule of its table.
        """
        at = self._ids[table]
        if at is not None and values[at] is None:
            # SQLite would give it one.
            raise UnfitRowError(message(_EMPTY, rule=f"{table}.id"), line)
        if table != self._table or len(self._rows) == _ROWS_AT_ONCE:
            self._flush()
            self._table = table
        self._lines.append(line)
        self._rows.append(values)

    def finish(self, uid: str, numbers: Mapping[str, int]) -> None:
        """Let the tables count on from where they were.

        Args:
            uid: what the book was said to be.
            numbers: by table the highest id that was given.

        Raises:
            UnfitRowError: a row breaks a rule of its table, or one number would be given twice, or
                it is another book than was said.
        """
        self._flush()
        found = self._connection.execute("SELECT uid FROM book").fetchall()
        if found != [(uid,)] or not uid:
            raise UnfitRowError(message(N_("it is not the book that its first line names")))
        self._connection.execute("DELETE FROM sqlite_sequence")
        for table in self.tables:
            if table in numbers:
                row = (table, numbers[table])
                self._connection.execute("INSERT INTO sqlite_sequence VALUES (?, ?)", row)
        self._check_numbers(numbers)

    def _check_numbers(self, numbers: Mapping[str, int]) -> None:
        sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'"
        counting = [name for (name,) in self._connection.execute(sql)]
        # The history names records that are gone, which were given a number all the same.
        numbered = "typeof(last) = 'integer'"
        noted = f"SELECT record, max(last) FROM change WHERE {numbered} GROUP BY record"  # noqa: S608 - our words
        named = dict(self._connection.execute(noted)) if "change" in self.tables else {}
        for table in counting:
            (present,) = self._connection.execute(f"SELECT max(id) FROM {table}").fetchone()  # noqa: S608 - our names
            if max(present or 0, named.get(table, 0)) > numbers.get(table, 0):
                text = N_("the table {table} would give out numbers again that were given before")
                raise UnfitRowError(message(text, table=table))
        for table in sorted(numbers.keys() - counting):
            text = N_("there is no table {table} that counts")
            raise UnfitRowError(message(text, table=table[:40]))

    def _flush(self) -> None:
        if not self._rows:
            return
        sql = insertion(self._table, tuple(self.tables[self._table]))
        before = self._connection.total_changes
        try:
            self._connection.executemany(sql, self._rows)
        except sqlite3.IntegrityError as error:
            # All before it are in.
            line = self._lines[self._connection.total_changes - before]
            raise UnfitRowError(_reason(error), line) from error
        self._lines, self._rows = [], []


@contextmanager
def filling(draft: Path, version: int) -> Iterator[Filling]:
    """Make a book of some version of the schema in an empty file, and fill it with rows.

    Args:
        draft: the file; nobody else knows it.
        version: that of the schema; at most this program's.

    Raises:
        UnfitRowError: a row refers to one that is not there.
    """
    _make(draft, version)
    with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
        # A draft that is not finished is thrown away.
        for setting in ("synchronous = OFF", "journal_mode = MEMORY", "foreign_keys = OFF"):
            connection.execute(f"PRAGMA {setting}")
        connection.execute("BEGIN")
        connection.execute("DELETE FROM book")
        yield Filling(connection)
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode = DELETE")
        _check_links(connection)


def _make(draft: Path, version: int) -> None:
    with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        if version == SCHEMA_VERSION:
            make_schema(connection)
            return
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    from crmcli.store.migration import migrate  # noqa: PLC0415 - older files only

    migrate(draft, target=version, save=False)


def _check_links(connection: sqlite3.Connection) -> None:
    found = connection.execute("PRAGMA foreign_key_check").fetchone()
    if found is None:
        return
    table, rowid, target, _ = found
    text = N_("it refers to a row of {target} that is not there")
    key = () if rowid is None else (rowid,)
    if table in KEYS or not key:
        text = N_("rows of {table} refer to rows of {target} that are not there")
        raise UnfitRowError(message(text, table=table, target=target))
    raise UnfitRowError(message(text, target=target), None, table, key)


def _reason(error: sqlite3.IntegrityError) -> Message:
    text = _RULES.get(error.sqlite_errorcode, N_("it breaks a rule of the table ({rule})"))
    # SQLite names the columns or the rule, never a value.
    return message(text, rule=str(error).rpartition(": ")[2])
