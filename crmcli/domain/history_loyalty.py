"""Loyalty points of the history in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.history import Action
from crmcli.domain.history_line import Line, line
from crmcli.domain.history_values import column_changed
from crmcli.domain.loyalty_kind import LoyaltyKind
from crmcli.domain.message import message
from crmcli.errors import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from crmcli.domain.history_customer import Teller
    from crmcli.domain.history_group import Group
    from crmcli.domain.message import Message
    from crmcli.domain.noted import Noted

_TOLD = {
    LoyaltyKind.PURCHASE.value: N_("{points} points for a purchase"),
    LoyaltyKind.REFERRAL.value: N_("{points} points for a referral"),
    LoyaltyKind.REDEEMED.value: N_("{points} points, redeemed"),
    LoyaltyKind.ADJUSTED.value: N_("{points} points, adjusted"),
}


def _entry(group: Group, at: int, noted: Noted) -> Sequence[Line]:
    del at
    if noted.action is Action.ADDED:
        return (Line(_line(noted, noted.state)),)
    if noted.action is Action.REMOVED:
        if any(each.get("id") == noted.customer_id for each in group.gone("customer")):
            return ()
        return (line(N_("taken back: {what}"), what=_line(noted, noted.state)),)
    return list(_changed(noted.old or {}, noted.new or {}))


def _changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Line]:
    if "points" in new:
        text = N_("points for a purchase: {old} → {new}")
        yield line(text, old=_signed(old.get("points")), new=_signed(new["points"]))
    if "reason" in new:
        yield Line(column_changed("loyalty_entry", "reason", old.get("reason"), new["reason"]))


def _signed(points: object) -> object:
    return f"{points:+}" if isinstance(points, int) else points


def _line(noted: Noted, state: Mapping[str, Any]) -> Message:
    points, reason = _signed(state.get("points")), state.get("reason")
    text = _TOLD.get(str(state.get("kind")), N_("{points} points"))
    referred = noted.related.get("referred", {}).get("name")
    if referred is not None:
        text = N_("{points} points for the referral of {referred}")
    told = message(text, points=points, referred=referred)
    return message(N_("{what} ({reason})"), what=told, reason=reason) if reason else told


LOYALTY: Mapping[str, Teller] = {"loyalty_entry": _entry}
"""By table of loyalty points what tells of one."""
