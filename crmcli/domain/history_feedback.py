"""Feedback, its steps, measures and surveys of the history in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli.domain.feedback_state import FeedbackState, Severity
from crmcli.domain.history import Action
from crmcli.domain.history_line import Line, line
from crmcli.domain.history_values import column_changed, valued
from crmcli.domain.message import Message, message
from crmcli.errors import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crmcli.domain.history_customer import Teller
    from crmcli.domain.history_group import Group
    from crmcli.domain.noted import Noted

_BY_STEPS = frozenset({"state", "state_since", "closed", "score"})
"""The columns of a feedback that its steps tell of."""


def _feedback(group: Group, at: int, noted: Noted) -> Sequence[Line]:
    del group, at
    state = noted.state
    if noted.action is Action.CHANGED:
        return _changed("feedback", noted, _numbered(state), _BY_STEPS)
    said = message(N_("{what}: {text}"), what=_numbered(state), text=state.get("text"))
    if valued("feedback", "severity", state.get("severity")) is Severity.HIGH:
        said = message(N_("{what} ({severity})"), what=said, severity=Severity.HIGH)
    return _whole(noted, said)


def _step(group: Group, at: int, noted: Noted) -> Sequence[Line]:
    del at
    state = noted.state
    whole = group.has("feedback", "id", state.get("feedback_id"))
    if whole or group.is_told_with_whole(noted):
        return ()
    feedback = noted.related.get("feedback", {})
    what = _numbered({**feedback, "id": state.get("feedback_id")})
    if noted.action is Action.CHANGED:
        return _changed("feedback_step", noted, what, frozenset())
    told = _taken(what, state)
    if noted.action is Action.REMOVED:
        return (line(N_("taken back: {what}"), what=told),)
    return (Line(told),)


def _taken(what: Message, state: Mapping[str, Any]) -> Message:
    step = valued("feedback_step", "state", state.get("state"))
    told = message(N_("{what} → {state}"), what=what, state=step)
    if state.get("reopened"):
        told = message(N_("{what} reopened"), what=what)
    if step is FeedbackState.CALLED_BACK and state.get("score") is not None:
        told = message(N_("{what}, score {score}"), what=told, score=state.get("score"))
    if state.get("skipped"):
        told = message(N_("{what}, steps skipped"), what=told)
    for words in (state.get("note"), state.get("reason")):
        if words:
            told = message(N_("{what} ({reason})"), what=told, reason=words)
    return told


def _numbered(state: Mapping[str, Any]) -> Message:
    kind = valued("feedback", "kind", state.get("kind")) or message(N_("feedback"))
    return message(N_("{kind} {id}"), kind=kind, id=state.get("id"))


def _measure(group: Group, at: int, noted: Noted) -> Sequence[Line]:
    del group, at
    state, new = noted.state, noted.new or {}
    what = message(N_("measure: {text}"), text=state.get("text"))
    if noted.action is not Action.CHANGED:
        owed = message(
            N_("{what}, {owner} by {by}"), what=what, owner=state.get("owner"), by=state.get("by")
        )
        return _whole(noted, owed)
    if "done" not in new:
        return _changed("measure", noted, what, frozenset())
    if new["done"] is None:
        return (line(N_("measure open again: {text}"), text=state.get("text")),)
    done = message(N_("measure done: {text}"), text=state.get("text"))
    effect = state.get("effect")
    return (Line(message(N_("{what} ({reason})"), what=done, reason=effect) if effect else done),)


def _survey(group: Group, at: int, noted: Noted) -> Sequence[Line]:
    del group, at
    state = noted.state
    text = N_("survey of {day}: score {score}")
    if state.get("recommend") is not None:
        text = N_("survey of {day}: score {score}, would recommend {recommend}")
    said = message(
        text, day=state.get("day"), score=state.get("score"), recommend=state.get("recommend")
    )
    if noted.action is Action.CHANGED:
        return _changed("survey", noted, said, frozenset())
    if state.get("note"):
        said = message(N_("{what} ({reason})"), what=said, reason=state["note"])
    return _whole(noted, said)


def _whole(noted: Noted, what: Message) -> Sequence[Line]:
    return (
        line(N_("removed: {what}"), what=what) if noted.action is Action.REMOVED else Line(what),
    )


def _changed(table: str, noted: Noted, what: Message, untold: frozenset[str]) -> Sequence[Line]:
    old, new = noted.old or {}, noted.new or {}
    return [
        line(
            N_("{what}, {change}"),
            what=what,
            change=column_changed(table, name, old.get(name), new[name]),
        )
        for name in new
        if name not in untold
    ]


FEEDBACK: Mapping[str, Teller] = {
    "feedback": _feedback,
    "feedback_step": _step,
    "measure": _measure,
    "survey": _survey,
}
"""By table of what customers say back what tells of one of its rows."""
