"""How many obligations fall on each day, counted by SQL over the index of days."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from crmcli.domain.due import DueQuery
from crmcli.domain.due_load import DueDay
from crmcli.domain.spread import Movable
from crmcli.store.reads.due import TABLES, conditions

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator


def due_days(connection: sqlite3.Connection, query: DueQuery) -> dict[date, DueDay]:
    """Count what comes on each day of a query; days without anything are left out.

    Whatever is shown already belongs to the first day; what was due before it is counted apart.
    """
    condition, values = conditions(query)
    sql = f"""
        SELECT max(o.shown_from, :today) AS day,
               sum(o.due_day < :today_day AND o.shown_from <= :today), count(*)
          FROM {TABLES} WHERE {condition} GROUP BY 1
    """  # noqa: S608 - built from constants
    rows = connection.execute(sql, values | {"today": query.today.isoformat()})
    return {
        date.fromisoformat(day): DueDay(date.fromisoformat(day), total - overdue, overdue, total)
        for day, overdue, total in rows
    }


def movable(connection: sqlite3.Connection, query: DueQuery) -> Iterator[Movable]:
    """Yield the follow-ups of D and E customers that are shown after the query's day.

    What is snoozed, or waits after a try that nobody answered, is not moved.
    """
    sql = """
        SELECT o.subject_id, o.due, o.shown_from, o.cadence_days
          FROM obligation o JOIN customer c ON c.id = o.customer_id
         WHERE o.kind = 'follow_up' AND c.grade IN ('D', 'E')
           AND o.shown_from > :today AND o.shown_from <= o.due AND o.due <= :until
           AND coalesce(o.snoozed_until, '') <= :today AND coalesce(o.retry_on, '') <= :today
         ORDER BY o.due, o.subject_id
    """
    values = {"today": query.today.isoformat(), "until": query.until.isoformat()}
    for subject_id, due, shown, cadence_days in connection.execute(sql, values):
        yield Movable(
            key=subject_id,
            shown=date.fromisoformat(shown),
            due=date.fromisoformat(due),
            slack=cadence_days // 2,
        )
