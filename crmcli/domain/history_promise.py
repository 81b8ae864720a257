"""Promises and due dates of the history in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli.domain.due_kind import DueKind
from crmcli.domain.history import Action
from crmcli.domain.history_line import Line, line
from crmcli.domain.history_values import column_changed
from crmcli.domain.message import Message, message
from crmcli.domain.promise import PromiseState
from crmcli.errors import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from crmcli.domain.history_customer import Teller
    from crmcli.domain.history_group import Group
    from crmcli.domain.noted import Noted

_NEXT = {
    DueKind.FOLLOW_UP: N_("next follow-up"),
    DueKind.RELATIONSHIP: N_("next relationship contact"),
}
"""The clocks whose dates are told; others follow from what is told already."""

_SNOOZED = {
    DueKind.FOLLOW_UP: N_("follow-up snoozed until {day}"),
    DueKind.RELATIONSHIP: N_("relationship contact snoozed until {day}"),
    DueKind.VERIFY: N_("confirming the data snoozed until {day}"),
    DueKind.PROMISE: N_("promise snoozed until {day}: {title}"),
    DueKind.DEAL: N_("deal snoozed until {day}: {title}"),
}


def _promise(group: Group, at: int, noted: Noted) -> Sequence[Line]:
    del group, at
    if noted.action is Action.ADDED:
        return (Line(_made(noted.state)),)
    if noted.action is Action.REMOVED:
        return (line(N_("removed: {what}"), what=_made(noted.state)),)
    return list(_promise_changed(noted, noted.old or {}, noted.new or {}))


def _made(state: Mapping[str, Any]) -> Message:
    text = N_("promise: {text} by {by}")
    if state.get("theirs"):
        text = N_("their promise: {text} by {by}")
    return message(text, text=state.get("text"), by=state.get("by"))


def _promise_changed(
    noted: Noted, old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[Line]:
    title, reason = noted.state.get("text"), new.get("reason")
    if "state" in new:
        text = _ENDS.get(new["state"], N_("promise open again: {title}"))
        yield Line(_because(message(text, title=title), reason))
    if "by" in new:
        moved = N_("promise moved {old} → {new}: {title}")
        told = message(moved, old=old.get("by"), new=new["by"], title=title)
        yield Line(_because(told, reason))
    for column in ("text", "theirs"):
        if column in new:
            change = column_changed("promise", column, old.get(column), new[column])
            yield line(N_("promise {change}"), change=change)


_ENDS = {
    PromiseState.KEPT.value: N_("promise kept: {title}"),
    PromiseState.DROPPED.value: N_("promise dropped: {title}"),
}


def _because(told: Message, reason: object) -> Message:
    return message(N_("{what} ({reason})"), what=told, reason=reason) if reason else told


def _obligation(group: Group, at: int, noted: Noted) -> Sequence[Line]:
    del at
    if noted.action is Action.REMOVED and group.is_told_with_whole(noted):
        return ()
    kind = _due_kind(noted)
    if noted.action is not Action.CHANGED:
        what = _NEXT.get(kind) if isinstance(kind, DueKind) else None
        if what is None:
            return ()
        text = N_("{what}: {day}")
        if noted.action is Action.REMOVED:
            text = N_("{what} {day} → none")
        told = message(text, what=message(what), day=noted.state.get("due"))
        return (Line(told, follows=True),)
    return list(_due_changed(kind, noted))


def _due_kind(noted: Noted) -> object:
    raw = noted.state.get("kind")
    return DueKind(raw) if raw in set(DueKind) else raw


def _due_changed(kind: object, noted: Noted) -> Iterator[Line]:
    old, new = noted.old or {}, noted.new or {}
    if "due" in new and isinstance(kind, DueKind) and kind in _NEXT:
        what = message(_NEXT[kind])
        told = message(N_("{what} {old} → {new}"), what=what, old=old.get("due"), new=new["due"])
        yield Line(told, follows=True)
    if new.get("snoozed_until") is not None:
        yield Line(_snoozed(kind, noted, new))
    elif "snoozed_until" in new:
        told = message(N_("snooze until {day} ended"), day=old.get("snoozed_until"))
        yield Line(told, follows=True)
    elif "snooze_reason" in new:
        reasons = (each.get("snooze_reason") for each in (old, new))
        yield Line(column_changed("obligation", "snooze_reason", *reasons))
    if "planned_on" in new and kind is DueKind.FOLLOW_UP:
        yield from _planned(old, new)
    if new.get("retry_on") is not None:
        yield Line(message(N_("to be tried again on {day}"), day=new["retry_on"]), follows=True)


def _snoozed(kind: object, noted: Noted, new: Mapping[str, Any]) -> Message:
    text = _SNOOZED.get(kind) if isinstance(kind, DueKind) else None
    related = noted.related
    title = related.get("promise", {}).get("text") or related.get("deal", {}).get("title")
    if text is None or (kind in {DueKind.PROMISE, DueKind.DEAL} and title is None):
        text = N_("{kind} snoozed until {day}")
    told = message(text, kind=kind, day=new["snoozed_until"], title=title)
    return _because(told, new.get("snooze_reason"))


def _planned(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Line]:
    before, after = old.get("planned_on"), new["planned_on"]
    if after is None:
        # With the due date that it belonged to a plan ends by itself.
        if "due" not in new:
            yield line(N_("no longer planned for {day}"), day=before)
    elif before is None:
        yield line(N_("follow-up planned for {day}"), day=after)
    else:
        yield line(N_("follow-up planned for {new} instead of {old}"), old=before, new=after)


def _untold(group: Group, at: int, noted: Noted) -> Sequence[Line]:
    del group, at, noted
    return ()


PROMISES: Mapping[str, Teller] = {
    "promise": _promise,
    "promise_move": _untold,
    "obligation": _obligation,
}
"""By table of promises and due dates what tells of one."""
