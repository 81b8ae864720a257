"""The classes a customer falls into besides its grade (product.md section 1)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


class SaleStatus(StrEnum):
    """Whether something is being sold: negotiating 正在谈判, won 已成交, prospect 潜在."""

    NEGOTIATING = "negotiating"
    WON = "won"
    PROSPECT = "prospect"


class Importance(StrEnum):
    """Whether the customer is a key one."""

    KEY = "key"
    NORMAL = "normal"


class Urgency(StrEnum):
    """How soon something is to happen: within a week, a month, three months, or later."""

    URGENT = "urgent"
    SOON = "soon"
    LATER = "later"
    SLOW = "slow"


class ValueClass(StrEnum):
    """What the purchases of the last twelve months add up to."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Frequency(StrEnum):
    """How often the customer bought in the last twelve months."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class NeedKind(StrEnum):
    """What is needed: a product, a service, or both."""

    PRODUCT = "product"
    SERVICE = "service"
    BOTH = "both"


class Lifecycle(StrEnum):
    """How far the customer has come, from its purchases; lost is stated."""

    PROSPECT = "prospect"
    FIRST_PURCHASE = "first_purchase"
    REPEAT = "repeat"
    LOYAL = "loyal"
    LOST = "lost"


class Axis(StrEnum):
    """The derived classes that a user may pin by hand."""

    STATUS = "status"
    VALUE = "value"
    FREQUENCY = "frequency"
    LIFECYCLE = "lifecycle"


AXIS_VALUES: dict[Axis, type[StrEnum]] = {
    Axis.STATUS: SaleStatus,
    Axis.VALUE: ValueClass,
    Axis.FREQUENCY: Frequency,
    Axis.LIFECYCLE: Lifecycle,
}


@dataclass(frozen=True, slots=True)
class Pin:
    """A derived class that the user pinned: why, and since which local date; it wins over rules."""

    axis: Axis
    value: StrEnum
    reason: str
    pinned: date


@dataclass(frozen=True, slots=True)
class Trade:
    """What the derived classes of a customer follow from, in counts.

    Args:
        open_deals: deals that are going on.
        won_deals: deals that were won.
        purchases: all purchases.
        recent_purchases: those of the last twelve months.
        recent_amount: what these add up to, in whole units of the book's currency.
        lost: whether the customer was stated to be lost.
    """

    open_deals: int = 0
    won_deals: int = 0
    purchases: int = 0
    recent_purchases: int = 0
    recent_amount: int = 0
    lost: bool = False


@dataclass(frozen=True, slots=True)
class ClassLimits:
    """From where on a class begins (policy, product.md section 1); amounts in whole units."""

    high_value: int = 100_000
    medium_value: int = 10_000
    often: int = 12
    sometimes: int = 4
    loyal: int = 5


def derived_class(axis: Axis, trade: Trade, limits: ClassLimits | None = None) -> StrEnum:
    """Say which class a customer falls into where none is pinned.

    Args:
        axis: which class.
        trade: what was bought and what is being sold; an empty one is a customer without purchases.
        limits: the policy in force; None for the defaults.
    """
    limits = limits or ClassLimits()
    if axis is Axis.STATUS:
        return _status(trade)
    if axis is Axis.VALUE:
        classes = ((limits.high_value, ValueClass.HIGH), (limits.medium_value, ValueClass.MEDIUM))
        return next((each for at, each in classes if trade.recent_amount >= at), ValueClass.LOW)
    if axis is Axis.FREQUENCY:
        rates = ((limits.often, Frequency.HIGH), (limits.sometimes, Frequency.MEDIUM))
        return next((each for at, each in rates if trade.recent_purchases >= at), Frequency.LOW)
    return _lifecycle(trade, limits)


def _status(trade: Trade) -> SaleStatus:
    if trade.open_deals:
        return SaleStatus.NEGOTIATING
    return SaleStatus.WON if trade.won_deals or trade.purchases else SaleStatus.PROSPECT


def _lifecycle(trade: Trade, limits: ClassLimits) -> Lifecycle:
    if trade.lost:
        return Lifecycle.LOST
    if trade.purchases >= limits.loyal:
        return Lifecycle.LOYAL
    if trade.purchases > 1:
        return Lifecycle.REPEAT
    return Lifecycle.FIRST_PURCHASE if trade.purchases else Lifecycle.PROSPECT


class UrgencyLimits:
    """The last day that is still urgent, soon and later, seen from one day.

    Urgent is up to one week, soon up to one month, later up to three months (section 1, rule);
    months are calendar months. One object serves a whole list.
    """

    def __init__(self, today: date) -> None:
        from dateutil.relativedelta import relativedelta  # noqa: PLC0415 - kept off startup

        self.urgent = today + relativedelta(days=7)
        self.soon = today + relativedelta(months=1)
        self.later = today + relativedelta(months=3)

    def of(self, nearest: date | None) -> Urgency:
        """Class the earliest of expected close, open promise and complaint limit.

        The past is urgent, and none is slow.
        """
        if nearest is None or nearest > self.later:
            return Urgency.SLOW
        if nearest > self.soon:
            return Urgency.LATER
        return Urgency.SOON if nearest > self.urgent else Urgency.URGENT
