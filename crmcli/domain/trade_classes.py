"""How value and frequency follow from purchases, and on which days they fall by themselves.

A purchase counts for twelve calendar months, its last day included: one of 2025-03-10 counts up to
2026-03-10 and no more on 2026-03-11; one of 29 February up to 28 February. So without a new
purchase a class can only fall, and the days on which it does are known in advance. All of it is
seen from the day of the last purchase and depends on no other day: whoever works it out anew at any
time finds the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar, cast

from crmcli.domain.classes import Axis, Frequency, ValueClass
from crmcli.domain.currency import decimals
from crmcli.domain.derivation import Trade, derived_class
from crmcli.domain.span import Span, Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from crmcli.domain.derivation import ClassLimits

C = TypeVar("C", ValueClass, Frequency)

TWELVE_MONTHS = Span(12, Unit.MONTH)
"""For how long a purchase counts."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The classes of a customer from its last purchase on; all dates are local dates.

    Args:
        value: its class on the day of its last purchase.
        value_medium_on: the first day on which it is medium; None if it never falls to that.
        value_low_on: the first day on which it is low; None if it never falls to that.
        frequency: likewise.
        frequency_medium_on: likewise.
        frequency_low_on: likewise.
    """

    value: ValueClass
    value_medium_on: date | None
    value_low_on: date | None
    frequency: Frequency
    frequency_medium_on: date | None
    frequency_low_on: date | None

    def value_on(self, day: date) -> ValueClass:
        """Give the value on a day."""
        return fallen(self.value, self.value_medium_on, self.value_low_on, day)

    def frequency_on(self, day: date) -> Frequency:
        """Give the frequency on a day."""
        return fallen(self.frequency, self.frequency_medium_on, self.frequency_low_on, day)


def fallen(kept: C, medium_on: date | None, low_on: date | None, day: date) -> C:
    """Give a class on a day from what is kept of it.

    Args:
        kept: the class as of the last purchase, or a pinned one, which has no days.
        medium_on: the first day on which it is medium, if it falls to that.
        low_on: the first day on which it is low, if it falls to that.
        day: the day that is asked for.
    """
    if low_on is not None and day >= low_on:
        return type(kept)("low")
    if medium_on is not None and day >= medium_on:
        return type(kept)("medium")
    return kept


def trade_timeline(
    purchases: Iterable[tuple[date, int | None]], limits: ClassLimits, currency: str
) -> Timeline:
    """Say which value and frequency a customer has since its last purchase, and when they fall.

    Args:
        purchases: day and amount of each, in any order; the amount is minor units of the book's
            currency, None where that is not known: then it counts for the frequency alone.
        limits: from where on each class begins, in whole units of the book's currency.
        currency: the code of the book's currency.
    """
    steps = list(_steps(purchases, 10 ** decimals(currency)))
    value, value_medium_on, value_low_on = _falls(
        steps, lambda trade: cast("ValueClass", derived_class(Axis.VALUE, trade, limits))
    )
    frequency, frequency_medium_on, frequency_low_on = _falls(
        steps, lambda trade: cast("Frequency", derived_class(Axis.FREQUENCY, trade, limits))
    )
    return Timeline(
        value,
        value_medium_on,
        value_low_on,
        frequency,
        frequency_medium_on,
        frequency_low_on,
    )


def last_counting_day(day: date) -> date:
    """Give the last day on which a purchase still counts."""
    return TWELVE_MONTHS.after(day)


def _steps(purchases: Iterable[tuple[date, int | None]], unit: int) -> Iterable[tuple[date, Trade]]:
    """Yield what counts from the last purchase on, and from each day on which that becomes less."""
    known = sorted((day, minor or 0) for day, minor in purchases)
    if not known:
        yield date.min, Trade()
        return
    last = known[-1][0]
    leaving: dict[date, tuple[int, int]] = {}
    count = total = 0
    for day, minor in known:
        until = last_counting_day(day)
        if until >= last:
            gone, less = leaving.get(until, (0, 0))
            leaving[until] = gone + 1, less + minor
            count, total = count + 1, total + minor
    yield last, _trade(count, total, unit)
    for until, (gone, less) in leaving.items():
        count, total = count - gone, total - less
        if until < date.max:
            yield until + timedelta(days=1), _trade(count, total, unit)


def _trade(count: int, total: int, unit: int) -> Trade:
    return Trade(recent_purchases=count, recent_amount=total // unit)


def _falls(
    steps: Iterable[tuple[date, Trade]], class_of: Callable[[Trade], C]
) -> tuple[C, date | None, date | None]:
    """Give the class of the first step, and the first days of medium and low where it falls."""
    classes = [(day, class_of(trade)) for day, trade in steps]
    first = classes[0][1]
    days: dict[str, date] = {}
    for day, each in classes[1:]:
        if each != first:
            days.setdefault(each.value, day)
    return first, days.get("medium"), days.get("low")
