"""The people of customers as rows of plain values: those of `PEOPLE`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

_SQL = """
    SELECT p.id, p.customer_id, c.name, p.name, p.title, p.role, p.birthday
      FROM person p JOIN customer c ON c.id = p.customer_id
     WHERE p.id IN (SELECT value FROM json_each(?))
"""
_POINTS = """
    SELECT person_id, kind, value FROM contact_point
     WHERE person_id IN (SELECT value FROM json_each(?)) ORDER BY position, id
"""


def person_rows(connection: sqlite3.Connection, ids: Sequence[int]) -> Iterator[list[Any]]:
    """Yield the people with some ids, in any order; one that has gone is left out."""
    asked = (json.dumps(list(ids)),)
    points: dict[tuple[int, str], list[str]] = {}
    for person, kind, value in connection.execute(_POINTS, asked):
        points.setdefault((person, kind), []).append(value)
    for row in connection.execute(_SQL, asked):
        *start, birthday = row
        key = row[0]
        phones, emails = (points.get((key, kind), []) for kind in ("phone", "email"))
        yield [*start, phones, emails, birthday]
