"""Which class a customer falls into by what it bought, unless the user pinned one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from crmcli.domain.classes import Axis, Frequency, Lifecycle, SaleStatus, ValueClass

if TYPE_CHECKING:
    from datetime import date


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
