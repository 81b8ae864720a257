"""A customer's orders: what it bought on one day is one order; their rhythm and their sums."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from crmcli.domain.churn.facts import Bought

_TWO = 2


class Rhythm(NamedTuple):
    """How often a customer orders.

    Args:
        orders: how many orders are known.
        gap: the median of the days between one and the next, exact.
        last: the local date of the last one.
    """

    orders: int
    gap: Fraction
    last: date


def order_days(bought: Iterable[Bought]) -> list[date]:
    """Give the local dates on which something was bought, each once, the earliest first."""
    return sorted({each.day for each in bought})


def rhythm_of(bought: Iterable[Bought], least: int) -> Rhythm | None:
    """Reckon how often a customer orders.

    Args:
        bought: its purchases, in any order.
        least: how many orders must be known; two at the least, or there is no gap.

    Returns:
        None where fewer are known.
    """
    days = order_days(bought)
    if len(days) < max(least, _TWO):
        return None
    gaps = sorted((later - earlier).days for earlier, later in pairwise(days))
    middle = len(gaps) // 2
    low = gaps[middle] if len(gaps) % 2 else gaps[middle - 1]
    return Rhythm(len(days), Fraction(low + gaps[middle], 2), days[-1])


def order_sums(bought: Iterable[Bought], last: int, currency: str) -> list[Money] | None:
    """Add up each of the last orders, so that they can be compared.

    Args:
        bought: the purchases, in any order.
        last: how many orders.
        currency: the book's currency.

    Returns:
        Their sums, the earliest first: in the book's currency, or in the one that all of them have
        where a rate is missing; None where they cannot be compared, or fewer are known.
    """
    rows = list(bought)
    days = order_days(rows)[-last:]
    rows = [each for each in rows if days and each.day >= days[0]]
    if len(days) < last:
        return None
    if all(each.book_minor is not None for each in rows):
        parts = [(each.day, each.book_minor or 0) for each in rows]
    elif len({each.currency for each in rows}) == 1:
        parts, currency = [(each.day, each.minor) for each in rows], rows[0].currency
    else:
        return None
    sums = dict.fromkeys(days, 0)
    for day, minor in parts:
        sums[day] += minor
    return [Money(minor, currency) for minor in sums.values()]
