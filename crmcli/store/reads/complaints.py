"""Who of some customers has an open complaint: it costs what those customers have."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from crmcli.domain.feedback_state import FeedbackState
from crmcli.domain.open_complaint import OpenComplaint

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

# Of a group with min() SQLite gives the other columns of the row that has it.
_SQL = """
    SELECT min(f.id), f.customer_id, c.name, f.state, count(*) OVER ()
      FROM json_each(:ids) w
      JOIN feedback f ON f.customer_id = w.value AND f.kind = 'complaint' AND f.closed IS NULL
      JOIN customer c ON c.id = f.customer_id
     GROUP BY f.customer_id ORDER BY min(f.id) LIMIT :most
"""


def complaints_among(
    connection: sqlite3.Connection, customer_ids: Iterable[int], most: int
) -> tuple[tuple[OpenComplaint, ...], int]:
    """Read the oldest open complaint of each of some customers, the oldest ones first.

    Args:
        connection: the reading door.
        customer_ids: whose, each once.
        most: for so many customers at the most.

    Returns:
        The complaints, and how many of the customers have one.
    """
    values = {"ids": json.dumps(list(customer_ids)), "most": most}
    rows = connection.execute(_SQL, values).fetchall()
    found = tuple(
        OpenComplaint(key, of, name, FeedbackState(state)) for key, of, name, state, _ in rows
    )
    return found, rows[0][4] if rows else 0
