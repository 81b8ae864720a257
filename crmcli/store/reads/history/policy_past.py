"""Which value of a policy held on the other side of each change of one."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from crmcli.domain.history import Action
from crmcli.domain.policy import Policy

if TYPE_CHECKING:
    import sqlite3


def values_instead(connection: sqlite3.Connection) -> dict[tuple[int, int], str | None]:
    """Read what held before a value came into force, or after it was taken back.

    Returns:
        By the number of the note and the id of the row that came or went the value; None for a
        policy that this version does not know.
    """
    notes = connection.execute(
        "SELECT id, action, first, last, old FROM change WHERE record = 'policy_change' ORDER BY id"
    ).fetchall()
    rows = {
        key: (name, value)
        for key, name, value in connection.execute("SELECT id, name, value FROM policy_change")
    }
    for *_, old in notes:
        rows |= {row["id"]: (row["name"], row["value"]) for row in _removed(old)}
    known = sorted(rows)
    added = {key for *_, first, last, _ in notes for key in _between(known, first, last)}
    in_force: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for key in sorted(rows.keys() - added):
        # From before there was a history.
        name, value = rows[key]
        in_force[name][key] = value
    defaults = Policy().values()
    found: dict[tuple[int, int], str | None] = {}
    for note, action, first, last, _ in notes:
        for key in _between(known, first, last):
            name, value = rows[key]
            held = in_force[name]
            held.pop(key, None)
            found[note, key] = held[max(held)] if held else defaults.get(name)
            if action == Action.ADDED:
                held[key] = value
    return found


def _between(ids: list[int], first: int | None, last: int | None) -> list[int]:
    """Give those of some ids, in order, that a note names; a damaged one may name any, or none."""
    if first is None or last is None:
        return []
    return ids[bisect_left(ids, first) : bisect_right(ids, last)]


def _removed(old: str | None) -> list[dict[str, Any]]:
    if old is None:
        return []
    content = json.loads(old)
    return [dict(zip(content["columns"], row, strict=True)) for row in content.get("rows", ())]
