"""What follows for a customer from its deals and purchases: the columns that are kept of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.classes import Axis, SaleStatus
from crmcli.domain.derivation import ClassLimits, Trade, derived_class
from crmcli.domain.trade_classes import trade_timeline

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from crmcli.domain.policy import Policy


class TradeFacts(NamedTuple):
    """The deals and purchases of a customer, and what was stated of them; dates are local dates.

    Args:
        open_deals: how many deals are going on.
        deal_close: the earliest day one of them is expected to close.
        won_deals: how many were won.
        first_won: when the first one was won.
        purchases: day and amount of each; the amount is minor units of the book's currency, None
            where there is no rate for it.
        lost: whether the customer was stated to be lost.
        pins: the pinned classes; None for one of which nobody knows what it is.
        won_since: the day since which it is pinned as won.
    """

    open_deals: int = 0
    deal_close: date | None = None
    won_deals: int = 0
    first_won: date | None = None
    purchases: tuple[tuple[date, int | None], ...] = ()
    lost: bool = False
    pins: Mapping[Axis, str | None] = {}
    won_since: date | None = None


def class_limits(policy: Policy) -> ClassLimits:
    """Give from where on each class begins by the policy in force."""
    return ClassLimits(
        high_value=policy.count("value.high"),
        medium_value=policy.count("value.medium"),
        often=policy.count("frequency.high"),
        sometimes=policy.count("frequency.medium"),
        loyal=policy.count("loyal"),
    )


def trade_columns(facts: TradeFacts, limits: ClassLimits, currency: str) -> dict[str, object]:
    """Give what is kept of a customer's trade; a pin wins over the rules (product.md section 1).

    Args:
        facts: its deals, purchases and pins.
        limits: from where on each class begins.
        currency: the code of the book's currency.
    """
    days = [day for day, _ in facts.purchases]
    timeline = trade_timeline(facts.purchases, limits, currency)
    trade = Trade(
        open_deals=facts.open_deals,
        won_deals=facts.won_deals,
        purchases=len(days),
        lost=facts.lost,
    )
    existing = (min(days, default=None), facts.first_won, facts.won_since)
    columns: dict[str, object] = {
        "open_deals": facts.open_deals,
        "deal_close": facts.deal_close,
        "purchases": len(days),
        "first_purchase_on": min(days, default=None),
        "last_purchase_on": max(days, default=None),
        "existing_since": min((day for day in existing if day is not None), default=None),
        "status": derived_class(Axis.STATUS, trade, limits).value,
        "lifecycle": derived_class(Axis.LIFECYCLE, trade, limits).value,
        "value": timeline.value.value,
        "value_medium_on": timeline.value_medium_on,
        "value_low_on": timeline.value_low_on,
        "frequency": timeline.frequency.value,
        "frequency_medium_on": timeline.frequency_medium_on,
        "frequency_low_on": timeline.frequency_low_on,
    }
    for axis, value in facts.pins.items():
        if value is None:
            del columns[axis.value]
        else:
            columns[axis.value] = value
        if axis in {Axis.VALUE, Axis.FREQUENCY}:
            columns |= {f"{axis}_medium_on": None, f"{axis}_low_on": None}
    return columns


def won_by_pin(pins: Mapping[Axis, str | None]) -> bool:
    """Tell whether a customer is pinned as won, which makes it an existing one."""
    return pins.get(Axis.STATUS) == SaleStatus.WON
