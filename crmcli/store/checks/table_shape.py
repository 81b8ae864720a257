"""What a table promises of its rows: columns, links, rules and ids that never come again.

Told by SQLite itself and not by the text of the table, which differs between a table that was made
at once and one that was changed since, and from one release of SQLAlchemy to the next.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

_RULE = re.compile(r"\bCHECK\s*(?=\()", re.IGNORECASE)
_CONDITION = re.compile(r"\bWHERE\b(.*)", re.IGNORECASE | re.DOTALL)
_ONE_AFTER_ANOTHER = re.compile(r"\bAUTOINCREMENT\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TableShape:
    """The shape of one table.

    Args:
        columns: name, type, whether it may be empty, what it is by default, its place in the key,
            and whether it is computed.
        links: column, table and column it refers to, and what becomes of a row whose target is
            changed or goes; by the number of the link, as it may have several columns.
        unique: the columns that are unique together.
        rules: what is checked of each row.
        counts_on: whether an id that was given once never comes again.
    """

    columns: frozenset[tuple[object, ...]]
    links: frozenset[tuple[tuple[object, ...], ...]]
    unique: frozenset[tuple[str, ...]]
    rules: frozenset[str]
    counts_on: bool

    def is_kept_by(self, other: TableShape) -> bool:
        """Tell whether another table promises the same; it may have further columns."""
        return (
            self.columns <= other.columns
            and self.links == other.links
            and self.unique <= other.unique
            and self.rules <= other.rules
            and self.counts_on == other.counts_on
        )


def shape_of(connection: sqlite3.Connection, table: str) -> TableShape:
    """Read the shape of a table that is there."""
    sql = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?"
    (text,) = connection.execute(sql, (table,)).fetchone()
    columns = connection.execute(
        'SELECT name, upper(type), "notnull", dflt_value, pk, hidden FROM pragma_table_xinfo(?)',
        (table,),
    )
    return TableShape(
        columns=frozenset(columns.fetchall()),
        links=frozenset(_links(connection, table)),
        unique=frozenset(_unique(connection, table)),
        rules=frozenset(_rules(text)),
        counts_on=bool(_ONE_AFTER_ANOTHER.search(text)),
    )


def index_shape_of(connection: sqlite3.Connection, index: str) -> tuple[object, ...]:
    """Read what an index that is there is of: its table, columns and condition."""
    sql = "SELECT tbl_name, sql FROM sqlite_master WHERE type = 'index' AND name = ?"
    table, text = connection.execute(sql, (index,)).fetchone()
    columns = connection.execute(
        'SELECT seqno, name, "desc", coll FROM pragma_index_xinfo(?) WHERE "key"', (index,)
    )
    sql = 'SELECT "unique" FROM pragma_index_list(?) WHERE name = ?'
    unique = connection.execute(sql, (table, index)).fetchone()
    condition = _CONDITION.search(text)
    rule = "".join(condition[1].replace('"', "").split()) if condition else None
    return table, tuple(columns.fetchall()), unique, rule


def _links(connection: sqlite3.Connection, table: str) -> Iterator[tuple[tuple[object, ...], ...]]:
    sql = """
        SELECT id, "from", "table", coalesce("to", ''), on_update, on_delete
          FROM pragma_foreign_key_list(?) ORDER BY id, seq
    """
    links: dict[int, list[tuple[object, ...]]] = {}
    for key, *link in connection.execute(sql, (table,)):
        links.setdefault(key, []).append(tuple(link))
    return map(tuple, links.values())


def _unique(connection: sqlite3.Connection, table: str) -> Iterator[tuple[str, ...]]:
    sql = """SELECT name FROM pragma_index_list(?) WHERE "unique" AND NOT partial"""
    for (index,) in connection.execute(sql, (table,)).fetchall():
        named = connection.execute("SELECT name FROM pragma_index_info(?)", (index,))
        yield tuple(name for (name,) in named)


def _rules(text: str) -> Iterator[str]:
    """Yield what stands in brackets behind each CHECK, without its white space."""
    for match in _RULE.finditer(text):
        depth = 0
        for at, sign in enumerate(text[match.end() :], match.end()):
            depth += (sign == "(") - (sign == ")")
            if depth == 0:
                yield "".join(text[match.end() : at + 1].replace('"', "").split())
                break
