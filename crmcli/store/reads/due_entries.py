"""Obligations with all that is told of them: the list's references first, then what each is."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from crmcli.domain.calendar import Owed
from crmcli.domain.due import due_ref
from crmcli.domain.due_kind import DueKind
from crmcli.store.reads.due import COLUMNS, TABLES, conditions, row_of
from crmcli.store.reads.due_order import ORDER, worth

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from crmcli.domain.due import DueQuery

Key = tuple[str, int]
"""The kind and the subject of an obligation."""


def due_keys(
    connection: sqlite3.Connection, query: DueQuery, refs: frozenset[str] | None
) -> Iterator[Key]:
    """Yield which obligations are on the list, in its order.

    Args:
        connection: the reading door.
        query: which part of the list.
        refs: only these; None for all.
    """
    condition, values = conditions(query)
    values["worth"] = worth(connection, query.today)
    sql = f"SELECT o.kind, o.subject_id FROM {TABLES} WHERE {condition} ORDER BY {ORDER}"  # noqa: S608 - built from constants
    for kind, subject_id in connection.execute(sql, values):
        if refs is None or due_ref(DueKind(kind), subject_id) in refs:
            yield kind, subject_id


def count_due(connection: sqlite3.Connection, query: DueQuery) -> int:
    """Count the rows of the list."""
    condition, values = conditions(query)
    sql = f"SELECT count(*) FROM {TABLES} WHERE {condition}"  # noqa: S608 - as above
    return int(connection.execute(sql, values).fetchone()[0])


def owed(connection: sqlite3.Connection, query: DueQuery, keys: Iterable[Key]) -> Iterator[Owed]:
    """Yield some obligations of the list; one that is on it no more is left out.

    Args:
        connection: the reading door.
        query: which part of the list.
        keys: which ones, in this order.
    """
    condition, values = conditions(query)
    sql = f"""
        SELECT {COLUMNS}, o.shown_from FROM {TABLES}
         WHERE o.kind = :of_kind AND o.subject_id = :of_subject AND {condition}
    """  # noqa: S608 - as above
    in_full = query._replace(explain=True)
    for kind, subject_id in keys:
        found = connection.execute(sql, {**values, "of_kind": kind, "of_subject": subject_id})
        for row in found.fetchall():
            *columns, listed = row
            told = row_of(connection, tuple(columns), query)
            explained = row_of(connection, tuple(columns), in_full).why
            phones = _phones(connection, told.customer_id)
            yield Owed(told, explained, date.fromisoformat(listed), phones)


def _phones(connection: sqlite3.Connection, customer_id: int) -> tuple[tuple[str | None, str], ...]:
    sql = """
        SELECT p.name, t.value FROM contact_point t LEFT JOIN person p ON p.id = t.person_id
         WHERE t.customer_id = ? AND t.kind = 'phone'
         ORDER BY t.person_id IS NOT NULL, t.person_id, t.position
    """
    return tuple(connection.execute(sql, (customer_id,)))
