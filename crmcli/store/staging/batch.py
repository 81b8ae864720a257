"""Many rows on their way into the book: collected by table, written together."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date, datetime
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from crmcli.store.index import customer_texts, put_customers, put_texts
from crmcli.store.instants import instant_text
from crmcli.store.records import PARTS
from crmcli.store.staging.key_spool import KeySpool, key_spool
from crmcli.store.texts import OF_LOG, index_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType
    from typing import Self

    from crmcli.domain.lookup import KeyKind
    from crmcli.store.transaction import Transaction

_TABLES = ("customer", *PARTS, "search_key")
"""In the order in which foreign keys allow them to be written."""

_KEY_COLUMNS = ("key", "kind", "customer_id")
_KEYS_AT_ONCE = 5000
_CACHED_KIB = 12_000
"""How much of a book is held in memory during a large load, against 2,000 otherwise."""


class Batch:
    """Rows by table, with ids given out beforehand so that they can refer to each other.

    The lock that the transaction holds keeps the ids ours. Used as a context: what must wait until
    everything is there is written at its end.
    """

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._rows: dict[str, list[tuple[object, ...]]] = {name: [] for name in _TABLES}
        self._columns: dict[str, tuple[str, ...]] = {"search_key": _KEY_COLUMNS}
        self._customers: list[int] = []
        self._texts: dict[str, list[tuple[int, str]]] = {table: [] for table in OF_LOG}
        self._next: dict[str, int] = {}
        self._spool: KeySpool | None = None
        self._open = ExitStack()

    def __enter__(self) -> Self:
        """Begin to collect."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Write the rest, unless something went wrong."""
        with self._open:
            if kind is None:
                self.flush()
                self._flush_keys()

    def next_id(self, table: str) -> int:
        """Give out the next id of a table, never one that was used before."""
        if table not in self._next:
            sql = "SELECT seq FROM sqlite_sequence WHERE name = ?"
            row = self._transaction.connection.execute(sql, (table,)).fetchone()
            self._next[table] = 1 if row is None else row[0] + 1
        given = self._next[table]
        self._next[table] += 1
        return given

    def add(self, table: str, row: dict[str, Any]) -> None:
        """Collect a row; all rows of a table have the same columns in the same order."""
        self._columns.setdefault(table, tuple(row))
        self._rows[table].append(tuple(map(_stored, row.values())))

    def find_customer(self, customer_id: int, keys: Iterable[tuple[str, KeyKind]]) -> None:
        """Make a customer findable, by these exact keys and by its texts."""
        found = self._rows["search_key"]
        for key, kind in dict.fromkeys(keys):
            if key:
                found.append((key, kind.value, customer_id))
        self._customers.append(customer_id)

    def find_text(self, table: str, key: int, text: str) -> None:
        """Make a row of the log findable by its words."""
        self._texts[table].append((key, text))

    def part(self) -> None:
        """Write what was collected, with more to come: the search keys wait for those to come."""
        if self._spool is None:
            self._spool = self._open.enter_context(key_spool())
            self._transaction.connection.execute(f"PRAGMA cache_size = -{_CACHED_KIB}")
        self.flush()

    def flush(self) -> None:
        """Write everything that was collected."""
        if self._spool is not None:
            self._spool.put(self._rows["search_key"])
            self._rows["search_key"] = []
        for name in _TABLES:
            if self._rows[name]:
                self._transaction.add_rows(name, self._columns[name], self._rows[name])
                self._rows[name] = []
        connection = self._transaction.connection
        texts = ((key, *customer_texts(connection, key)) for key in self._customers)
        put_customers(self._transaction, texts)
        self._customers = []
        for table, words in self._texts.items():
            put_texts(self._transaction, index_of(table), words)
            words.clear()

    def _flush_keys(self) -> None:
        if self._spool is not None:
            for rows in self._spool.in_order(_KEYS_AT_ONCE):
                self._transaction.add_rows("search_key", _KEY_COLUMNS, rows)


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
