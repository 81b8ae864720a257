"""When nobody had to follow customers up: what was undone never was."""

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


class Absences:
    """The absences of all customers, as the history tells them.

    Args:
        connection: the reading door.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._over: defaultdict[int, list[Absence]] = defaultdict(list)
        self._silent: dict[int, date] = {}
        for key, kind, left, back in connection.execute(_BACK):
            # What is archived is so from an instant on, the others from a day on.
            day = local_day(left) if kind == "archived" else date.fromisoformat(left)
            self._over[key].append(Absence(day, local_day(back), kind))
        for key, was, stated, at in connection.execute(_CONSENT):
            if was:
                self._silent[key] = local_day(at) if stated is None else date.fromisoformat(stated)
                continue
            left = self._silent.pop(key, None)
            # Whoever was entered so has no note of it: then the day that was stated is known.
            left = date.fromisoformat(stated) if left is None and stated is not None else left
            if left is not None:
                self._over[key].append(Absence(left, local_day(at), "silent"))

    def over(self, customer: int) -> list[Absence]:
        """List the absences of a customer that are over."""
        return self._over.get(customer, [])

    def silent_since(self, customer: int, stated: date) -> date:
        """Say since when one may not be contacted that may not.

        Args:
            customer: the customer.
            stated: the day on which its consent was stated last, of whatever kind.
        """
        return self._silent.get(customer, stated)


_HELD = "c.undoes IS NULL AND c.undone_by IS NULL"
_BACK = f"""
    SELECT x.first, CASE WHEN json_type(x.old, '$.lost') = 'text' THEN 'lost' ELSE 'archived' END,
           coalesce(json_extract(x.old, '$.lost'), json_extract(x.old, '$.archived')), c.at
      FROM change x JOIN command c ON c.id = x.command_id
     WHERE x.record = 'customer' AND x.action = 'changed' AND {_HELD} AND (
           (json_type(x.old, '$.lost') = 'text' AND json_type(x.new, '$.lost') = 'null')
        OR (json_type(x.old, '$.archived') = 'text' AND json_type(x.new, '$.archived') = 'null'))
     ORDER BY x.first, x.id
"""  # noqa: S608 - our own words
# A date of consent is that of being contacted and of being shared alike: only the history tells
# which of both it was.
_CONSENT = f"""
    SELECT x.first, json_extract(x.old, '$.may_contact'),
           CASE WHEN json_extract(x.old, '$.may_contact') = 1
                THEN json_extract(x.new, '$.consent_on')
                ELSE json_extract(x.old, '$.consent_on') END,
           c.at
      FROM change x JOIN command c ON c.id = x.command_id
     WHERE x.record = 'customer' AND x.action = 'changed' AND {_HELD}
       AND json_type(x.old, '$.may_contact') = 'integer'
     ORDER BY x.first, x.id
"""  # noqa: S608 - our own words
