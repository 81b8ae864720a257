"""The pasts of customers that were merged: each its own up to that day, those that went too."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli.domain.grade import Grade
from crmcli.domain.reports.compliance import Merge, Past
from crmcli.store.reads.reports.local_days import local_day
from crmcli.store.reads.reports.merged import AMONG, MERGING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from crmcli.store.reads.reports.absences import Absences
    from crmcli.store.reads.reports.merged import Joined, Merges
    from crmcli.store.reads.reports.scope import Scope

    Values = dict[str, Any]
    """Columns of a customer by their names."""


class _Owned(NamedTuple):
    """A contact that somebody had, and the command that gave it to them, 0 for whoever made it."""

    since: int
    day: date


def merged_pasts(scope: Scope, merges: Merges, away: Absences) -> Iterator[Past]:
    """Yield the pasts of all who were merged with a customer that is looked at, or are one.

    Args:
        scope: what is looked at.
        merges: the merges of the book.
        away: when customers had left, and came back.
    """
    if not merges.customers:
        return
    reading = _Reading(scope, merges)
    for key in sorted(merges.customers):
        if merges.became(key) in reading.seen and key in reading.customers:
            yield _past(reading, key, away)


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
        self.contacts: defaultdict[int, list[tuple[date, int]]] = defaultdict(list)
        self._owned: defaultdict[int, list[_Owned]] = defaultdict(list)
        for key, owner, text in connection.execute(_CONTACTS, merges.values):
            day = date.fromisoformat(text)
            self.contacts[merges.owner_on("contact", key, owner, day)].append((day, key))
            for customer, since in merges.path("contact", key, owner):
                self._owned[customer].append(_Owned(since, day))
        self._old: dict[tuple[int, int], Values] = {}
        self._new: dict[tuple[int, int], Values] = {}
        for command, key, old, new in connection.execute(_CHANGES, merges.values):
            # A command may change a column twice: the first note says what it was before.
            self._old[command, key] = json.loads(old) | self._old.get((command, key), {})
            self._new[command, key] = self._new.get((command, key), {}) | json.loads(new)

    def before(self, joined: Joined, after: Values) -> Values:
        """Give columns of whoever was given another, as they were before, by those after."""
        old = self._old.get((joined.command, joined.target), {})
        return {name: old.get(name, value) for name, value in after.items()}

    def after(self, joined: Joined, later: Values) -> Values:
        """Give the same columns as a merge left them; by those of later, where it changed none."""
        new = self._new.get((joined.command, joined.target), {})
        return {name: new.get(name, value) for name, value in later.items()}

    def last_contact(self, joined: Joined) -> date | None:
        """Say when a customer was contacted last, by all that was its own after a merge."""
        days = (
            each.day
            for each in self._owned[joined.target]
            if each.since <= joined.command and each.day <= joined.on
        )
        return max(days, default=None)


def _past(reading: _Reading, key: int, away: Absences) -> Past:
    merges, row = reading.merges, reading.customers[key]
    first_due = row["first_due"]
    found: list[Merge] = []
    begun: dict[tuple[str, date], date] = {}
    for joined in reversed(merges.into(key)):
        last = reading.last_contact(joined)
        found.insert(0, Merge(joined.on, last, date.fromisoformat(first_due)))
        first_due = reading.before(joined, {"first_due": first_due})["first_due"]
        begun |= _begun(reading, joined, row)
    left = {kind: day for kind, day in _left(row).items() if day is not None}
    if "silent" in left and ("silent", left["silent"]) not in begun:
        left["silent"] = away.silent_since(key, left["silent"])
    ends = [begun.get((kind, day), day) for kind, day in left.items()]
    if row["archived"] is not None:
        ends.append(local_day(row["archived"]))
    gone = merges.end_of(key)
    pauses = ((begun.get((each.kind, each.left), each.left), each.back) for each in away.over(key))
    return Past(
        name=row["name"],
        first_due=date.fromisoformat(first_due),
        grades=tuple(reading.grades[key]),
        contacts=tuple(reading.contacts[key]),
        end=min([*ends, *([] if gone is None else [gone.on])], default=None),
        pauses=tuple(sorted(pauses)),
        merges=tuple(found),
    )


def _begun(reading: _Reading, joined: Joined, row: Values) -> dict[tuple[str, date], date]:
    """Say since when an absence lasts whose day a merge brought with it: at most since then."""
    after = reading.after(joined, row)
    was, came = _left(reading.before(joined, after)), _left(after)
    return {
        (kind, day): was[kind] or max(day, joined.on)
        for kind, day in came.items()
        if day is not None and day != was[kind]
    }


def _left(columns: Values) -> dict[str, date | None]:
    """Say since when nobody had to follow a customer up, by why."""
    silent = None if columns["may_contact"] else columns["consent_on"]
    return {
        kind: None if text is None else date.fromisoformat(text)
        for kind, text in (("lost", columns["lost"]), ("silent", silent))
    }


_GRADES = f"""
    SELECT id, customer_id, day, to_grade FROM grade_change
     WHERE from_grade IS NOT to_grade AND customer_id {AMONG} ORDER BY day, id
"""  # noqa: S608 - our own names
_CONTACTS = f"""
    SELECT id, customer_id, day FROM contact
     WHERE effect = 'clock' AND customer_id {AMONG} ORDER BY day, id
"""  # noqa: S608 - our own names
_CHANGES = f"""
    SELECT command_id, first, old, new FROM change
     WHERE +record = 'customer' AND action = 'changed' AND {MERGING} ORDER BY id
"""  # noqa: S608 - our own names
_PRESENT = f"SELECT * FROM customer WHERE id {AMONG}"  # noqa: S608 - our own names
_GONE = f"""
    SELECT old FROM change WHERE +record = 'customer' AND action = 'removed' AND {MERGING}
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
