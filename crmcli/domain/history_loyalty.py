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
    from collections.abc import Mapping, Sequence
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
    old, new = noted.old or {}, noted.new or {}
    what = _line(noted, {**noted.state, **old})
    return [
        line(
            N_("{what}, {change}"),
            what=what,
            change=column_changed("loyalty_entry", column, old.get(column), new[column]),
        )
        for column in ("points", "reason")
        if column in new
    ]


def _line(noted: Noted, state: Mapping[str, Any]) -> Message:
    points, reason = state.get("points"), state.get("reason")
    number = f"{points:+}" if isinstance(points, int) else points
    text = _TOLD.get(str(state.get("kind")), N_("{points} points"))
    referred = noted.related.get("referred", {}).get("name")
    if referred is not None:
        text = N_("{points} points for the referral of {referred}")
    told = message(text, points=number, referred=referred)
    return message(N_("{what} ({reason})"), what=told, reason=reason) if reason else told


LOYALTY: Mapping[str, Teller] = {"loyalty_entry": _entry}
"""By table of loyalty points what tells of one."""
