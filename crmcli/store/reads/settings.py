"""What the book's settings rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3


def has_amounts(connection: sqlite3.Connection) -> bool:
    """Tell whether the book holds any amount of money, or a rate."""
    sql = """
        SELECT EXISTS (SELECT 1 FROM purchase) OR EXISTS (SELECT 1 FROM rate)
            OR EXISTS (SELECT 1 FROM deal WHERE amount_minor IS NOT NULL)
            OR EXISTS (SELECT 1 FROM customer WHERE potential_minor IS NOT NULL)
    """
    (found,) = connection.execute(sql).fetchone()
    return bool(found)
