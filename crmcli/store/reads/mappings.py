"""The mappings of columns that were saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator


def saved(connection: sqlite3.Connection) -> Iterator[tuple[str, str, str]]:
    """Yield what each fills, its name, and by column the field as a JSON object."""
    yield from connection.execute("SELECT record, name, columns FROM column_map ORDER BY name")
