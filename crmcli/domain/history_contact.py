"""Contacts and grades of the history in words."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from crmcli.domain.audit_reason import reason_told
from crmcli.domain.channel import Channel
from crmcli.domain.contact import Outcome
from crmcli.domain.grade import GradeSource, Ground
from crmcli.domain.grading import ground_message
from crmcli.domain.history import Action
from crmcli.domain.history_line import Line, line
from crmcli.domain.history_values import column_changed, dated, valued
from crmcli.domain.message import Message, message
from crmcli.domain.named_deal import NamedDeal
from crmcli.errors import N_, NC_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crmcli.domain.history_customer import Teller
    from crmcli.domain.history_group import Group
    from crmcli.domain.noted import Noted

_ANY = NC_("what was done", "contact")
_NOUNS = {
    Channel.PHONE: N_("call"),
    Channel.EMAIL: N_("e-mail"),
    Channel.VISIT: N_("visit"),
    Channel.MEETING: N_("meeting"),
    Channel.WECHAT: N_("WeChat"),
    Channel.SMS: N_("text message"),
    Channel.VIDEO: N_("video call"),
    Channel.OTHER: _ANY,
}
_UNTOLD = frozenset({"id", "day", "effect", "imported", "author"})


def _contact(group: Group, at: int, noted: Noted) -> Sequence[Line]:
    del at
    state = noted.state
    if noted.action is Action.ADDED:
        same = _instant(state) in {None, group.command.at}
        text = _with_outcome(_noun(state) if same else _dated(state), state)
        words = _words(state)
        if words is not None:
            text = message(N_("{what}: {words}"), what=text, words=words)
        return (Line(text),)
    if noted.action is Action.REMOVED:
        what, words = _with_outcome(_dated(state), state), _words(state)
        if words is not None:
            what = message(N_("{what}: {words}"), what=what, words=words)
        return (line(N_("removed: {what}"), what=what),)
    old, new = noted.old or {}, noted.new or {}
    # A contact is known by the day and channel it had.
    what = _dated({**state, **old})
    return [
        line(
            N_("{what}, {change}"),
            what=what,
            change=column_changed("contact", column, old.get(column) or None, value or None),
        )
        for column, value in new.items()
        if column not in _UNTOLD and not column.startswith("grade_")
    ]


def _noun(state: Mapping[str, Any]) -> Message:
    via = valued("contact", "via", state.get("via"))
    return message(_NOUNS.get(via, _ANY) if isinstance(via, Channel) else _ANY)


def _dated(state: Mapping[str, Any]) -> Message:
    return message(N_("{what} of {day}"), what=_noun(state), day=state.get("day"))


def _with_outcome(what: Message, state: Mapping[str, Any]) -> Message:
    outcome = valued("contact", "outcome", state.get("outcome"))
    if outcome in {None, Outcome.REACHED}:
        return what
    return message(N_("{what}, {outcome}"), what=what, outcome=outcome)


def _instant(state: Mapping[str, Any]) -> datetime | None:
    found = valued("contact", "at", state.get("at"))
    return found if isinstance(found, datetime) else None


def _words(state: Mapping[str, Any]) -> Message | None:
    note, quoted = state.get("note"), state.get("said")
    if not quoted:
        return message("{note}", note=note) if note else None
    quotation = message(N_("“{words}”"), words=quoted)
    return message("{note} {said}", note=note, said=quotation) if note else quotation


def _contact_person(group: Group, at: int, noted: Noted) -> Sequence[Line]:
    del at
    state = noted.state
    apart = not group.has("person", "id", state.get("person_id"))
    if not apart or group.has("contact", "id", state.get("contact_id")):
        return ()
    name = noted.related.get("person", {}).get("name")
    contact = noted.related.get("contact", {})
    what = _dated(contact) if contact else message(_ANY)
    added = noted.action is Action.ADDED
    text = N_("{what}, with {name}") if added else N_("{what}, without {name}")
    return (line(text, what=what, name=name),)


def _grade_change(group: Group, at: int, noted: Noted) -> Sequence[Line]:
    del at
    if noted.action is Action.CHANGED:
        return ()
    if noted.action is Action.REMOVED and group.is_told_with_whole(noted):
        return ()
    told = _grading(noted.state, noted.related.get("deal", {}).get("title"))
    if noted.action is Action.REMOVED:
        return (line(N_("taken back: {what}"), what=told),)
    return (Line(told),)


def _grading(state: Mapping[str, Any], deal_title: str | None) -> Message:
    before, after = state.get("from_grade"), state.get("to_grade")
    source = valued("grade_change", "source", state.get("source"))
    details = {"before": before, "grade": after, "source": source}
    if before is None:
        told = message(N_("grade {grade} {source}"), **details)
    elif before == after:
        told = message(N_("grade {grade} stays, {source}"), **details)
    else:
        told = message(N_("grade {before} → {grade} {source}"), **details)
    reason = state.get("reason")
    why = reason_told(reason) if reason else _ground(state, source, deal_title)
    return message(N_("{what}: {why}"), what=told, why=why) if why else told


def _ground(state: Mapping[str, Any], source: object, deal_title: str | None) -> Message | None:
    ground = state.get("ground")
    if ground is None or (source is GradeSource.HAND and ground != Ground.CLOSE_PASSED):
        return None
    number = state.get("deal_id")
    deal = None
    if isinstance(number, int) and deal_title is not None:
        deal = NamedDeal(number, deal_title)
    return ground_message(Ground(ground), dated(state.get("expected_close")), deal)


CONTACTS: Mapping[str, Teller] = {
    "contact": _contact,
    "contact_person": _contact_person,
    "grade_change": _grade_change,
}
"""By table of contacts and grades what tells of one."""
