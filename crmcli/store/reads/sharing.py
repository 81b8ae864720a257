"""Which records may leave the book: those of customers who may be shared."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

_CHUNK = 400

MAY_SHARE = "(SELECT may_share FROM customer WHERE customer.id = customer_id)"
"""Whether the customer of a row may be shared, as an expression of SQL."""


def may_share(connection: sqlite3.Connection, customer_id: int) -> bool:
    """Tell whether a customer that is there may be shared."""
    sql = "SELECT may_share FROM customer WHERE id = ?"
    return bool(connection.execute(sql, (customer_id,)).fetchone()[0])


def keys_of(
    connection: sqlite3.Connection, record: str, customers: Iterable[int]
) -> Iterator[tuple[int, int, bool]]:
    """Yield of what belongs to customers: id, customer, and whether that one may be shared.

    Args:
        connection: the reading door.
        record: the table of what belongs to them, one of ours.
        customers: their ids; what they have comes in this order.
    """
    sql = f"""
        SELECT id, customer_id, {MAY_SHARE} FROM {record}
         WHERE customer_id IN (SELECT value FROM json_each(?)) ORDER BY id
    """  # noqa: S608 - our own names
    remaining = iter(customers)
    while chunk := list(islice(remaining, _CHUNK)):
        place = {key: at for at, key in enumerate(chunk)}
        found = connection.execute(sql, (json.dumps(chunk),)).fetchall()
        yield from sorted(found, key=lambda row: place[row[1]])
