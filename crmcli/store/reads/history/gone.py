"""Customers that are in the history alone: taken back, or gone otherwise, but not erased."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli.domain.history import Action
from crmcli.domain.lookup import Candidate
from crmcli.domain.phone import digits, looks_like_phone, search_forms
from crmcli.domain.sought import Forced
from crmcli.domain.text import contains, fold
from crmcli.store.reads.erasure.kept_note import image
from crmcli.store.reads.history.past_state import Moment, past_states
from crmcli.store.reads.keyed import TAIL_DIGITS
from crmcli.store.reads.values import LARGEST_ID

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from contextlib import AbstractContextManager

    from crmcli.domain.sought import Sought

    Reading = Callable[[], AbstractContextManager[sqlite3.Connection]]

_NOTES = 50_000
"""How many notes of the history are looked through at once."""

_CALLED = {"customer": ("name", "company"), "person": ("name",), "contact_point": ("value",)}
"""By table the columns by which a customer was called or reached."""

_TABLES = {
    None: frozenset(_CALLED),
    Forced.ID: frozenset[str](),
    Forced.TEL: frozenset({"contact_point"}),
    Forced.NAME: frozenset({"customer", "person"}),
}
"""The tables that count, by what a text is said to be."""


class Gone(NamedTuple):
    """Customers of the history alone that a text names.

    Args:
        exact: those that were called or reached exactly so.
        part: those of whose names it is a part.
    """

    exact: tuple[Candidate, ...]
    part: tuple[Candidate, ...]


def gone_named(reading: Reading, sought: Sought, most: int) -> Gone:
    """Find the customers of the history alone that a text names, by what they ever were called.

    Args:
        reading: opens the reading door, once for each part of the history.
        sought: a name, a company, a person's name, an address, or a number or its end.
        most: how many of each kind at the most.
    """
    wanted = _Wanted(sought)
    exact: set[int] = set()
    part: set[int] = set()
    for owner, value in _values(reading, _TABLES[sought.forced]):
        if owner not in exact and wanted.is_exactly(value):
            exact.add(owner)
        elif owner not in part and wanted.is_in(value):
            part.add(owner)
    with reading() as connection:
        exactly, partly = (_gone(connection, each, most) for each in (exact, part - exact))
        return Gone(_candidates(connection, exactly), _candidates(connection, partly))


def gone_candidate(connection: sqlite3.Connection, customer_id: int) -> Candidate | None:
    """Tell who a customer of the history alone was, by its number; None for no such one."""
    return next(iter(_candidates(connection, _gone(connection, [customer_id], 1))), None)


class _Wanted:
    """A text that a customer was named by."""

    def __init__(self, sought: Sought) -> None:
        self._text = text = sought.text
        self._folded = "" if sought.forced is Forced.TEL else fold(text)
        is_number = sought.forced is not Forced.NAME and looks_like_phone(text)
        self._digits = digits(text) if is_number else ""
        # Bare digits are a number or its end, and no part of a name.
        self._is_number = sought.is_digits

    def is_exactly(self, value: str) -> bool:
        """Tell whether it is what the customer was called, or the number it was reached by."""
        if self._digits and looks_like_phone(value):
            return not set(search_forms(self._digits)).isdisjoint(search_forms(value))
        return bool(self._folded) and fold(value) == self._folded

    def is_in(self, value: str) -> bool:
        """Tell whether it is a part of that, or the end of the number."""
        if self._digits and looks_like_phone(value):
            return len(self._digits) >= TAIL_DIGITS and digits(value).endswith(self._digits)
        return bool(self._folded) and not self._is_number and contains(value, self._text)


def _values(reading: Reading, tables: frozenset[str]) -> Iterator[tuple[int, str]]:
    """Yield whom the history tells of, and by what they were called or reached in some tables."""
    with reading() as connection:
        (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM change").fetchone()
    sql = """
        SELECT record, action, customer_id, old, new FROM change
         WHERE id > ? AND id <= ? AND action <> 'added'
           AND +record IN ('customer', 'person', 'contact_point')
    """
    for start in range(0, last, _NOTES):
        with reading() as connection:
            notes = connection.execute(sql, (start, start + _NOTES)).fetchall()
        for record, action, customer_id, old, new in notes:
            if record not in tables:
                continue
            rows = image(old) if action == Action.REMOVED else map(json.loads, (old, new))
            for row in rows:
                yield from _of_row(record, customer_id, row)


def _of_row(
    record: str, customer_id: int | None, row: Mapping[str, Any]
) -> Iterator[tuple[int, str]]:
    owner = row.get("id" if record == "customer" else "customer_id", customer_id)
    for column in _CALLED[record] if isinstance(owner, int) else ():
        value = row.get(column)
        if isinstance(value, str):
            yield owner, value


def _gone(connection: sqlite3.Connection, customers: Iterable[int], most: int) -> list[int]:
    """Take the first few of some customers that are not in the book."""
    sql = """
        SELECT value FROM json_each(:ids) WHERE value NOT IN (SELECT id FROM customer)
         ORDER BY value LIMIT :most
    """
    values = {"ids": json.dumps(list(customers)), "most": most}
    return [key for (key,) in connection.execute(sql, values)]


def _candidates(connection: sqlite3.Connection, customers: Iterable[int]) -> tuple[Candidate, ...]:
    moments = [Moment("customer", key, LARGEST_ID) for key in customers]
    found = past_states(connection, moments)
    return tuple(
        Candidate(each.id, row["name"], row["company"], archived=False, in_book=False)
        for each in moments
        if (row := found.get(each))
    )
