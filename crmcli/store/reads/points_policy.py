"""How many points a purchase brings for each 100 units: as many as when it was recorded.

That is read from the history, which knows the command that recorded it, and what was said of points
before: neither a later policy nor one that was taken back since makes a difference.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from typing import TYPE_CHECKING

from crmcli.domain.history import Action

if TYPE_CHECKING:
    import sqlite3

_POINTS = "loyalty.points"
_ROWS = "SELECT id, value FROM policy_change WHERE name = ?"
_NOTES = """
    SELECT command_id, action, first, last, old FROM change
     WHERE record = 'policy_change' AND action <> 'changed' ORDER BY id
"""
# Ids are given out in order, so the last range to begin before an id has it, or none has; what an
# undo or a redo put back was recorded by the command before.
_RECORDED = """
    SELECT n.command_id, n.last FROM change n JOIN command c ON c.id = n.command_id
     WHERE n.record = ? AND n.action = 'added' AND n.first <= ?
       AND c.undoes IS NULL AND n.command_id <> ?
     ORDER BY n.first DESC LIMIT 1
"""


class PointsPolicy:
    """How many points were given for each 100 units, command by command.

    Args:
        connection: the reading door, or that of a transaction.
        present: the command that asks; what it records itself is left to it.
    """

    def __init__(self, connection: sqlite3.Connection, present: int) -> None:
        self._connection = connection
        self._present = present
        self._commands: list[int] = []
        self._values: list[int] = []
        self._read()

    def at_recording(self, purchase_id: int) -> int | None:
        """Say how many were given when a purchase was recorded; None if the history has it not."""
        return self._at("purchase", purchase_id)

    def at_adding(self, customer_id: int) -> int | None:
        """Say how many were given when a customer was added; None if the history has it not.

        What was recorded together with its customer has no note of its own.
        """
        return self._at("customer", customer_id)

    def _at(self, table: str, key: int) -> int | None:
        found = self._connection.execute(_RECORDED, (table, key, self._present)).fetchone()
        if found is None:
            return None
        command, last = found
        return self._values[bisect_left(self._commands, command)] if last >= key else None

    def _read(self) -> None:
        """Go through what the history tells of policies, and note what held after each command."""
        known: dict[int, str] = dict(self._connection.execute(_ROWS, (_POINTS,)))
        notes = self._connection.execute(_NOTES).fetchall()
        for *_, old in notes:
            known |= _removed(old)
        added = {key for _, _, first, last, _ in notes for key in range(first, last + 1)}
        # What is noted nowhere is from before there was a history.
        held = {key: value for key, value in known.items() if key not in added}
        self._values.append(_latest(held))
        for command, action, first, last, old in notes:
            if action == Action.ADDED:
                held |= {key: known[key] for key in range(first, last + 1) if key in known}
            else:
                held = {key: value for key, value in held.items() if key not in _removed(old)}
            self._commands.append(command)
            self._values.append(_latest(held))


def _latest(held: dict[int, str]) -> int:
    return int(held[max(held)]) if held else 0


def _removed(old: str | None) -> dict[int, str]:
    """Read from the rows that a note has which values went, by id."""
    if old is None:
        return {}
    content = json.loads(old)
    rows = (dict(zip(content["columns"], row, strict=True)) for row in content["rows"])
    return {row["id"]: row["value"] for row in rows if row["name"] == _POINTS}
