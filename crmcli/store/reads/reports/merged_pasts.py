"""The pasts of customers that were merged: each its own up to that day, those that went too."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli.domain.grade import Grade
from crmcli.domain.reports.compliance import Merge, Past
from crmcli.store.reads.reports.local_days import local_day
from crmcli.store.reads.reports.merged import AMONG

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping

    from crmcli.store.reads.reports.merged import Merges, Turn
    from crmcli.store.reads.reports.scope import Scope

    Values = dict[str, Any]
    """Columns of a customer by their names."""
    Pauses = Mapping[int, list[tuple[date, date]]]


class _Contact(NamedTuple):
    id: int
    owner: int
    day: date


def merged_pasts(scope: Scope, merges: Merges, pauses: Pauses) -> Iterator[Past]:
    """Yield the pasts of all who were merged with a customer that is looked at, or are one.

    Args:
        scope: what is looked at.
        merges: the merges of the book.
        pauses: by customer when it had left, and came back.
    """
    if not merges.customers:
        return
    reading = _Reading(scope, merges)
    for key in sorted(merges.customers):
        if merges.became(key) in reading.seen and key in reading.customers:
            yield _past(reading, key, pauses.get(key, []))


class _Reading:
    """What the book has of those who were merged."""

    def __init__(self, scope: Scope, merges: Merges) -> None:
        self.merges = merges
        connection = scope.connection
        given = {**scope.values, **merges.values}
        looked = f"SELECT id FROM customer WHERE {scope.of('id')} AND id {AMONG}"  # noqa: S608 - our own names
        self.seen = {key for (key,) in connection.execute(looked, given)}
        self.customers = _customers(connection, merges)
        self.grades: defaultdict[int, list[tuple[date, Grade]]] = defaultdict(list)
        for key, owner, day, grade in connection.execute(_GRADES, merges.values):
            first = merges.first_owner("grade_change", key, owner)
            self.grades[first].append((date.fromisoformat(day), Grade(grade)))
        self.contacts = [
            _Contact(key, owner, date.fromisoformat(day))
            for key, owner, day in connection.execute(_CONTACTS, merges.values)
        ]
        self.changes: dict[tuple[int, int], Values] = {}
        commands = json.dumps([turn.command for turn in merges.turns])
        for command, key, old in connection.execute(_CHANGES, (commands,)):
            # A command may change a column twice: what it was before is what the first note says.
            self.changes[command, key] = json.loads(old) | self.changes.get((command, key), {})

    def before(self, turn: Turn, key: int, after: Values) -> Values:
        """Give the columns of a customer before a turn, by those that it had after."""
        old = self.changes.get((turn.command, key), {})
        return {name: old.get(name, value) for name, value in after.items()}

    def last_contact(self, turn: Turn, key: int) -> date | None:
        """Say when a customer was contacted last, by what was its own after a turn."""
        days = (
            each.day
            for each in self.contacts
            if each.day <= turn.on
            and self.merges.owner_after("contact", each.id, each.owner, turn.command) == key
        )
        return max(days, default=None)


def _past(reading: _Reading, key: int, pauses: list[tuple[date, date]]) -> Past:
    merges, row = reading.merges, reading.customers[key]
    columns = {name: row[name] for name in ("first_due", "lost", "may_contact", "consent_on")}
    ends = [_lost(columns), _silent(columns)]
    found: list[Merge] = []
    gone: list[date] = []
    away: list[tuple[date, date]] = []
    turns = merges.of(key)
    for turn in turns:
        if not turn.parted and turn.source == key:
            gone.append(turn.on)
        elif turn.parted and turn.target == key and gone:
            away.append((gone.pop(), turn.on))
    for turn in reversed(turns):
        if turn.parted or turn.target == key:
            last = reading.last_contact(turn, key)
            found.insert(0, Merge(turn.on, last, date.fromisoformat(columns["first_due"])))
            earlier = reading.before(turn, key, columns)
            ends = [
                _brought(end, was(earlier), turn.on, changed=was(earlier) != was(columns))
                for end, was in zip(ends, (_lost, _silent), strict=True)
            ]
            columns = earlier
    archived = row["archived"]
    ends += [*gone, None if archived is None else local_day(archived)]
    contacts = (
        (each.day, each.id)
        for each in reading.contacts
        if merges.owner_on("contact", each.id, each.owner, each.day) == key
    )
    return Past(
        name=row["name"],
        first_due=date.fromisoformat(columns["first_due"]),
        grades=tuple(reading.grades[key]),
        contacts=tuple(contacts),
        end=min((each for each in ends if each is not None), default=None),
        pauses=tuple(sorted([*pauses, *away])),
        merges=tuple(found),
    )


def _lost(columns: Values) -> date | None:
    return _day(columns["lost"])


def _silent(columns: Values) -> date | None:
    return None if columns["may_contact"] else _day(columns["consent_on"])


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _brought(end: date | None, before: date | None, on: date, *, changed: bool) -> date | None:
    """Give the day on which a duty ended, where a merge may have brought one of before with it."""
    if end is None or not changed:
        return end
    return before or max(end, on)


_GRADES = f"""
    SELECT id, customer_id, day, to_grade FROM grade_change
     WHERE from_grade IS NOT to_grade AND customer_id {AMONG} ORDER BY day, id
"""  # noqa: S608 - our own names
_CONTACTS = f"""
    SELECT id, customer_id, day FROM contact
     WHERE effect = 'clock' AND customer_id {AMONG} ORDER BY day, id
"""  # noqa: S608 - our own names
_CHANGES = """
    SELECT command_id, first, old FROM change
     WHERE record = 'customer' AND action = 'changed'
       AND command_id IN (SELECT value FROM json_each(?))
     ORDER BY id
"""
_PRESENT = f"SELECT * FROM customer WHERE id {AMONG}"  # noqa: S608 - our own names
_GONE = f"""
    SELECT old FROM change
     WHERE record = 'customer' AND action = 'removed' AND customer_id {AMONG} ORDER BY id
"""  # noqa: S608 - our own names


def _customers(connection: sqlite3.Connection, merges: Merges) -> dict[int, Values]:
    """Read who was merged: as it is, or as it was when it went."""
    found: dict[int, Values] = {}
    for (old,) in connection.execute(_GONE, merges.values):
        content = json.loads(old)
        for values in content["rows"]:
            row = dict(zip(content["columns"], values, strict=True))
            found[row["id"]] = row
    present = connection.execute(_PRESENT, merges.values)
    names = [each[0] for each in present.description]
    found |= {row["id"]: row for row in (dict(zip(names, each, strict=True)) for each in present)}
    return found
