"""Deals, their moves and cases of the history in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli.domain.currency import is_currency
from crmcli.domain.history import Action
from crmcli.domain.history_line import Line, changed, line
from crmcli.domain.history_values import column_changed, named, valued
from crmcli.domain.listed import clauses, items
from crmcli.domain.message import Message, message
from crmcli.domain.money import Money
from crmcli.domain.stage import CLOSED_STAGES, Stage
from crmcli.errors import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from crmcli.domain.history_customer import Teller
    from crmcli.domain.history_group import Group
    from crmcli.domain.noted import Noted

_MOVED = frozenset({"stage", "stage_since", "closed", "lost_reason"})
"""Columns of a deal that its moves tell of."""

_CASE = ("objection", "because", "repeat", "avoid")


def _deal(group: Group, at: int, noted: Noted) -> Sequence[Line]:
    del at
    if noted.action is Action.ADDED:
        return (line(N_("deal: {what}"), what=_what(noted.state)),)
    if noted.action is Action.REMOVED:
        what = message(N_("deal {what}"), what=_what(noted.state))
        return (line(N_("removed: {what}"), what=what),)
    return list(_changed(group, noted))


def _what(state: Mapping[str, Any]) -> Message:
    """Say what is to be sold, for how much, how far it is and until when."""
    parts = [message("{title}", title=state.get("title"))]
    amount = _amount(state)
    if amount is not None:
        parts.append(message("{amount}", amount=amount))
    parts.append(message("{stage}", stage=valued("deal", "stage", state.get("stage"))))
    if state.get("expected_close") is not None:
        parts.append(message(N_("closes {close}"), close=state["expected_close"]))
    return items(parts)


def _amount(state: Mapping[str, Any]) -> Money | None:
    minor, currency = state.get("amount_minor"), state.get("currency")
    if isinstance(minor, int) and isinstance(currency, str) and is_currency(currency):
        return Money(minor, currency)
    return None


def _changed(group: Group, noted: Noted) -> Iterator[Line]:
    old, new = noted.old or {}, noted.new or {}
    before = {**noted.state, **old}
    told = {"amount_minor", "currency"}
    if group.has("deal_move", "deal_id", noted.record_id):
        told |= _MOVED
    changes = [
        column_changed("deal", name, old.get(name), value)
        for name, value in new.items()
        if name not in told
    ]
    if "amount_minor" in new or "currency" in new:
        amounts = _amount(before), _amount({**before, **new})
        changes.append(changed(named("deal", "amount"), *amounts))
    for change in changes:
        yield line(N_("deal {title}, {change}"), title=before.get("title"), change=change)


def _move(group: Group, at: int, noted: Noted) -> Sequence[Line]:
    del at
    state = noted.state
    if noted.action is Action.CHANGED:
        return [
            line(N_("move of a deal, {change}"), change=change)
            for name, value in (noted.new or {}).items()
            for change in [column_changed("deal_move", name, (noted.old or {}).get(name), value)]
        ]
    if state.get("from_stage") is None or group.has("deal", "id", state.get("deal_id")):
        # Where it begins is told with the deal, and what went with it too.
        return ()
    told = _step(noted)
    if noted.action is Action.REMOVED:
        return (line(N_("taken back: {what}"), what=told),)
    return (Line(told),)


def _step(noted: Noted) -> Message:
    state, deal = noted.state, noted.related.get("deal", {})
    old, new = (valued("deal_move", name, state.get(name)) for name in ("from_stage", "stage"))
    text = N_("deal moved {old} → {new}: {title}")
    if isinstance(new, Stage) and new in _ENDS:
        text = _ENDS[new]
    elif old in CLOSED_STAGES:
        text = N_("deal open again at {new}: {title}")
    told = message(text, old=old, new=new, title=deal.get("title"))
    note = state.get("note") or (deal.get("lost_reason") if new is Stage.LOST else None)
    return message(N_("{what} ({reason})"), what=told, reason=note) if note else told


_ENDS = {Stage.WON: N_("deal won: {title}"), Stage.LOST: N_("deal lost: {title}")}


def _case(group: Group, at: int, noted: Noted) -> Sequence[Line]:
    del at
    title = noted.related.get("deal", {}).get("title")
    old, new = noted.old or {}, noted.new or {}
    if noted.action is Action.REMOVED and group.has("deal", "id", noted.state.get("deal_id")):
        return ()
    if noted.action is not Action.CHANGED:
        parts = [
            message("{name} {text}", name=named("deal_case", name), text=noted.state[name])
            for name in _CASE
            if noted.state.get(name) is not None
        ]
        text = N_("case of {title}: {what}")
        if noted.action is Action.REMOVED:
            text = N_("removed: case of {title}: {what}")
        return (line(text, title=title, what=clauses(parts)),) if parts else ()
    return [
        line(
            N_("case of {title}, {change}"),
            title=title,
            change=column_changed("deal_case", name, old.get(name), value),
        )
        for name, value in new.items()
        if name in _CASE
    ]


DEALS: Mapping[str, Teller] = {"deal": _deal, "deal_move": _move, "deal_case": _case}
"""By table of deals what tells of one."""
