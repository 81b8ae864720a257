"""Rows that belong together, collected by table before any of them is written.

Nothing here touches a book: another process may collect, and hand over what it has.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli.store.instants import instant_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from crmcli.domain.lookup import KeyKind

SEARCH_KEYS = "search_key"
KEY_COLUMNS = ("key", "kind", "customer_id")


class Collected(NamedTuple):
    """What was collected.

    Args:
        columns: by table the columns of its rows.
        rows: by table the values of its rows, as the book keeps them.
        customers: the customers that are to be made findable by their texts.
        texts: by table of the log the words its rows are to be found by.
    """

    columns: dict[str, tuple[str, ...]]
    rows: dict[str, list[tuple[object, ...]]]
    customers: list[int]
    texts: dict[str, list[tuple[int, str]]]


class Collector:
    """Collects rows by table, with ids given out beforehand so that they can refer to each other.

    Args:
        next_id: gives out the next id of a table, never one that was used before.
    """

    def __init__(self, next_id: Callable[[str], int]) -> None:
        self.next_id = next_id
        self._columns: dict[str, tuple[str, ...]] = {}
        self._rows: dict[str, list[tuple[object, ...]]] = {}
        self._customers: list[int] = []
        self._texts: dict[str, list[tuple[int, str]]] = {}

    def add(self, table: str, row: dict[str, Any]) -> None:
        """Collect a row; all rows of a table have the same columns in the same order."""
        found = self._rows.get(table)
        if found is None:
            found = self._rows[table] = []
            self._columns[table] = tuple(row)
        found.append(tuple(map(_stored, row.values())))

    def find_customer(self, customer_id: int, keys: Iterable[tuple[str, KeyKind]]) -> None:
        """Make a customer findable, by these exact keys and by its texts."""
        self._columns[SEARCH_KEYS] = KEY_COLUMNS
        found = self._rows.setdefault(SEARCH_KEYS, [])
        for key, kind in dict.fromkeys(keys):
            if key:
                found.append((key, kind.value, customer_id))
        self._customers.append(customer_id)

    def find_text(self, table: str, key: int, text: str) -> None:
        """Make a row of the log findable by its words."""
        self._texts.setdefault(table, []).append((key, text))

    def take(self) -> Collected:
        """Give what was collected, and begin anew."""
        taken = Collected(self._columns, self._rows, self._customers, self._texts)
        self._columns, self._rows, self._customers, self._texts = {}, {}, [], {}
        return taken


def _stored(value: object) -> object:
    """Give a value as the book keeps it."""
    kind = type(value)
    if kind is str or kind is int or value is None:
        return value
    if kind is date:
        return value.isoformat()  # type: ignore[attr-defined]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return _instant(value)
    return value


_instant = lru_cache(maxsize=4096)(instant_text)
