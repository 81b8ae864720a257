"""How the custom fields of the book are used."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3


def uses(connection: sqlite3.Connection) -> dict[str, int]:
    """Count the customers that have a value in each custom field; unused ones are left out."""
    return dict(connection.execute("SELECT name, count(*) FROM field_value GROUP BY name"))


def users(connection: sqlite3.Connection, name: str) -> list[int]:
    """List the ids of the customers that have a value in a custom field."""
    sql = "SELECT customer_id FROM field_value WHERE name = ? ORDER BY customer_id"
    return [key for (key,) in connection.execute(sql, (name,))]
