"""What the book's settings rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3


def has_amounts(connection: sqlite3.Connection) -> bool:
    """Tell whether the book holds any amount of money."""
    sql = "SELECT 1 FROM customer WHERE potential_minor IS NOT NULL LIMIT 1"
    return connection.execute(sql).fetchone() is not None
