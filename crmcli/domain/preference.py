"""What a customer usually buys, how often and for how much (偏好), from its purchases alone.

An order is what it bought on one day.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.churn.facts import Bought
from crmcli.domain.churn.orders import order_days, rhythm_of
from crmcli.domain.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from fractions import Fraction

LEAST_ORDERS = 3
"""From how many orders on an interval is told: one gap between two says nothing yet."""

_MOST_PRODUCTS = 5


class ProductBought(NamedTuple):
    """A purchase with its product, if it has one."""

    product: str | None
    bought: Bought


@dataclass(frozen=True, slots=True)
class UsualProduct:
    """A product that a customer bought: in how many of its orders, and when last (a local date)."""

    product: str
    orders: int
    last_on: date


@dataclass(frozen=True, slots=True)
class Preference:
    """What a customer usually buys; the field names are the keys of its JSON, dates are local.

    Args:
        orders: how many orders are known.
        products: what it bought most often, at most five.
        interval_days: the median of the days between two orders; None where fewer than three are
            known.
        average: the average order: one amount in the book's currency, or one for each currency
            where a rate is missing.
        last_on: when it bought last.
        average_orders: of how many orders each amount of `average` is the average.
    """

    orders: int
    products: tuple[UsualProduct, ...]
    interval_days: float | None
    average: tuple[Money, ...]
    last_on: date | None
    average_orders: tuple[int, ...] = ()


def preference_of(purchases: Sequence[ProductBought], currency: str) -> Preference:
    """Say what a customer usually buys.

    Args:
        purchases: what it bought, in any order.
        currency: the code of the book's currency.
    """
    bought = [each.bought for each in purchases]
    days = order_days(bought)
    rhythm = rhythm_of(bought, LEAST_ORDERS)
    averages = list(_averages(bought, currency))
    return Preference(
        orders=len(days),
        products=tuple(_usual(purchases))[:_MOST_PRODUCTS],
        interval_days=None if rhythm is None else _number(rhythm.gap),
        average=tuple(amount for amount, _ in averages),
        last_on=days[-1] if days else None,
        average_orders=tuple(orders for _, orders in averages),
    )


def _usual(purchases: Iterable[ProductBought]) -> list[UsualProduct]:
    days: dict[str, set[date]] = defaultdict(set)
    for product, bought in purchases:
        if product is not None:
            days[product].add(bought.day)
    found = [UsualProduct(product, len(each), max(each)) for product, each in days.items()]
    return sorted(found, key=lambda each: (-each.orders, -each.last_on.toordinal(), each.product))


def _averages(bought: Sequence[Bought], currency: str) -> Iterable[tuple[Money, int]]:
    """Divide what was paid by the number of orders, rounded half to even; give that number too."""
    if all(each.book_minor is not None for each in bought):
        parts = [(currency, each.day, each.book_minor or 0) for each in bought]
    else:
        parts = [(each.currency, each.day, each.minor) for each in bought]
    sums: dict[str, int] = defaultdict(int)
    days: dict[str, set[date]] = defaultdict(set)
    for code, day, minor in parts:
        sums[code] += minor
        days[code].add(day)
    for code in sorted(sums, key=lambda each: (each != currency, each)):
        yield Money(_divided(sums[code], len(days[code])), code), len(days[code])


def _divided(minor: int, count: int) -> int:
    whole, rest = divmod(minor, count)
    return whole + (2 * rest > count or (2 * rest == count and whole % 2 == 1))


def _number(gap: Fraction) -> float:
    return int(gap) if gap.denominator == 1 else float(gap)
