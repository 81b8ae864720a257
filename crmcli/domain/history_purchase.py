"""Purchases and exchange rates of the history in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli.domain.currency import is_currency
from crmcli.domain.history import Action
from crmcli.domain.history_line import Line, changed, line
from crmcli.domain.history_values import column_changed, named
from crmcli.domain.message import Message, message
from crmcli.domain.money import Money
from crmcli.domain.quantity import ONE, quantity_text
from crmcli.errors import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from crmcli.domain.history_customer import Teller
    from crmcli.domain.history_group import Group
    from crmcli.domain.noted import Noted

_TOLD = ("product", "day", "deal_id", "note")


def _purchase(group: Group, at: int, noted: Noted) -> Sequence[Line]:
    if noted.action is Action.ADDED:
        return (line(N_("bought: {what}"), what=_what(noted.state)),)
    if noted.action is Action.REMOVED:
        return (
            line(
                N_("removed: {what}"),
                what=message(N_("purchase of {what}"), what=_what(noted.state)),
            ),
        )
    return list(_changed(group, at, noted))


def _what(state: Mapping[str, Any]) -> Message:
    """Say what was bought, for how much and when."""
    text = N_("{product} × {quantity}, {amount} on {day}")
    if state.get("product") is None:
        text = N_("{amount} on {day}")
        if state.get("thousandths") != ONE:
            text = N_("× {quantity}, {amount} on {day}")
    return message(
        text,
        product=state.get("product"),
        quantity=_quantity(state),
        amount=_amount(state),
        day=state.get("day"),
    )


def _quantity(state: Mapping[str, Any]) -> str | None:
    thousandths = state.get("thousandths")
    return quantity_text(thousandths) if isinstance(thousandths, int) else None


def _amount(state: Mapping[str, Any]) -> Money | str | None:
    minor, currency = state.get("amount_minor"), state.get("currency")
    if isinstance(minor, int) and isinstance(currency, str) and is_currency(currency):
        return Money(minor, currency)
    return currency


def _changed(group: Group, at: int, noted: Noted) -> Iterator[Line]:
    old, new = noted.old or {}, noted.new or {}
    before = {**noted.state, **old}
    changes = [
        column_changed("purchase", name, old.get(name), new[name]) for name in _TOLD if name in new
    ]
    if "thousandths" in new:
        quantity = named("purchase", "quantity")
        changes.append(changed(quantity, _quantity(old), _quantity(new)))
    if "amount_minor" in new or "currency" in new:
        amounts = _amount(before), _amount({**before, **new})
        changes.append(changed(named("purchase", "amount"), *amounts))
    for change in changes:
        yield line(N_("purchase {id}, {change}"), id=noted.record_id, change=change)
    if "book_minor" in new and not changes and not _is_touched(group, at):
        text = N_("purchase {id} counted anew, for the rate")
        yield Line(message(text, id=noted.record_id), follows=True)


def _is_touched(group: Group, at: int) -> bool:
    """Tell whether the command did something else to the same purchase, which is told."""
    this = group.notes[at]
    return any(
        each.record == "purchase" and each.record_id == this.record_id and each is not this
        for each in group.notes
    )


def _rate(group: Group, at: int, noted: Noted) -> Sequence[Line]:
    del group, at
    state = {**noted.state, **(noted.new or {})}
    details = {name: state.get(name) for name in ("currency", "base", "day", "rate")}
    if noted.action is Action.REMOVED:
        return (line(N_("rate removed: {currency} {rate} {base} from {day} on"), **details),)
    if noted.action is Action.ADDED:
        return (line(N_("rate: {currency} {rate} {base} from {day} on"), **details),)
    text = N_("rate of {currency} in {base} from {day} on: {old} → {rate}")
    return (line(text, **details, old=(noted.old or {}).get("rate")),)


PURCHASES: Mapping[str, Teller] = {"purchase": _purchase, "rate": _rate}
"""By table of purchases and rates what tells of one."""
