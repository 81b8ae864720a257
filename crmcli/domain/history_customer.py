"""A customer's history in words: itself, its tags, own fields, pins and lines of its vCard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli.domain.consent import FLAGS
from crmcli.domain.grade import GradeSource, Ground
from crmcli.domain.grading import ground_message
from crmcli.domain.history import REPAIR, Action
from crmcli.domain.history_line import Line, changed, line, list_line
from crmcli.domain.history_person import with_it
from crmcli.domain.history_values import column_changed, dated, named, valued
from crmcli.domain.listed import clauses
from crmcli.domain.message import Message, message
from crmcli.domain.money import Money
from crmcli.domain.record_words import record_word
from crmcli.errors import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from crmcli.domain.history_group import Group
    from crmcli.domain.noted import Noted

    Teller = Callable[[Group, int, Noted], Sequence[Line]]

_UNTOLD = frozenset(
    {"updated", "grade", "grade_source", "grade_ground", "grade_since", "grade_changed",
     "key_since", "every_since", "first_due", "last_contact", "last_via", "uid", "id", "created",
     "open_deals", "purchases", "last_purchase_on", "value_medium_on", "value_low_on",
     "frequency_medium_on", "frequency_low_on"}
)  # fmt: skip
"""Columns that follow from others, and the grade, which has a history of its own."""

_REPAIRED = frozenset({"last_contact", "last_via"})


def _customer(group: Group, at: int, noted: Noted) -> Sequence[Line]:
    del at
    if noted.action is Action.ADDED:
        return (_entered(group, noted),)
    if noted.action is Action.REMOVED:
        text = N_("removed: {what}")
        if group.command.command == "customer merge":
            text = N_("merged into another: {what}")
        told = message(text, what=_whole_name(noted.state))
        return (Line(clauses([told, *with_it(group, noted)])),)
    return list(_edited(group, noted))


def _entered(group: Group, noted: Noted) -> Line:
    state = noted.state
    text = N_("added as {who}, grade {grade} {source}")
    if group.command.command == "customer import":
        text = N_("imported as {who}, grade {grade} {source}")
    source = valued("customer", "grade_source", state.get("grade_source"))
    told = message(text, who=_whole_name(state), grade=state.get("grade"), source=source)
    ground = state.get("grade_ground")
    if source is GradeSource.RULE and ground is not None:
        close = dated(state.get("deal_close") or state.get("own_close"))
        why = ground_message(Ground(ground), close)
        told = message(N_("{what}: {why}"), what=told, why=why)
    potential = _amount(noted, state)
    more = [*with_it(group, noted)]
    if potential is not None:
        more.append(message("{what} {value}", what=named("customer", "potential"), value=potential))
    return Line(clauses([told, *more]))


def _whole_name(state: Mapping[str, Any]) -> Message:
    name, company = state.get("name"), state.get("company")
    if company and company != name:
        return message("{name} · {company}", name=name, company=company)
    return message("{name}", name=name)


def _edited(group: Group, noted: Noted) -> Iterator[Line]:
    old, new = noted.old or {}, noted.new or {}
    # What a repair put right follows from nothing else.
    untold = _UNTOLD - _REPAIRED if group.command.command == REPAIR else _UNTOLD
    left = [name for name in new if name not in untold]
    if "archived" in new:
        left.remove("archived")
        yield line(N_("restored") if new["archived"] is None else N_("archived"))
    if "lost" in new:
        told, parts = _lost(old, new)
        left = [name for name in left if name not in told]
        yield from parts
    if "potential_minor" in new or "potential_currency" in new:
        left = [name for name in left if not name.startswith("potential_")]
        amounts = (_amount(noted, values) for values in (old, new))
        yield Line(changed(named("customer", "potential"), *amounts))
    if "consent_on" in left and any(flag in new for flag in FLAGS):
        left.remove("consent_on")
    for name in left:
        if name == "referred_by":
            values = (_referrer(noted, side) for side in ("old", "new"))
            yield Line(changed(named("customer", name), *values))
        elif not group.has("pin", "axis", name):
            yield Line(column_changed("customer", name, old.get(name), new[name]))


def _lost(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[set[str], list[Line]]:
    told = {"lost", "lost_reason", "lifecycle"}
    if new["lost"] is None:
        return told | {"winback"}, [line(N_("won back"))]
    day, reason = new["lost"], new.get("lost_reason")
    if old.get("lost") is not None:
        return {"lost"}, [line(N_("lost {old} → {new}"), old=old["lost"], new=day)]
    if reason:
        return told, [line(N_("lost on {day}: {reason}"), day=day, reason=reason)]
    return told, [line(N_("lost on {day}"), day=day)]


def _amount(noted: Noted, values: Mapping[str, Any]) -> Money | None:
    whole = {**noted.state, **values}
    minor, currency = whole.get("potential_minor"), whole.get("potential_currency")
    return None if minor is None or currency is None else Money(minor, currency)


def _referrer(noted: Noted, side: str) -> Message | None:
    values = (noted.old if side == "old" else noted.new) or {}
    number = values.get("referred_by")
    if number is None:
        return None
    name = noted.related.get(f"referrer_{side}", {}).get("name")
    if name is None:
        return message(N_("customer {id}"), id=number)
    return message("{name} ({id})", name=name, id=number)


def _tag(group: Group, at: int, noted: Noted) -> Sequence[Line]:
    del at
    if noted.action is Action.REMOVED and group.is_told_with_whole(noted):
        return ()
    added = noted.action is Action.ADDED
    return (
        list_line(record_word("tag"), message("{tag}", tag=noted.state.get("tag")), added=added),
    )


def _field_value(group: Group, at: int, noted: Noted) -> Sequence[Line]:
    value, before = noted.state.get("value"), group.replaced.get(at)
    old = None if before is None else before.state.get("value")
    if noted.action is Action.REMOVED:
        value, old = None, value
    field = message("{field}", field=noted.state.get("name"))
    return (Line(changed(field, old, value)),)


def _pin(group: Group, at: int, noted: Noted) -> Sequence[Line]:
    axis = str(noted.state.get("axis"))
    before = group.replaced.get(at)
    old = None if before is None else before.state.get("value")
    new = noted.state.get("value")
    if noted.action is Action.REMOVED:
        old, new = new, None
    # The class in force says what it was before, and what the rules say now.
    old, new = group.classes.get(axis, (old or new, new or old))
    values = {"old": valued("customer", axis, old), "new": valued("customer", axis, new)}
    details = {"axis": named("customer", axis), **values}
    if noted.action is Action.REMOVED:
        text = N_("{axis} no longer pinned: {old} → {new}")
        return (line(N_("{axis} {old}, no longer pinned") if old == new else text, **details),)
    text = N_("{axis} pinned: {old} → {new} ({reason})")
    same = N_("{axis} pinned: {new} ({reason})")
    return (line(same if old == new else text, **details, reason=noted.state.get("reason")),)


def _card_line(group: Group, at: int, noted: Noted) -> Sequence[Line]:
    del at
    if noted.action is Action.REMOVED and group.is_told_with_whole(noted):
        return ()
    # Its value may be a photograph.
    name = message("{name}", name=str(noted.state.get("line", "")).partition(":")[0])
    return (list_line(record_word("card_line"), name, added=noted.action is Action.ADDED),)


CUSTOMER: Mapping[str, Teller] = {
    "customer": _customer,
    "card_line": _card_line,
    "tag": _tag,
    "field_value": _field_value,
    "pin": _pin,
}
"""By table of a customer's own records what tells of one."""
