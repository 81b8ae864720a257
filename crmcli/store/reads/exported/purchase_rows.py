"""Purchases as rows of plain values: those of `PURCHASES`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from crmcli.domain.quantity import quantity_number
from crmcli.store.reads import book as book_reads
from crmcli.store.reads import values as read

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

_SQL = """
    SELECT id, customer_id, customer, day, product, thousandths, amount_minor, currency, deal_id,
           note, book_minor, author
      FROM purchase_card WHERE id IN (SELECT value FROM json_each(?))
"""


def purchase_rows(connection: sqlite3.Connection, ids: Sequence[int]) -> Iterator[list[Any]]:
    """Yield the purchases with some ids, in any order; one that has gone is left out."""
    base = book_reads.currency(connection)
    for row in connection.execute(_SQL, (json.dumps(list(ids)),)):
        *start, thousandths, minor, currency, deal_id, note, book_minor, author = row
        amount, book_amount = read.money(minor, currency), read.money(book_minor, base)
        yield [
            *start,
            quantity_number(thousandths),
            None if amount is None else amount.decimal_text(),
            currency,
            deal_id,
            note,
            None if book_amount is None else book_amount.decimal_text(),
            None if book_amount is None else base,
            author,
        ]
