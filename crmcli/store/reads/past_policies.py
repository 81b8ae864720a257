"""What the policies were before each of their changes, also before those that were taken back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli.domain.policy import Policy

if TYPE_CHECKING:
    import sqlite3

    Row = dict[str, Any]


class _Event(NamedTuple):
    """A value that came into force or was taken back; `change` is 0 for one never noted."""

    change: int
    added: bool
    row: Row


class PastPolicies:
    """The values that policies had; read once the first is asked for.

    Args:
        connection: the reading door.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._events: list[_Event] | None = None

    def without(self, name: str, row_id: int, change: int) -> str | None:
        """Give the value of a policy but for one row: before it came, or after it was taken back.

        Args:
            name: the policy.
            row_id: the row of `policy_change`.
            change: the number of the change that added or removed it.
        """
        if self._events is None:
            self._events = self._read()
        in_force: dict[int, Row] = {}
        for event in self._events:
            mine = (event.change, event.row["id"]) == (change, row_id)
            if event.change > change or (mine and event.added):
                break
            if event.added:
                in_force[event.row["id"]] = event.row
            else:
                in_force.pop(event.row["id"], None)
            if mine:
                break
        values = [row["value"] for _, row in sorted(in_force.items()) if row["name"] == name]
        return values[-1] if values else Policy().values().get(name)

    def _read(self) -> list[_Event]:
        """List what came and went, in order; what is there but was never noted came first."""
        rows = self._present()
        events: list[_Event] = []
        sql = """
            SELECT id, action, first, last, old FROM change
             WHERE record = 'policy_change' ORDER BY id DESC
        """
        for change, action, first, last, old in self._connection.execute(sql):
            if action == "removed" and old is not None:
                content = json.loads(old)
                gone = [dict(zip(content["columns"], row, strict=True)) for row in content["rows"]]
                rows |= {row["id"]: row for row in gone}
                events += [_Event(change, added=False, row=row) for row in reversed(gone)]
            elif action == "added":
                come = [rows[key] for key in range(first, last + 1) if key in rows]
                events += [_Event(change, added=True, row=row) for row in reversed(come)]
        noted = {event.row["id"] for event in events}
        older = [rows[key] for key in sorted(rows.keys() - noted)]
        return [*(_Event(0, added=True, row=row) for row in older), *reversed(events)]

    def _present(self) -> dict[int, Row]:
        cursor = self._connection.execute("SELECT id, name, value FROM policy_change ORDER BY id")
        names = [each[0] for each in cursor.description]
        return {row[0]: dict(zip(names, row, strict=True)) for row in cursor}
