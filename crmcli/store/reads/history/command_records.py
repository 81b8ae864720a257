"""Commands as they are recorded in the book."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from crmcli.domain.history import CommandRecord

if TYPE_CHECKING:
    import sqlite3

COLUMNS = ("id", "at", "author", "name", "line", "reason")
"""The columns of a command that make its record."""


def columns(alias: str) -> str:
    """List the columns of a record for a query in which a command has an alias."""
    return ", ".join(f"{alias}.{name}" for name in COLUMNS)


def record_of(
    key: int, at: str, author: str, name: str, line: str, reason: str | None
) -> CommandRecord:
    """Make a record of the values of its columns."""
    return CommandRecord(key, datetime.fromisoformat(at), author, name, line or None, reason)


def command_record(connection: sqlite3.Connection, command_id: int) -> CommandRecord:
    """Read the record of a command that is known to be there."""
    sql = f"SELECT {columns('c')} FROM command c WHERE c.id = ?"  # noqa: S608 - constants
    return record_of(*connection.execute(sql, (command_id,)).fetchone())
