"""The search keys of everybody in a book that was filled with rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.store.copies.backup import unwatched
from crmcli.store.copies.book_rows import customer_ids
from crmcli.store.staging.key_spool import key_spool

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable

    from crmcli.domain.lookup import KeyKind
    from crmcli.store.copies.backup import Progress
    from crmcli.store.transaction import Transaction

_COLUMNS = ("key", "kind", "customer_id")
_CUSTOMERS_AT_ONCE = 500
_KEYS_AT_ONCE = 5000


def put_all_keys(
    transaction: Transaction,
    keys_of: Callable[[sqlite3.Connection, int], Iterable[tuple[str, KeyKind]]],
    progress: Progress = unwatched,
) -> None:
    """Make everybody findable by the exact keys.

    Args:
        transaction: the transaction; keys that are there already are made again.
        keys_of: gives the keys that a customer should have.
        progress: told for how many customers the keys were made.
    """
    connection = transaction.connection
    connection.execute("DELETE FROM search_key")
    (whole,) = connection.execute("SELECT count(*) FROM customer").fetchone()
    with key_spool() as spool:
        for done, key in enumerate(customer_ids(connection), 1):
            found = dict.fromkeys(keys_of(connection, key))
            spool.put((text, kind.value, key) for text, kind in found if text)
            if done % _CUSTOMERS_AT_ONCE == 0:
                progress(done, whole)
        for rows in spool.in_order(_KEYS_AT_ONCE):
            transaction.add_rows("search_key", _COLUMNS, rows)
    progress(whole, whole)
