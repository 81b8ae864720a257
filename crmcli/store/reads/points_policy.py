"""How many points a purchase brings for each 100 units: as many as when it was recorded.

That is read from the history, which knows the command that recorded it, and what was said of points
before: neither a later policy nor one that was taken back since makes a difference.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from typing import TYPE_CHECKING

from crmcli.domain.history import Action
from crmcli.domain.id_ranges import IdRanges
from crmcli.store.reads.values import LARGEST_ID

if TYPE_CHECKING:
    import sqlite3

_POINTS = "loyalty.points"
_ROWS = "SELECT id, value FROM policy_change WHERE name = ?"
_NOTES = """
    SELECT command_id, action, first, last, old FROM change
     WHERE record = 'policy_change' AND action <> 'changed' ORDER BY id
"""
# Ids are given out in order: the last range to begin before one has it, or none has. Where that
# range was put back by an undo, or is of the present command, it need not be the first to have it.
_PURCHASE = """
    SELECT n.command_id, n.last, c.undoes IS NOT NULL OR n.command_id = ?2
      FROM change n JOIN command c ON c.id = n.command_id
     WHERE n.record = 'purchase' AND n.action = 'added' AND n.first <= ?1
     ORDER BY n.first DESC LIMIT 1
"""
_PURCHASE_FIRST = """
    SELECT command_id FROM change
     WHERE customer_id = ?1 AND record = 'purchase' AND action = 'added'
       AND ?2 BETWEEN first AND last
       AND id < coalesce((SELECT min(id) FROM change WHERE command_id = ?3), ?4)
     ORDER BY id LIMIT 1
"""
_CUSTOMER = """
    SELECT n.command_id, n.last FROM change n JOIN command c ON c.id = n.command_id
     WHERE n.record = 'customer' AND n.action = 'added' AND n.first <= ?1
       AND c.undoes IS NULL AND n.command_id <> ?2
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

    def at_recording(self, purchase_id: int, customer_id: int) -> int | None:
        """Say how many were given when a purchase was recorded; None if the history has it not."""
        connection, present = self._connection, self._present
        found = connection.execute(_PURCHASE, (purchase_id, present)).fetchone()
        if found is None:
            return None
        command, last, unsure = found
        if unsure:
            values = (customer_id, purchase_id, present, LARGEST_ID)
            (command,) = connection.execute(_PURCHASE_FIRST, values).fetchone() or (None,)
        elif last < purchase_id:
            command = None
        return None if command is None else self._before(command)

    def at_adding(self, customer_id: int) -> int | None:
        """Say how many were given when a customer was added; None if the history has it not.

        What was recorded together with its customer has no note of its own.
        """
        values = (customer_id, self._present)
        command, last = self._connection.execute(_CUSTOMER, values).fetchone() or (0, 0)
        return self._before(command) if last >= customer_id else None

    def _before(self, command: int) -> int:
        return self._values[bisect_left(self._commands, command)]

    def _read(self) -> None:
        """Go through what the history tells of policies, and note what held after each command."""
        known: dict[int, str] = dict(self._connection.execute(_ROWS, (_POINTS,)))
        notes = self._connection.execute(_NOTES).fetchall()
        for *_, old in notes:
            known |= _removed(old)
        added = IdRanges((first, last) for _, _, first, last, _ in notes)
        # What is noted nowhere is from before there was a history.
        held = {key: value for key, value in known.items() if key not in added}
        self._values.append(_latest(held))
        for command, action, first, last, old in notes:
            if action == Action.ADDED:
                held |= {key: value for key, value in known.items() if first <= key <= last}
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
