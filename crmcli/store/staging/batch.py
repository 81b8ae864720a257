"""Many rows on their way into the book: collected by table, written together."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from crmcli.store.index import customer_pieces, customer_texts, put_pieces, put_texts
from crmcli.store.reads.numbering import next_id
from crmcli.store.records import PARTS
from crmcli.store.staging.collector import KEY_COLUMNS, SEARCH_KEYS, Collected, Collector
from crmcli.store.staging.key_spool import KeySpool, key_spool
from crmcli.store.texts import index_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType
    from typing import Self

    from crmcli.store.index import Pieces, Texts
    from crmcli.store.transaction import Transaction

_TABLES = ("customer", *PARTS, SEARCH_KEYS)
"""In the order in which foreign keys allow them to be written."""

_KEYS_AT_ONCE = 5000
_CACHED_KIB = 12_000
"""How much of a book is held in memory during a large load, against 2,000 otherwise."""


class Batch(Collector):
    """Rows by table that a transaction writes.

    The lock that the transaction holds keeps the ids ours. Used as a context: what must wait until
    everything is there is written at its end.
    """

    def __init__(self, transaction: Transaction) -> None:
        super().__init__(self._given)
        self._transaction = transaction
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

    def reserve(self, table: str, count: int) -> int:
        """Give out so many ids of a table that follow one another; return the first."""
        if table not in self._next:
            self._next[table] = next_id(self._transaction.connection, table)
        given = self._next[table]
        self._next[table] += count
        return given

    def part(self) -> None:
        """Write what was collected, with more to come: the search keys wait for those to come."""
        self.go_on()
        self.flush()

    def go_on(self) -> None:
        """Say that much is to come: search keys wait for all of them."""
        if self._spool is None:
            self._spool = self._open.enter_context(key_spool())
            self._transaction.connection.execute(f"PRAGMA cache_size = -{_CACHED_KIB}")

    def flush(self) -> None:
        """Write everything that was collected."""
        self.put_pieces(customer_pieces(self.write(self.take())))

    def write(self, collected: Collected) -> list[Texts]:
        """Write the rows that were collected, here or elsewhere.

        Returns:
            What its customers are to be found by; `put_pieces` writes that when it is in pieces.
        """
        rows = collected.rows
        if self._spool is not None:
            self._spool.put(rows.pop(SEARCH_KEYS, ()))
        for name in _TABLES:
            if rows.get(name):
                self._transaction.add_rows(name, collected.columns[name], rows[name])
        for table, words in collected.texts.items():
            put_texts(self._transaction, index_of(table), words)
        connection = self._transaction.connection
        return [(key, *customer_texts(connection, key)) for key in collected.customers]

    def put_pieces(self, pieces: Iterable[Pieces]) -> None:
        """Make customers findable by pieces of their texts."""
        put_pieces(self._transaction, pieces)

    def _given(self, table: str) -> int:
        return self.reserve(table, 1)

    def _flush_keys(self) -> None:
        if self._spool is not None:
            for rows in self._spool.in_order(_KEYS_AT_ONCE):
                self._transaction.add_rows(SEARCH_KEYS, KEY_COLUMNS, rows)
