"""Customers as rows of plain values, for whoever writes all of them out: no records are made."""

from __future__ import annotations

import json
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

from crmcli.domain.classes import UrgencyLimits
from crmcli.domain.customer_columns import CUSTOMER_COLUMNS
from crmcli.domain.money import Money
from crmcli.store.reads.customers import Lists, whole_years
from crmcli.store.reads.filters.fields import EXPECTED_CLOSE, FREQUENCY, URGENCY, VALUE
from crmcli.store.reads.values import day

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from crmcli.domain.id_ranges import IdRanges
    from crmcli.domain.person import Person
    from crmcli.store.reads.filters.selection import Selection

_CHUNK = 400

_SQL = {
    "need": "stated_need",
    "expected_close": EXPECTED_CLOSE,
    "urgency": URGENCY,
    "cooperation_years": "first_purchase_on",
    "value": VALUE,
    "frequency": FREQUENCY,
    "purchase_count": "purchases",
    "potential": "potential_minor",
    **dict.fromkeys(("phones", "emails", "tags", "fields", "people", "handles"), "NULL"),
    # As JSON writes instants: with their offset.
    **{name: f"replace({name}, 'Z', '+00:00')" for name in ("created", "updated", "archived")},
}
_SELECT = ", ".join(_SQL.get(name, name) for name in CUSTOMER_COLUMNS)
_AT = {name: at for at, name in enumerate(CUSTOMER_COLUMNS)}


def customer_keys(
    connection: sqlite3.Connection, wanted: Selection
) -> Iterator[tuple[int, int, bool]]:
    """Yield of customers, in the order of a selection: id, id, and whether it may be shared."""
    sql = f"SELECT id, id, may_share FROM customer_card WHERE {wanted.condition} {wanted.tail}"  # noqa: S608 - built by store.reads.filters.selection
    return connection.execute(sql, wanted.parameters)


def refusals(
    connection: sqlite3.Connection, ids: Iterable[int]
) -> Iterator[tuple[int, str, date | None, str | None]]:
    """Yield the names of customers that are there, since when they refuse something, and why."""
    sql = "SELECT name, consent_on, consent_reason FROM customer WHERE id = ?"
    for key in ids:
        name, on, reason = connection.execute(sql, (key,)).fetchone()
        yield key, name, day(on), reason


def customer_rows(
    connection: sqlite3.Connection, today: date, ids: Iterable[int]
) -> Iterator[list[Any]]:
    """Yield customers that may be shared: for each the plain values of `CUSTOMER_COLUMNS`.

    They are those of its JSON, but for the amount, which is text beside its currency.

    Args:
        connection: the reading door.
        today: the local date that classes are seen from.
        ids: which ones, in this order; one that has gone is left out.
    """
    limits = UrgencyLimits(today)
    parameters = {name: getattr(limits, name).isoformat() for name in ("urgent", "soon", "later")}
    parameters["today"] = today.isoformat()
    remaining = iter(ids)
    while chunk := list(islice(remaining, _CHUNK)):
        sql = f"""
            SELECT {_SELECT} FROM customer_card
             WHERE may_share AND id IN (SELECT value FROM json_each(:ids))
        """  # noqa: S608 - our own names
        found = connection.execute(sql, {**parameters, "ids": json.dumps(chunk)})
        rows = {row[0]: list(row) for row in found}
        lists = Lists(connection, list(rows))
        for key in chunk:
            row = rows.get(key)
            if row is not None:
                _complete(row, lists, today)
                yield row


def card_lines(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, list[str]]:
    """Read the kept lines of the vCards of customers; one that has none is left out."""
    lines: dict[int, list[str]] = {}
    sql = """
        SELECT customer_id, line FROM card_line
         WHERE customer_id IN (SELECT value FROM json_each(?)) ORDER BY customer_id, id
    """
    for key, line in connection.execute(sql, (json.dumps(list(ids)),)):
        lines.setdefault(key, []).append(line)
    return lines


def count_shared(connection: sqlite3.Connection, ranges: IdRanges) -> int:
    """Count how many of some customers are still there and may be shared."""
    sql = "SELECT count(*) FROM customer WHERE id BETWEEN ? AND ? AND may_share"
    return sum(connection.execute(sql, pair).fetchone()[0] for pair in ranges)


def _complete(row: list[Any], lists: Lists, today: date) -> None:
    """Put in what other tables hold, and what SQL does not write as text."""
    key = row[0]
    for name, values in (("phones", lists.phones), ("emails", lists.emails), ("tags", lists.tags)):
        row[_AT[name]] = values.get(key, [])
    row[_AT["fields"]] = lists.fields.get(key, {})
    row[_AT["handles"]] = lists.handles.get(key, {})
    row[_AT["people"]] = [_person(each) for each in lists.people.get(key, ())]
    for name in ("may_contact", "may_share"):
        row[_AT[name]] = bool(row[_AT[name]])
    at = _AT["potential"]
    if row[at] is not None:
        row[at] = Money(row[at], row[at + 1]).decimal_text()
    at = _AT["cooperation_years"]
    if row[at] is not None:
        row[at] = whole_years(date.fromisoformat(row[at]), today)


def _person(person: Person) -> dict[str, Any]:
    values: Sequence[tuple[str, Any]] = [
        (name, getattr(person, name)) for name in type(person).__dataclass_fields__
    ]
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values}
