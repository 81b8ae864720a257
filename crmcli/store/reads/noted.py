"""Notes of the history as changes of records, each with the record as it was then."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from crmcli.domain.history import Action
from crmcli.domain.noted import Noted
from crmcli.store.reads.past_policies import PastPolicies
from crmcli.store.reads.past_state import Moment, past_states
from crmcli.store.records import KEYS, number_column

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from crmcli.store.reads.history import Note

    Row = dict[str, Any]

_STATED = frozenset({"contact", "promise", "person"})
"""The tables of which a change is told with the rest of the record."""


def noted(connection: sqlite3.Connection, notes: Sequence[Note]) -> list[list[Noted]]:
    """Give for each note what it says of records: one, or those that went or came together.

    Args:
        connection: the reading door.
        notes: notes of any commands.
    """
    groups = [list(_expanded(each)) for each in notes]
    moments = [[_own_moment(each) for each in group] for group in groups]
    states = past_states(connection, (each for own in moments for each in own if each is not None))
    whole = [
        [
            each if moment is None else _with_state(each, states.get(moment, {}))
            for each, moment in zip(group, own, strict=True)
        ]
        for group, own in zip(groups, moments, strict=True)
    ]
    return _with_related(connection, whole)


def of_itself(table: str, row: Row) -> Noted:
    """Tell of a copy or an erasure, which are records of their own command."""
    return Noted(None, table, Action.ADDED, row["id"], None, 1, None, row, row)


def customer_names(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, str]:
    """Read the names that customers have now; those that are gone have none."""
    sql = "SELECT id, name FROM customer WHERE id IN (SELECT value FROM json_each(?))"
    return dict(connection.execute(sql, (json.dumps(list(ids)),)))


def _expanded(note: Note) -> Iterator[Noted]:
    action = Action(note.action)
    if note.range:
        yield Noted(note.id, note.record, action, note.first, None, note.range)
    elif action is Action.REMOVED:
        yield from _removed(note)
    elif action is Action.ADDED and note.key is None:
        first = note.first or 0
        for key in range(first, (note.last or first) + 1):
            yield Noted(note.id, note.record, action, key, note.customer_id)
    else:
        # The key says which row it is: it stands beside what changed.
        key = _key(note)
        old, new = (
            None if each is None else {**key, **json.loads(each)} for each in (note.old, note.new)
        )
        state = {**key, **(new or {})}
        yield Noted(note.id, note.record, action, note.first, note.customer_id, 1, old, new, state)


def _removed(note: Note) -> Iterator[Noted]:
    if note.old is None:
        count = 1 + (note.last or 0) - (note.first or 0)
        yield Noted(note.id, note.record, Action.REMOVED, note.first, note.customer_id, count)
        return
    content = json.loads(note.old)
    column = number_column(note.record)
    for values in content["rows"]:
        row = dict(zip(content["columns"], values, strict=True))
        number = None if column is None else row[column]
        yield Noted(
            note.id, note.record, Action.REMOVED, number, note.customer_id, 1, row, None, row
        )


def _key(note: Note) -> Row:
    if note.key is None:
        return {}
    return dict(zip(KEYS[note.record], json.loads(note.key), strict=True))


def _own_moment(change: Noted) -> Moment | None:
    """Say where the rest of a record is read that its note does not hold."""
    if change.id is None or change.record_id is None or change.count > 1 or change.record in KEYS:
        return None
    is_stated = change.record in _STATED or "potential_minor" in (change.new or {})
    if change.action is Action.ADDED or (change.action is Action.CHANGED and is_stated):
        return Moment(change.record, change.record_id, change.id, change.customer_id)
    return None


def _with_state(change: Noted, state: Row) -> Noted:
    new = (state or None) if change.action is Action.ADDED else change.new
    return replace(change, new=new, state=state)


def _with_related(connection: sqlite3.Connection, groups: list[list[Noted]]) -> list[list[Noted]]:
    parts = [[_related_moments(each) for each in group] for group in groups]
    states = past_states(
        connection, (each for own in parts for moments in own for each in moments.values())
    )
    changes = (each for group in groups for each in group)
    names = customer_names(connection, {number for each in changes for number in _referrers(each)})
    policies = PastPolicies(connection)

    def related(change: Noted, moments: dict[str, Moment]) -> Noted:
        found = {part: states.get(moment, {}) for part, moment in moments.items()}
        found |= _referrer_names(change, names)
        if change.record == "policy_change" and change.state:
            key, name = change.record_id or 0, str(change.state["name"])
            found["before"] = {"value": policies.without(name, key, change.id or 0)}
        return replace(change, related=found) if found else change

    return [
        [related(each, moments) for each, moments in zip(group, own, strict=True)]
        for group, own in zip(groups, parts, strict=True)
    ]


def _related_moments(change: Noted) -> dict[str, Moment]:
    """Say which other records are needed to tell of a change, by their part in it."""
    state, record, number = change.state, change.record, change.id
    wanted: dict[str, tuple[str, object]] = {}
    if record in {"contact_point", "contact_person"}:
        wanted["person"] = ("person", state.get("person_id"))
    if record == "contact_person":
        wanted["contact"] = ("contact", state.get("contact_id"))
    if record == "obligation" and state.get("kind") == "promise":
        wanted["promise"] = ("promise", state.get("subject_id"))
    return {
        part: Moment(table, key, number, change.customer_id)
        for part, (table, key) in wanted.items()
        if isinstance(key, int) and number is not None
    }


def _referrers(change: Noted) -> list[int]:
    if change.record != "customer":
        return []
    sides = (values for values in (change.old, change.new) if values is not None)
    return [number for side in sides if isinstance(number := side.get("referred_by"), int)]


def _referrer_names(change: Noted, names: Mapping[int, str]) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for side, values in (("old", change.old), ("new", change.new)):
        number = (values or {}).get("referred_by")
        if change.record == "customer" and isinstance(number, int) and number in names:
            found[f"referrer_{side}"] = {"name": names[number]}
    return found
