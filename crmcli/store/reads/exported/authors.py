"""Who entered records, where what is read of them does not say so."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence


def authors(connection: sqlite3.Connection, record: str, ids: Sequence[int]) -> dict[int, str]:
    """Read who entered the rows of a table, by their ids; the table is one of ours."""
    sql = f"SELECT id, author FROM {record} WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608 - our own names
    return dict(connection.execute(sql, (json.dumps(list(ids)),)).fetchall())
