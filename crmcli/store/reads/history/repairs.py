"""What checks of the book put right, for the history: each of them keeps it as its result."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, Any

from crmcli.domain.checked import Checked
from crmcli.domain.codec import decoded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from crmcli.domain.finding import Finding


def repairs(
    connection: sqlite3.Connection, command_ids: Collection[int]
) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """Yield what some commands put right: the command, the word for it, and its values."""
    sql = """
        SELECT id, result FROM command
         WHERE id IN (SELECT value FROM json_each(?)) AND name = 'check' AND result IS NOT NULL
         ORDER BY id
    """
    for key, result in connection.execute(sql, (json.dumps(list(command_ids)),)):
        for each in decoded(Checked, result).mended:
            values = {"code": each.code, "count": each.count, "message": each.message}
            yield key, "repair", {"id": None, **values}


def left_by_repair(connection: sqlite3.Connection, program: str) -> tuple[Finding, ...]:
    """List what the last repair found and could not put right; nothing if it was another program's.

    Args:
        connection: the reading door; the history may hold what cannot be read.
        program: the version of crm.
    """
    sql = """
        SELECT result FROM command WHERE name = 'check' AND result IS NOT NULL
         ORDER BY id DESC LIMIT 1
    """
    try:
        row = connection.execute(sql).fetchone()
        last = None if row is None else decoded(Checked, row[0])
    except (sqlite3.DatabaseError, LookupError, TypeError, ValueError):
        return ()
    return () if last is None or last.program != program else last.faults
