"""Who referred whom, from customer to customer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

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


def referrers_of(
    connection: sqlite3.Connection, ids: Iterable[int]
) -> dict[int, tuple[int | None, bool]]:
    """Read by whom some customers were referred, and whether they are archived."""
    sql = """
        SELECT id, referred_by, archived IS NOT NULL
          FROM customer WHERE id IN (SELECT value FROM json_each(?))
    """
    rows = connection.execute(sql, (json.dumps(list(ids)),))
    return {key: (referrer, bool(archived)) for key, referrer, archived in rows}
