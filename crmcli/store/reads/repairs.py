"""What checks of the book put right, for the history: each of them keeps it as its result."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from crmcli.domain.checked import Checked
from crmcli.domain.codec import decoded

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator


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
