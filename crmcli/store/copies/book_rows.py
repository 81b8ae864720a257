"""Every row that a book consists of, table by table; what is made from the others is left out."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from crmcli.store.checks.structure import structure
from crmcli.store.creation import make_schema, schema
from crmcli.store.faults import UnreadableValueError
from crmcli.store.records import key_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Values = tuple[str | int | None, ...]

_MADE_AGAIN = frozenset({"search_key"})
"""Beside the full-text tables: what is made from the other tables."""

_NUMBERS = re.compile(r"INTEGER|BOOLEAN", re.IGNORECASE)
_VIRTUAL = re.compile(r"\s*create\s+virtual", re.IGNORECASE)
_KINDS = (str, int, type(None))
_ROWS_AT_ONCE = 500


class Own(NamedTuple):
    """The records that a command leaves of itself, which a retry of it leaves out.

    Args:
        command_id: the command; None for one that has left nothing yet.
        copy_id: the copy it noted.
    """

    command_id: int | None = None
    copy_id: int | None = None

    def rows_in(self, table: str) -> int | None:
        """Give the id of its row in a table, if it has one."""
        return {"command": self.command_id, "copy": self.copy_id}.get(table)


def own_records(connection: sqlite3.Connection, key: str | None) -> Own:
    """Look for the records of the command with a retry key."""
    sql = """
        SELECT c.id, p.id FROM command c JOIN copy p ON p.command_id = c.id WHERE c.key = ?
    """
    found = None if key is None else connection.execute(sql, (key,)).fetchone()
    return Own() if found is None else Own(*found)


def table_names() -> tuple[str, ...]:
    """Name the tables of a book, each after those that it refers to."""
    return tuple(each.name for each in schema().sorted_tables if each.name not in _MADE_AGAIN)


def tables_in(connection: sqlite3.Connection) -> dict[str, dict[str, type]]:
    """Give the tables of a new book of any version: by table the columns, and what each holds."""
    sql = (
        "SELECT name, sql FROM sqlite_master WHERE type = 'table'"
        " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    found = dict(connection.execute(sql).fetchall())
    virtual = {name for name, statement in found.items() if _VIRTUAL.match(statement)}
    inner = tuple(f"{each}_" for each in virtual)
    left_out = virtual | _MADE_AGAIN
    return {
        name: columns_of(connection, name)
        for name in found
        if name not in left_out and not name.startswith(inner)
    }


def shape() -> dict[str, dict[str, type]]:
    """Give the tables of this program's schema, as `tables_in`."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        make_schema(fresh)
        return tables_in(fresh)


def columns_of(connection: sqlite3.Connection, table: str) -> dict[str, type]:
    """Give the columns of a table, and whether each holds texts or numbers."""
    rows = connection.execute("SELECT name, type FROM pragma_table_info(?)", (table,))
    return {name: int if _NUMBERS.match(kind) else str for name, kind in rows}


def foreign(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Name what a book has beside what crm made: tables, views, indexes, columns."""
    columns = (
        f"column {table}.{column}"
        for table, known in shape().items()
        for column in columns_of(connection, table).keys() - known.keys()
    )
    return (*structure(connection).foreign, *sorted(columns))


def counts(connection: sqlite3.Connection, own: Own) -> dict[str, int]:
    """Count by table the rows."""
    found = {}
    for table in table_names():
        (count,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 - our names
        found[table] = count - (own.rows_in(table) is not None)
    return found


def rows_of(
    connection: sqlite3.Connection, table: str, names: Sequence[str], own: Own
) -> Iterator[Values]:
    """Yield the rows of a table in the order of their keys.

    Args:
        connection: what reads the book.
        table: the table.
        names: its columns.
        own: what is left out.

    Raises:
        UnreadableValueError: a value is neither text nor a whole number.
    """
    columns = ", ".join(f'"{each}"' for each in names)
    keys = ", ".join(f'"{each}"' for each in key_columns(table))
    left_out = own.rows_in(table)
    condition = "" if left_out is None else f" WHERE id <> {left_out:d}"
    sql = f"SELECT {columns} FROM {table}{condition} ORDER BY {keys}"  # noqa: S608 - our names
    cursor = connection.execute(sql)
    while rows := cursor.fetchmany(_ROWS_AT_ONCE):
        for row in rows:
            for name, value in zip(names, row, strict=True):
                if type(value) not in _KINDS:
                    column = f"{table}.{name}"
                    raise UnreadableValueError(column)
            yield row


def numbers(connection: sqlite3.Connection, own: Own) -> dict[str, int]:
    """Give by table the highest id that was ever given, of tables that give none twice."""
    given = dict(connection.execute("SELECT name, seq FROM sqlite_sequence ORDER BY name"))
    found = {}
    for table in table_names():
        number = given.get(table)
        if number is None:
            continue
        last = own.rows_in(table)
        # Its own records are the last there were, unless others came after them.
        number -= number == last
        if number or last is None:
            found[table] = number
    return found


def uid_of(connection: sqlite3.Connection) -> str:
    """Read what tells the book from others."""
    (found,) = connection.execute("SELECT uid FROM book").fetchone()
    return str(found)


def stones(connection: sqlite3.Connection) -> tuple[int, ...]:
    """List the erasures that the book knows of."""
    return tuple(key for (key,) in connection.execute("SELECT id FROM erasure ORDER BY id"))


def customer_ids(connection: sqlite3.Connection) -> Iterator[int]:
    """Yield who is in the book, in order."""
    for (key,) in connection.execute("SELECT id FROM customer ORDER BY id"):
        yield key
