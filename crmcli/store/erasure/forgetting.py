"""Making customers unfindable before they go: their search keys and their pieces of text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from crmcli.domain.text import gram_text
from crmcli.store.index import customer_texts, drop_customers
from crmcli.store.texts import OF_LOG, index_of, joined

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from crmcli.domain.lookup import KeyKind
    from crmcli.store.transaction import Transaction

_AT_ONCE = 500


def forget_customer(
    transaction: Transaction, customer_id: int, keys: list[tuple[str, KeyKind]]
) -> None:
    """Remove what finds a customer, which is still in the book, by its exact keys."""
    for key, kind in keys:
        transaction.remove("search_key", key=key, kind=kind, customer_id=customer_id)
    forget_texts(transaction, customer_id, customer_id)


def forget_keys(transaction: Transaction, first: int, last: int) -> None:
    """Remove the exact keys of many customers, by their ids.

    The table has no index by customer: all of it is read, which pays for many customers alone.
    """
    sql = "DELETE FROM search_key WHERE customer_id BETWEEN :first AND :last"
    transaction.run_sql(sql, [{"first": first, "last": last}])


def forget(transaction: Transaction, customers: Collection[int]) -> None:
    """Remove what finds some customers, in the book or not, by their ids."""
    # All at once, for the table of the keys is read through.
    sql = "DELETE FROM search_key WHERE customer_id IN (SELECT value FROM json_each(:ids))"
    transaction.run_sql(sql, [{"ids": json.dumps(sorted(customers))}])
    for key in customers:
        forget_texts(transaction, key, key)


def forget_texts(transaction: Transaction, first: int, last: int) -> None:
    """Remove the pieces of text of customers and of what was logged with them, by their ids."""
    connection = transaction.connection
    ids = "SELECT id FROM customer WHERE id BETWEEN ? AND ?"
    customers = [key for (key,) in connection.execute(ids, (first, last))]
    drop_customers(transaction, ((key, *customer_texts(connection, key)) for key in customers))
    for table, texts in OF_LOG.items():
        columns = ", ".join(("id", *texts.words))
        sql = f"SELECT {columns} FROM {table} WHERE customer_id BETWEEN ? AND ?"  # noqa: S608 - our names
        rows = connection.execute(sql, (first, last))
        _forget(transaction, index_of(table), ((key, joined(each)) for key, *each in rows))


def _forget(transaction: Transaction, table: str, texts: Iterator[tuple[int, str]]) -> None:
    rows: list[dict[str, object]] = []
    sql = f"INSERT INTO {table}({table}, rowid, pieces) VALUES ('delete', :id, :pieces)"  # noqa: S608 - our names
    for key, text in texts:
        if text:
            rows.append({"id": key, "pieces": gram_text(text)})
        if len(rows) == _AT_ONCE:
            transaction.run_sql(sql, rows)
            rows = []
    transaction.run_sql(sql, rows)
