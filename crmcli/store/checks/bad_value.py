"""The first value of a book that no book can hold, and where it is: one is enough to refuse it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli.store.checks.column_rules import forbidden
from crmcli.store.checks.unreadable import unreadable_columns
from crmcli.store.copies.book_rows import table_names
from crmcli.store.records import key_columns
from crmcli.store.statements import condition

if TYPE_CHECKING:
    import sqlite3

    from crmcli.store.copies.book_rows import Values


class BadValue(NamedTuple):
    """A value that no book can hold.

    Args:
        table: its table.
        column: its column.
        key: the values of its row's key; empty where the column alone is known.
    """

    table: str
    column: str
    key: Values = ()


def bad_value(connection: sqlite3.Connection) -> BadValue | None:
    """Look for a value that its column cannot hold, in any table of this program's schema."""
    for table in table_names():
        rules = forbidden(table)
        bad = " OR ".join(f'("{each.column}" IS NOT NULL AND {each.condition})' for each in rules)
        keys = ", ".join(f'"{each}"' for each in key_columns(table))
        sql = f"SELECT {keys} FROM {table} WHERE {bad} LIMIT 1"  # noqa: S608 - our names
        key = connection.execute(sql).fetchone()
        if key is None:
            continue
        where, values = condition(dict(zip(key_columns(table), key, strict=True)))
        for column, is_bad in rules:
            sql = f'SELECT 1 FROM {table} WHERE {where} AND "{column}" IS NOT NULL AND {is_bad}'  # noqa: S608 - our names
            if connection.execute(sql, values).fetchone():
                return BadValue(table, column, key)
    for name in unreadable_columns(connection):
        table, _, column = name.partition(".")
        return BadValue(table, column)
    return None
