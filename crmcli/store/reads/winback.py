"""Lost customers, and the tries to win them back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from crmcli.domain.channel import Channel
from crmcli.domain.churn.report import WinbackTry
from crmcli.domain.winback_result import WinbackResult
from crmcli.store.reads import values as read

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

_TRIES = """
    SELECT t.id, t.customer_id, c.name, t.day, t.via, t.result, t.note, t.lost, t.lost_reason,
           t.author
      FROM winback_try t JOIN customer c ON c.id = t.customer_id
"""
_LOST = """
    SELECT lost_reason, id FROM customer WHERE lost IS NOT NULL AND (:archived OR archived IS NULL)
     ORDER BY id
"""
_TRIED = """
    SELECT t.lost_reason, count(*), sum(t.result = 'back')
      FROM winback_try t JOIN customer c ON c.id = t.customer_id
     WHERE :archived OR c.archived IS NULL
     GROUP BY t.lost_reason ORDER BY min(t.id)
"""


def winback_try(connection: sqlite3.Connection, try_id: int) -> WinbackTry | None:
    """Read one try; None if there is none with this id."""
    return next(_tries(connection, "t.id = ?", try_id), None)


def tries_of(connection: sqlite3.Connection, customer_id: int) -> tuple[WinbackTry, ...]:
    """Read the tries to win a customer back, the latest first."""
    return tuple(_tries(connection, "t.customer_id = ?", customer_id))


def planned_try(connection: sqlite3.Connection, customer_id: int) -> date | None:
    """Read when a lost customer is to be tried next; the caller knows that it exists."""
    sql = "SELECT winback FROM customer WHERE id = ?"
    (day,) = connection.execute(sql, (customer_id,)).fetchone()
    return read.day(day)


def _tries(connection: sqlite3.Connection, condition: str, key: int) -> Iterator[WinbackTry]:
    sql = f"{_TRIES} WHERE {condition} ORDER BY t.day DESC, t.id DESC"
    for row in connection.execute(sql, (key,)):
        try_id, customer_id, customer, day, via, result, note, lost, reason, author = row
        yield WinbackTry(
            id=try_id,
            customer_id=customer_id,
            customer=customer,
            day=date.fromisoformat(day),
            via=read.choice(Channel, via),
            result=WinbackResult(result),
            note=note,
            lost=date.fromisoformat(lost),
            lost_reason=reason,
            author=author,
        )


def lost_customers(
    connection: sqlite3.Connection, *, archived: bool
) -> Iterator[tuple[str | None, int]]:
    """Yield the customers that are lost now: why, and the id.

    Args:
        connection: the reading door.
        archived: archived ones too.
    """
    yield from connection.execute(_LOST, {"archived": archived})


def tries_by_reason(
    connection: sqlite3.Connection, *, archived: bool
) -> Iterator[tuple[str | None, int, int]]:
    """Yield by reason of the loss how many tries there were, and after how many one was back.

    Args:
        connection: the reading door.
        archived: those for archived customers too.
    """
    yield from connection.execute(_TRIED, {"archived": archived})
