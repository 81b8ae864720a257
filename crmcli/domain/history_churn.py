"""Looks at warnings and tries to win back of the history in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli.domain.churn.kind import kinds_of
from crmcli.domain.history import Action
from crmcli.domain.history_line import Line, line
from crmcli.domain.history_values import column_changed, valued
from crmcli.domain.listed import items
from crmcli.domain.message import Message, message
from crmcli.domain.winback_result import WinbackResult
from crmcli.errors import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crmcli.domain.history_customer import Teller
    from crmcli.domain.history_group import Group
    from crmcli.domain.noted import Noted


def _look(group: Group, at: int, noted: Noted) -> Sequence[Line]:
    del group, at
    return _told("churn_look", noted, _looked(noted.state))


def _looked(state: Mapping[str, Any]) -> Message:
    kinds = kinds_of(str(state.get("seen") or "").split())
    if not kinds:
        return message(N_("looked at the warnings, none stood"))
    parts = items([message("{kind}", kind=each) for each in kinds])
    return message(N_("looked at the warnings: {kinds}"), kinds=parts)


def _try(group: Group, at: int, noted: Noted) -> Sequence[Line]:
    del at
    state = noted.state
    plain = not (state.get("via") or state.get("note"))
    if plain and state.get("result") == WinbackResult.BACK and "lost" in group.classes:
        # That the customer is back, or is lost after all, says it.
        return ()
    return _told("winback_try", noted, _tried(state))


def _tried(state: Mapping[str, Any]) -> Message:
    text = N_("try of {day} to win it back: {result}")
    if state.get("via"):
        text = N_("try of {day} to win it back ({via}): {result}")
    return message(
        text,
        day=state.get("day"),
        via=valued("winback_try", "via", state.get("via")),
        result=valued("winback_try", "result", state.get("result")),
    )


def _told(table: str, noted: Noted, what: Message) -> Sequence[Line]:
    note = noted.state.get("note")
    if noted.action is Action.CHANGED:
        old, new = noted.old or {}, noted.new or {}
        return [
            line(N_("{what}, {change}"), what=what, change=_changed(table, name, old, new))
            for name in new
            if name not in _UNTOLD
        ]
    if note:
        what = message(N_("{what} ({reason})"), what=what, reason=note)
    if noted.action is Action.REMOVED:
        return (line(N_("removed: {what}"), what=what),)
    return (Line(what),)


def _changed(table: str, column: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Message:
    return column_changed(table, column, old.get(column), new[column])


_UNTOLD = frozenset({"seen", "author"})

CHURN: Mapping[str, Teller] = {"churn_look": _look, "winback_try": _try}
"""By table of keeping customers what tells of one of its rows."""
