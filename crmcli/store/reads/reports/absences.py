"""When customers had left, and came back: what was undone never was."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from crmcli.store.reads.reports.local_days import local_day

if TYPE_CHECKING:
    import sqlite3


class Absence(NamedTuple):
    """A stretch of local dates in which nobody had to follow a customer up.

    Args:
        left: its first day.
        back: the day on which the customer came back.
        kind: why: `lost`, `silent` where it may not be contacted, or `archived`.
    """

    left: date
    back: date
    kind: str


def absences(connection: sqlite3.Connection) -> dict[int, list[Absence]]:
    """Read from the history, by customer, when whoever had left came back."""
    found: defaultdict[int, list[Absence]] = defaultdict(list)
    for key, kind, left, back in connection.execute(_BACK):
        # What is archived is so from an instant on, the others from a day on.
        day = local_day(left) if kind == "archived" else date.fromisoformat(left)
        found[key].append(Absence(day, local_day(back), kind))
    return dict(found)


_BACK = """
    SELECT x.first,
           CASE WHEN json_type(x.old, '$.lost') = 'text' THEN 'lost'
                WHEN json_type(x.old, '$.archived') = 'text' THEN 'archived' ELSE 'silent' END,
           coalesce(json_extract(x.old, '$.lost'), json_extract(x.old, '$.archived'),
                    json_extract(x.old, '$.consent_on')), c.at
      FROM change x JOIN command c ON c.id = x.command_id
     WHERE x.record = 'customer' AND x.action = 'changed'
       AND c.undoes IS NULL AND c.undone_by IS NULL AND (
           (json_type(x.old, '$.lost') = 'text' AND json_type(x.new, '$.lost') = 'null')
        OR (json_type(x.old, '$.archived') = 'text' AND json_type(x.new, '$.archived') = 'null')
        OR (json_extract(x.old, '$.may_contact') = 0 AND json_extract(x.new, '$.may_contact') = 1
            AND json_type(x.old, '$.consent_on') = 'text'))
     ORDER BY x.first
"""
