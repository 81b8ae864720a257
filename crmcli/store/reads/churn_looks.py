"""Looks at the warnings of customers, and who has warnings at all."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from crmcli.domain.churn.kind import kinds_of
from crmcli.domain.churn.report import ChurnLook

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

_LOOKS = """
    SELECT l.id, l.customer_id, c.name, l.day, l.seen, l.note, l.author
      FROM churn_look l JOIN customer c ON c.id = l.customer_id
"""
_OWED = """
    SELECT o.customer_id FROM obligation o JOIN customer c ON c.id = o.customer_id
     WHERE o.kind = 'churn' AND o.due <= :tomorrow AND c.archived IS NULL
"""
# Nothing is owed to who may not be contacted, but may have warnings all the same.
_NOT_CONTACTED = """
    SELECT id FROM customer WHERE NOT may_contact AND archived IS NULL AND lost IS NULL
"""
_LOOKED_AT = """
    SELECT l.customer_id FROM churn_look l JOIN customer c ON c.id = l.customer_id
     WHERE c.archived IS NULL AND c.lost IS NULL
"""


def look(connection: sqlite3.Connection, look_id: int) -> ChurnLook | None:
    """Read one look; None if there is none with this id."""
    return next(_looks(connection, "l.id = ?", look_id), None)


def looks(connection: sqlite3.Connection, customer_id: int) -> tuple[ChurnLook, ...]:
    """Read the looks at a customer's warnings, the latest first."""
    return tuple(_looks(connection, "l.customer_id = ?", customer_id))


def _looks(connection: sqlite3.Connection, condition: str, key: int) -> Iterator[ChurnLook]:
    sql = f"{_LOOKS} WHERE {condition} ORDER BY l.day DESC, l.id DESC"
    for look_id, customer_id, customer, day, seen, note, author in connection.execute(sql, (key,)):
        kinds = kinds_of(seen.split())
        yield ChurnLook(
            look_id, customer_id, customer, date.fromisoformat(day), kinds, note, author
        )


def warned(connection: sqlite3.Connection, today: date, *, looked: bool) -> list[int]:
    """List the customers, archived ones apart, who may have warnings, in the order of their ids.

    Args:
        connection: the reading door.
        today: the local date it is asked on.
        looked: also those whose warnings somebody has looked at.
    """
    # A complaint that is late since today is owed a look tomorrow.
    tomorrow = today + timedelta(days=1) if today < date.max else today
    parts = [_OWED, _NOT_CONTACTED, *([_LOOKED_AT] if looked else [])]
    sql = f"{' UNION '.join(parts)} ORDER BY 1"
    return [key for (key,) in connection.execute(sql, {"tomorrow": tomorrow.isoformat()})]
