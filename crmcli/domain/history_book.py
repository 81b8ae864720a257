"""What belongs to the book itself in words: settings, policies, own fields, copies, repairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.copy_kind import CopyKind
from crmcli.domain.field import FieldType
from crmcli.domain.history import Action
from crmcli.domain.history_line import Line, changed, line
from crmcli.domain.history_values import policy_value
from crmcli.domain.message import counted, message
from crmcli.domain.record_counts import records_counted
from crmcli.domain.setting import DEFAULTS
from crmcli.errors import N_, NN_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crmcli.domain.history_customer import Teller
    from crmcli.domain.history_group import Group
    from crmcli.domain.noted import Noted


_STDOUT = "-"


def _setting(group: Group, at: int, noted: Noted) -> Sequence[Line]:
    del group, at
    name = noted.state.get("name")
    field = message(N_("setting {name}"), name=name)
    values = (None if each is None else each.get("value") for each in (noted.old, noted.new))
    old, new = (DEFAULTS.get(str(name)) if each is None else each for each in values)
    return (Line(changed(field, None if old == new else old, new)),)


def _policy_change(group: Group, at: int, noted: Noted) -> Sequence[Line]:
    del group, at
    name = str(noted.state.get("name"))
    policy = message(N_("policy {name}"), name=name)
    value, instead = noted.state.get("value"), noted.related.get("instead", {}).get("value")
    values = (value, instead) if noted.action is Action.REMOVED else (instead, value)
    return (Line(changed(policy, *(policy_value(name, each) for each in values))),)


def _custom_field(group: Group, at: int, noted: Noted) -> Sequence[Line]:
    del group, at
    name, kind = noted.state.get("name"), noted.state.get("type")
    if noted.action is Action.REMOVED:
        return (line(N_("field {name} removed"), name=name),)
    if noted.action is Action.ADDED:
        return (
            line(
                N_("new field {name} ({kind})"),
                name=name,
                kind=FieldType(kind) if kind in set(FieldType) else kind,
            ),
        )
    return (line(N_("field {name} changed"), name=name),)


def _copy(group: Group, at: int, noted: Noted) -> Sequence[Line]:
    del group, at
    state = noted.state
    kind = state.get("kind")
    if kind == CopyKind.BEFORE_RESTORE:
        return (line(N_("the book before it is kept at {path}"), path=state.get("path")),)
    count, path = int(state.get("count") or 0), state.get("path")
    if kind in _COPIED:
        told = counted(*_COPIED[str(kind)], count, path=path)
    else:
        text = (
            N_("exported {what} to stdout") if path == _STDOUT else N_("exported {what} to {path}")
        )
        told = message(text, what=records_counted(state.get("record"), count), path=path)
    if state.get("purpose"):
        told = message(N_("{what} for {purpose}"), what=told, purpose=state["purpose"])
    if state.get("filter"):
        told = message(N_("{what} ({filter})"), what=told, filter=state["filter"])
    return (Line(told),)


_COPIED: Mapping[str, tuple[str, str]] = {
    CopyKind.BACKUP: NN_(
        "backup to {path} ({count} customer)", "backup to {path} ({count} customers)"
    ),
    CopyKind.RESTORE: NN_(
        "restored {path} ({count} customer)", "restored {path} ({count} customers)"
    ),
}


def _erasure(group: Group, at: int, noted: Noted) -> Sequence[Line]:
    del group, at
    state = noted.state
    text = N_("erased customer {id} by order: {reason}")
    return (line(text, id=state.get("customer_id"), reason=state.get("reason")),)


def _repair(group: Group, at: int, noted: Noted) -> Sequence[Line]:
    del group, at
    return (line(N_("put right: {what}"), what=noted.state.get("message")),)


def _column_map(group: Group, at: int, noted: Noted) -> Sequence[Line]:
    del group, at
    text = {
        Action.ADDED: N_("mapping {name} saved"),
        Action.CHANGED: N_("mapping {name} changed"),
        Action.REMOVED: N_("mapping {name} removed"),
    }[noted.action]
    return (line(text, name=noted.state.get("name")),)


def _saved_report(group: Group, at: int, noted: Noted) -> Sequence[Line]:
    del group, at
    text = {
        Action.ADDED: N_("report {name} saved"),
        Action.CHANGED: N_("report {name} changed"),
        Action.REMOVED: N_("report {name} removed"),
    }[noted.action]
    return (line(text, name=noted.state.get("name")),)


def _work_calendar(group: Group, at: int, noted: Noted) -> Sequence[Line]:
    del group, at
    text = {
        Action.ADDED: N_("calendar {name} imported"),
        Action.CHANGED: N_("calendar {name} changed"),
        Action.REMOVED: N_("calendar {name} removed"),
    }[noted.action]
    return (line(text, name=noted.state.get("name")),)


BOOK: Mapping[str, Teller] = {
    "setting": _setting,
    "column_map": _column_map,
    "saved_report": _saved_report,
    "work_calendar": _work_calendar,
    "policy_change": _policy_change,
    "custom_field": _custom_field,
    "copy": _copy,
    "erasure": _erasure,
    "repair": _repair,
}
"""By table of what belongs to the whole book what tells of one."""
