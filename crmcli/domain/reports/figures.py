"""The figures of a report: counts, shares, means, medians and sums, none without what it rests on.

Where there is nothing to divide by there is no figure: a share of nothing is no 0 %.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from crmcli.domain.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many.

    Args:
        part: how many.
        whole: of how many.
        of_money: whether they are minor units of the book's currency, that are told elsewhere.
    """

    part: int
    whole: int
    of_money: bool = False

    @property
    def rate(self) -> Fraction | None:
        """The part of the whole, from 0 to 1; None of nothing."""
        return Fraction(self.part, self.whole) if self.whole else None

    def __add__(self, other: Share) -> Share:
        """Add up two groups that have nothing in common."""
        return Share(self.part + other.part, self.whole + other.whole, self.of_money)


@dataclass(frozen=True, slots=True)
class Mean:
    """The arithmetic mean of some whole numbers, such as scores."""

    total: int
    count: int

    @property
    def value(self) -> Fraction | None:
        """The mean; None of nothing."""
        return Fraction(self.total, self.count) if self.count else None

    def __add__(self, other: Mean) -> Mean:
        """Take two groups together."""
        return Mean(self.total + other.total, self.count + other.count)


@dataclass(frozen=True, slots=True)
class Median:
    """The median of some numbers, such as days; of an even count between the middle two.

    Args:
        value: the median; None of nothing.
        count: of how many numbers.
        currency: what they are in where they are amounts, in its major unit.
    """

    value: Fraction | None
    count: int
    currency: str | None = None


def median(counts: Mapping[int, int]) -> Median:
    """Give the median of numbers.

    Args:
        counts: for each number how often it occurs.
    """
    count = sum(counts.values())
    if not count:
        return Median(None, 0)
    low, high = (count - 1) // 2, count // 2
    middle, seen = [], 0
    for number in sorted(counts):
        seen += counts[number]
        middle += [number for at in (low, high) if seen - counts[number] <= at < seen]
    return Median(Fraction(sum(middle), 2), count)


@dataclass(frozen=True, slots=True)
class Sums:
    """What amounts add up to: a sum for each currency, and one of all where rates allow it.

    Args:
        amounts: a sum for each currency, the book's own first, then by code.
        book: all of it in the book's currency; None where an amount has no rate.
        lacking: the currencies of which an amount has none.
    """

    amounts: tuple[Money, ...]
    book: Money | None
    lacking: tuple[str, ...] = field(default=(), compare=False)


def added(sums: Iterable[Sums], base: str) -> Sums:
    """Add sums up.

    Args:
        sums: those of groups that have nothing in common.
        base: the code of the book's currency.
    """
    totals: dict[str, int] = {}
    whole: int | None = 0
    lacking: set[str] = set()
    for each in sums:
        lacking.update(each.lacking)
        for amount in each.amounts:
            totals[amount.currency] = totals.get(amount.currency, 0) + amount.minor
        whole = None if whole is None or each.book is None else whole + each.book.minor
    return sums_of(totals, whole, base, lacking)


def sums_of(
    totals: Mapping[str, int],
    whole: int | None,
    base: str,
    lacking: Iterable[str] = (),
) -> Sums:
    """Make sums of minor units by currency.

    Args:
        totals: for each currency its sum.
        whole: all of it in the book's currency; None where that is not known.
        base: the code of the book's currency.
        lacking: the currencies of which an amount has no rate.
    """
    ordered = sorted(totals, key=lambda currency: (currency != base, currency))
    amounts = tuple(Money(totals[each], each) for each in ordered)
    return Sums(amounts, None if whole is None else Money(whole, base), tuple(sorted(lacking)))


Figure = int | Fraction | Share | Mean | Sums
"""A figure that can be added to another of its kind."""


def together(first: Figure, second: Figure, base: str) -> Figure:
    """Add two figures of one kind, of groups that have nothing in common.

    Args:
        first: one of them.
        second: the other.
        base: the code of the book's currency.
    """
    if isinstance(first, Sums) and isinstance(second, Sums):
        return added((first, second), base)
    return first + second  # type: ignore[operator]
