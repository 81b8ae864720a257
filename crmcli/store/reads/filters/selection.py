"""Which customers meet conditions: names from a list, values as parameters, never user text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crmcli.domain.text import contains, fold
from crmcli.store.reads.filters.sql import Builder
from crmcli.store.reads.values import LARGEST_ID

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence
    from datetime import date, tzinfo

    from crmcli.domain.filtering import Condition
    from crmcli.store.reads.filters.sql import Known


@dataclass(frozen=True, slots=True)
class Selection:
    """A condition on `customer_card`, an order, and the values of their placeholders."""

    condition: str
    tail: str
    parameters: dict[str, object] = field(default_factory=dict)


def ids_matching(
    connection: sqlite3.Connection, conditions: Sequence[Condition], reading: Known, today: date
) -> Iterator[int]:
    """Yield the ids of the customers that meet all conditions, in order.

    Archived customers are among them unless a condition says otherwise.

    Raises:
        CrmError: a field is not known, or a value cannot be read.
    """
    return selected_ids(connection, selection(connection, conditions, reading, today))


def selected_ids(connection: sqlite3.Connection, wanted: Selection) -> Iterator[int]:
    """Yield the ids of a selection, in its order."""
    sql = f"SELECT id FROM customer_card WHERE {wanted.condition} {wanted.tail}"  # noqa: S608 - see module
    for (key,) in connection.execute(sql, wanted.parameters):
        yield key


def selection(
    connection: sqlite3.Connection,
    conditions: Sequence[Condition],
    reading: Known,
    today: date,
    *,
    zone: tzinfo | None = None,
    sort: str | None = None,
    limit: int | None = None,
) -> Selection:
    """Turn conditions into SQL.

    Args:
        connection: the door it is for; it learns to compare text as `domain.text` does.
        conditions: all must be met.
        reading: the book's currency and own fields.
        today: the local date that phrases and urgency are seen from.
        zone: the book's time zone, for days compared with instants; None for the machine's.
        sort: the name of a field, with `-` in front for the reverse; what has no value comes last,
            and equals are in the order of their ids.
        limit: the first so many.

    Raises:
        CrmError: a field is not known, or a value cannot be read.
    """
    connection.create_function("folded", 1, _folded, deterministic=True)
    connection.create_function("holds", 2, _holds, deterministic=True)
    builder = Builder(reading, today, zone)
    parts = [builder.part(each) for each in conditions]
    tail = builder.sorted_by(sort) if sort else "ORDER BY id"
    if limit is not None:
        tail += f" LIMIT {min(limit, LARGEST_ID)}"
    return Selection(" AND ".join(parts) or "1", tail, builder.parameters)


def _folded(text: str | None) -> str | None:
    return None if text is None else fold(str(text))


def _holds(text: str | None, needle: str) -> bool:
    return text is not None and contains(str(text), needle)
