"""What steps must leave as it is: views, triggers, rows, their links and their ids."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.domain.message import message
from crmcli.errors import N_
from crmcli.store.views import VIEWS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from alembic.script import Script


class UnsoundError(Exception):
    """What the steps left is not a sound book; its only argument is the message that says why."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The state before the steps.

    Args:
        made_again: name and SQL of each view and trigger, the views first.
        rows: the number of rows of each table.
        ids: the highest id ever given, of tables that never give one twice.
        broken: the number of rows of each table that refer to nothing.
    """

    made_again: tuple[tuple[str, str], ...]
    rows: dict[str, int]
    ids: dict[str, int]
    broken: Counter[str]

    @classmethod
    def of(cls, connection: sqlite3.Connection) -> Kept:
        """Note the state of a book, and drop its views and triggers.

        A step could not touch a table that a view speaks of, and a rebuilt table loses its
        triggers without a word.
        """
        found = connection.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE type IN ('view', 'trigger') "
            "ORDER BY type DESC, rowid"
        ).fetchall()
        # Triggers go first: a view takes its own with it.
        for kind, name, _ in reversed(found):
            connection.execute(f"DROP {kind} {_quoted(name)}")
        return cls(
            made_again=tuple((name, sql) for _, name, sql in found),
            rows=_rows(connection),
            ids=_ids(connection),
            broken=_broken(connection),
        )

    def put_back(self, connection: sqlite3.Connection, steps: Sequence[Script]) -> None:
        """Make views and triggers again, and check that nothing was lost.

        Raises:
            UnsoundError: rows are missing or new, or refer to nothing, and no step said so.
        """
        lost = _broken(connection) - self.broken
        if lost:
            text = N_("rows of {table} would refer to nothing")
            raise UnsoundError(message(text, table=min(lost)))
        self._check_rows(connection, steps)
        self._keep_ids(connection)
        self._make_views(connection, steps)

    def _check_rows(self, connection: sqlite3.Connection, steps: Sequence[Script]) -> None:
        declared = {each for step in steps for each in getattr(step.module, "changes_rows_of", ())}
        after = _rows(connection)
        for table, before in self.rows.items():
            if table not in declared and after.get(table) != before:
                text = N_("{table} would have {after} rows instead of {before}")
                found = after.get(table, 0)
                raise UnsoundError(message(text, table=table, before=before, after=found))

    def _keep_ids(self, connection: sqlite3.Connection) -> None:
        # A rebuilt table counts on from its highest row; the id of an erased one would come again.
        now = _ids(connection)
        counting = set(_names(connection, "sql LIKE '%AUTOINCREMENT%'"))
        for table, highest in self.ids.items():
            if table not in counting or now.get(table, 0) >= highest:
                continue
            connection.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
            connection.execute("INSERT INTO sqlite_sequence VALUES (?, ?)", (table, highest))

    def _make_views(self, connection: sqlite3.Connection, steps: Sequence[Script]) -> None:
        retired = {each for step in steps for each in getattr(step.module, "retires", ())}
        for statement in VIEWS:
            connection.execute(statement)
        present = set(_names(connection))
        for name, sql in self.made_again:
            if name not in present | retired:
                connection.execute(sql)


def _names(connection: sqlite3.Connection, condition: str = "TRUE") -> Iterator[str]:
    query = f"SELECT name FROM sqlite_master WHERE {condition}"  # noqa: S608 - our own words
    return (name for (name,) in connection.execute(query))


def _rows(connection: sqlite3.Connection) -> dict[str, int]:
    tables = dict(
        connection.execute(
            "SELECT name, sql LIKE 'CREATE VIRTUAL%' FROM sqlite_master "
            "WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        ).fetchall()
    )
    # A full-text table keeps its index in tables of its own, whose rows say nothing.
    inner = tuple(f"{name}_" for name, is_virtual in tables.items() if is_virtual)
    counted = (name for name in tables if not name.startswith(inner))
    return {name: _count(connection, name) for name in counted}


def _count(connection: sqlite3.Connection, table: str) -> int:
    (count,) = connection.execute(f"SELECT count(*) FROM {_quoted(table)}").fetchone()  # noqa: S608 - quoted
    return int(count)


def _ids(connection: sqlite3.Connection) -> dict[str, int]:
    if "sqlite_sequence" not in _names(connection):
        return {}
    return dict(connection.execute("SELECT name, seq FROM sqlite_sequence").fetchall())


def _broken(connection: sqlite3.Connection) -> Counter[str]:
    return Counter(table for table, *_ in connection.execute("PRAGMA foreign_key_check"))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
