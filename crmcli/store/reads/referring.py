"""Who referred whom, from customer to customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

_ABOVE = """
    WITH RECURSIVE above(id) AS (
        SELECT ?1
         UNION
        SELECT c.referred_by FROM customer c JOIN above a ON c.id = a.id
         WHERE c.referred_by IS NOT NULL
    )
    SELECT id FROM above
"""


def referred_through(connection: sqlite3.Connection, customer_id: int) -> frozenset[int]:
    """List a customer, who referred it, who referred that one, and so on."""
    return frozenset(key for (key,) in connection.execute(_ABOVE, (customer_id,)))
