"""Improvement measures as they are in the book."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from crmcli.domain.measure import Measure, MeasureQuery
from crmcli.store.reads import values as read

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping

_COLUMNS = (
    "m.id, m.customer_id, c.name, m.feedback_id, m.text, m.owner, m.by, m.made, m.done, m.effect"
)
# What is open first, the earliest date before the others; then what was done, the latest first.
_ORDER = "m.done IS NOT NULL, m.done DESC, m.by IS NULL, m.by, m.id"


def measure(connection: sqlite3.Connection, measure_id: int, today: date) -> Measure | None:
    """Read one measure; None if there is none with this id.

    Args:
        connection: the reading door.
        measure_id: its id.
        today: the local date on which it is asked how late it is.
    """
    if not 0 < measure_id <= read.LARGEST_ID:
        return None
    return next(measures(connection, "m.id = :id", {"id": measure_id}, today), None)


def chosen_measures(
    connection: sqlite3.Connection, query: MeasureQuery, today: date
) -> Iterator[Measure]:
    """Yield the measures of a query: what is open first, the earliest date before the others.

    Args:
        connection: the reading door.
        query: which.
        today: the local date on which it is asked how late each is.
    """
    parts = ["1"]
    values: dict[str, object] = {}
    if query.customer_id is None:
        parts.append("c.archived IS NULL")
    else:
        parts.append("m.customer_id = :customer")
        values["customer"] = query.customer_id
    if query.owner is not None:
        parts.append("m.owner = :owner")
        values["owner"] = query.owner
    if query.open:
        parts.append("m.done IS NULL")
    if query.overdue:
        parts.append("m.done IS NULL AND m.by < :today")
        values["today"] = today.isoformat()
    return measures(connection, " AND ".join(parts), values, today)


def measures(
    connection: sqlite3.Connection, condition: str, values: Mapping[str, object], today: date
) -> Iterator[Measure]:
    """Yield the measures `m` that meet a constant condition; arguments as in `chosen_measures`."""
    sql = (
        f"SELECT {_COLUMNS} FROM measure m LEFT JOIN customer c ON c.id = m.customer_id"  # noqa: S608 - constants
        f" WHERE {condition} ORDER BY {_ORDER}"
    )
    for row in connection.execute(sql, values):
        key, customer_id, customer, feedback_id, text, owner, by, made, done, effect = row
        until = read.day(by)
        late = until is not None and done is None and until < today
        yield Measure(
            id=key,
            customer_id=customer_id,
            customer=customer,
            feedback_id=feedback_id,
            text=text,
            owner=owner,
            by=until,
            made=date.fromisoformat(made),
            done=read.day(done),
            effect=effect,
            overdue_days=(today - until).days if late and until is not None else 0,
        )
