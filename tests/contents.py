"""What a book says, table by table, for tests that compare two states of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

HISTORY = {"book", "command", "change", "copy", "erasure", "sqlite_sequence"}
"""The tables that tell of the others, or of the book itself."""


def contents(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Read all rows of a book but its history, in order; of full-text tables what they find."""
    with closing(sqlite3.connect(path)) as connection:
        tables = dict(
            connection.execute(
                "SELECT name, sql LIKE 'CREATE VIRTUAL%' FROM sqlite_master WHERE type = 'table'"
            ).fetchall()
        )
        inner = tuple(f"{name}_" for name, virtual in tables.items() if virtual)
        found = {}
        for name, virtual in tables.items():
            if name in HISTORY or name.startswith(inner):
                continue
            source = name
            if virtual:
                source = f"temp.{name}_words"
                connection.execute(
                    f"CREATE VIRTUAL TABLE {source} USING fts5vocab(main, {name}, 'instance')"
                )
            found[name] = sorted(connection.execute(f"SELECT * FROM {source}").fetchall(), key=repr)
        return found
