"""Notes of the history as changes of records, each with the record as it was then."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from crmcli.domain.history import Action
from crmcli.domain.noted import Noted
from crmcli.store.reads.history.past_parts import parts_then
from crmcli.store.reads.history.past_state import Moment, past_states
from crmcli.store.reads.history.policy_past import values_instead
from crmcli.store.reads.values import LARGEST_ID
from crmcli.store.records import KEYS, number_column

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from crmcli.store.reads.history.notes import Note

    Row = dict[str, Any]

_STATED = frozenset(
    (
        *(
            "campaign",
            "contact",
            "deal",
            "deal_case",
            "deal_move",
            "feedback",
            "loyalty_entry",
            "measure",
            "person",
            "promise",
        ),
        *("purchase", "rate", "survey"),
    )
)
"""The tables of which a change is told with the rest of the record."""

_WITH_PARTS = frozenset({"customer", "person"})
"""The tables of which what is added is told with what it came with."""


def noted(connection: sqlite3.Connection, notes: Sequence[Note]) -> Iterator[list[Noted]]:
    """Yield for each note what it says of records: one, or those that went or came together.

    Args:
        connection: the reading door.
        notes: notes of any commands.
    """
    expanded = [list(_expanded(each)) for each in notes]
    changes = [each for group in expanded for each in group]
    states = past_states(connection, (at for each in changes if (at := _moment(each)) is not None))
    # Which others are needed is known of what was added when it is read itself.
    expanded = [[_with_state(each, states) for each in group] for group in expanded]
    changes = [each for group in expanded for each in group]
    others = past_states(connection, (at for each in changes for at in _others(each).values()))
    is_policy = any(each.record == "policy_change" for each in changes)
    instead = values_instead(connection) if is_policy else {}
    names = customer_names(connection, _referrers(changes))
    for group in expanded:
        yield [
            replace(
                each, related={**_related(each, others, instead, names), **_came(connection, each)}
            )
            for each in group
        ]


def of_itself(table: str, row: Row) -> Noted:
    """Tell of a copy or an erasure, which are records of their own command."""
    return Noted(None, table, Action.ADDED, row["id"], None, 1, None, row, row)


def customer_names(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, str]:
    """Read the names that customers have now; those that are gone have none."""
    sql = "SELECT id, name FROM customer WHERE id IN (SELECT value FROM json_each(?))"
    return dict(connection.execute(sql, (json.dumps(list(ids)),)))


def last_name(connection: sqlite3.Connection, customer_id: int) -> str | None:
    """Read the name of a customer, or the last one of one that is gone; None if it was erased."""
    moment = Moment("customer", customer_id, LARGEST_ID)
    name = past_states(connection, [moment]).get(moment, {}).get("name")
    return name if isinstance(name, str) else None


def _expanded(note: Note) -> Iterator[Noted]:
    action = Action(note.action)
    if note.range:
        yield Noted(note.id, note.record, action, note.first, note.customer_id, note.range)
    elif action is Action.REMOVED:
        yield from _removed(note)
    elif action is Action.ADDED and note.key is None:
        first = note.first or 0
        for key in range(first, (note.last or first) + 1):
            yield Noted(note.id, note.record, action, key, note.customer_id)
    else:
        old, new = _read(note.old), _read(note.new)
        state = {**_key(note), **(new or {})}
        yield Noted(note.id, note.record, action, note.first, note.customer_id, 1, old, new, state)


def _removed(note: Note) -> Iterator[Noted]:
    content = _read(note.old)
    if content is None:
        count = 1 + (note.last or 0) - (note.first or 0)
        yield Noted(note.id, note.record, Action.REMOVED, note.first, note.customer_id, count)
        return
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


def _read(text: str | None) -> Row | None:
    return None if text is None else dict(json.loads(text))


def _moment(change: Noted) -> Moment | None:
    """Say when the record of a change is needed to tell of it; None where it is not."""
    number, record = change.id, change.record
    if number is None or change.record_id is None or change.count > 1:
        return None
    is_bare = record not in KEYS and not change.state and change.action is Action.ADDED
    is_stated = record in _STATED or _needs_currency(change)
    if is_bare or (change.action is Action.CHANGED and is_stated):
        return Moment(record, change.record_id, number, change.customer_id)
    return None


def _others(change: Noted) -> dict[str, Moment]:
    """Say which other records are needed to tell of a change, by their part in it."""
    number, state, record = change.id, change.state, change.record
    if number is None or change.count > 1:
        return {}
    wanted: dict[str, tuple[str, object]] = {}
    if record in {"contact_point", "contact_person"}:
        wanted["person"] = ("person", state.get("person_id"))
    if record == "contact_person":
        wanted["contact"] = ("contact", state.get("contact_id"))
    elif record in {"grade_change", "deal_move", "deal_case"}:
        wanted["deal"] = ("deal", state.get("deal_id"))
    elif record == "feedback_step":
        wanted["feedback"] = ("feedback", state.get("feedback_id"))
    elif record == "campaign_member":
        wanted["campaign"] = ("campaign", state.get("campaign_id"))
    elif record == "obligation" and state.get("kind") in {"deal", "promise"}:
        table = str(state["kind"])
        wanted[table] = (table, state.get("subject_id"))
    return {
        part: Moment(table, key, number, None if table == "campaign" else change.customer_id)
        for part, (table, key) in wanted.items()
        if isinstance(key, int)
    }


def _needs_currency(change: Noted) -> bool:
    return "potential_minor" in (change.new or {})


def _referrers(changes: Iterable[Noted]) -> Iterator[int]:
    for each in changes:
        for values in (each.old, each.new):
            column = _NAMING.get(each.record)
            if column is not None and values is not None:
                number = values.get(column)
                if isinstance(number, int):
                    yield number


_NAMING = {"customer": "referred_by", "loyalty_entry": "referred_id"}
"""By table the column that names another customer, which is told by its name."""


def _with_state(change: Noted, states: Mapping[Moment, Row]) -> Noted:
    moment = _moment(change)
    if moment is None:
        return change
    state = {**change.state, **states.get(moment, {})}
    new = change.new
    if change.action is Action.ADDED and new is None and state:
        new = state
    return replace(change, new=new, state=state)


def _related(
    change: Noted,
    others: Mapping[Moment, Row],
    instead: Mapping[tuple[int, int], str | None],
    names: Mapping[int, str],
) -> dict[str, Mapping[str, Any]]:
    related: dict[str, Mapping[str, Any]] = {
        part: others[moment] for part, moment in _others(change).items() if moment in others
    }
    for side, values in (("old", change.old), ("new", change.new)):
        number = (values or {}).get("referred_by")
        if change.record == "customer" and isinstance(number, int) and number in names:
            related[f"referrer_{side}"] = {"name": names[number]}
    referred = change.state.get("referred_id")
    if change.record == "loyalty_entry" and isinstance(referred, int) and referred in names:
        related["referred"] = {"name": names[referred]}
    if change.record == "policy_change":
        related["instead"] = {"value": instead.get((change.id or 0, change.record_id or 0))}
    return related


def _came(connection: sqlite3.Connection, change: Noted) -> dict[str, Mapping[str, Any]]:
    """Read what somebody came with who was added."""
    number, owner = change.id, change.customer_id
    is_new = change.action is Action.ADDED and change.record in _WITH_PARTS and change.count == 1
    if not is_new or number is None or owner is None or not change.state:
        return {}
    return {"parts": parts_then(connection, owner, number)}
