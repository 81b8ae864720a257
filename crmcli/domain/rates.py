"""Exchange rates (汇率): decimal numbers stated by hand, and exact conversion of amounts by them.

A rate is two integers, and an amount is rounded once, to a whole minor unit, half to even.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.domain.currency import decimals
from crmcli.domain.money import LARGEST_MINOR, Money
from crmcli.errors import N_, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

_WIDE = {code: code - 0xFEE0 for code in range(0xFF0E, 0xFF1A)}
_PLAIN = re.compile(r"(?P<whole>[0-9]{1,12})(?:\.(?P<part>[0-9]{1,12}))?")


class UnreadableRate(Refused):
    """A rate that is no positive decimal number."""

    code = "unreadable_rate"
    sentence = N_("Cannot read {text} as a rate.")
    hint = N_("Write what one unit is worth in the book's currency, like 7.12 or 0.0491.")


@dataclass(frozen=True, slots=True)
class Rate:
    """What one unit of a currency is worth in another: `digits` × 10 to the power of −`places`."""

    digits: int
    places: int

    def __str__(self) -> str:
        """Write it as it is kept: without zeros at the end, so that equal rates look equal."""
        whole, part = divmod(self.digits, 10**self.places)
        return f"{whole}.{part:0{self.places}d}" if self.places else str(whole)

    def converted(self, amount: Money, currency: str) -> int:
        """Give an amount in minor units of another currency, rounded half to even.

        Args:
            amount: the amount, in the currency that the rate is of.
            currency: the code of the currency that the rate leads to.
        """
        above: int = amount.minor * self.digits * 10 ** decimals(currency)
        below: int = 10 ** (self.places + decimals(amount.currency))
        whole, rest = divmod(above, below)
        is_more = 2 * rest > below or (2 * rest == below and whole % 2 == 1)
        return whole + is_more


def read_rate(text: str) -> Rate:
    """Read a rate as it is typed: `7.12`, `0.0491`, `150`; at most 12 digits on either side.

    Raises:
        UnreadableRate: it is no plain decimal number, or zero.
    """
    match = _PLAIN.fullmatch(text.translate(_WIDE).strip())
    if match is None:
        raise UnreadableRate(text=text)
    part = (match["part"] or "").rstrip("0")
    rate = Rate(int(match["whole"] + part), len(part))
    if not rate.digits:
        raise UnreadableRate(text=text)
    return rate


@dataclass(frozen=True, slots=True)
class StatedRate:
    """A rate with the local date from which it holds, until a later one is stated."""

    day: date
    rate: Rate


class Rates:
    """The rates of one book: what amounts are worth in its currency on any day.

    Args:
        base: the code of the book's currency.
        stated: currency code, local date and rate of every rate that leads to it, in any order.
    """

    def __init__(self, base: str, stated: Iterable[tuple[str, date, Rate]]) -> None:
        self.base = base
        self._days: dict[str, list[date]] = {}
        self._rates: dict[str, list[Rate]] = {}
        for currency, day, rate in sorted(stated, key=lambda each: each[:2]):
            self._days.setdefault(currency, []).append(day)
            self._rates.setdefault(currency, []).append(rate)

    def on(self, currency: str, day: date) -> StatedRate | None:
        """Give the rate of a currency on a day: the latest one stated for that day or before."""
        days = self._days.get(currency, [])
        at = bisect_right(days, day) - 1
        return StatedRate(days[at], self._rates[currency][at]) if at >= 0 else None

    def book_minor(self, amount: Money, day: date) -> int | None:
        """Give what an amount of a day is in minor units of the book's currency.

        None where no rate was stated by then, or where it is more than a book can hold.
        """
        if amount.currency == self.base:
            return amount.minor
        found = self.on(amount.currency, day)
        if found is None:
            return None
        minor = found.rate.converted(amount, self.base)
        return minor if minor <= LARGEST_MINOR else None

    def factors(self, day: date) -> dict[str, float]:
        """Give what a minor unit of each currency is worth in minor units of the book's on a day.

        Nearly: that is enough to tell which of two amounts is larger, and for nothing else.
        """
        found = {}
        for currency in self._days:
            stated = self.on(currency, day)
            if stated is not None:
                shift = decimals(self.base) - decimals(currency) - stated.rate.places
                found[currency] = stated.rate.digits * 10.0**shift
        return found


@dataclass(frozen=True, slots=True)
class RateRecord:
    """A rate as it is in the book; the field names are the keys of its JSON.

    One unit of `currency` is worth `rate` units of `base` from the local date `on`, until a later
    rate was stated. One that is only tried has no id.
    """

    id: int | None
    currency: str
    base: str
    on: date
    rate: str
    author: str
