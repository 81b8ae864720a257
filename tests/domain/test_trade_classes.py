"""Value and frequency from purchases, and the days on which they fall by themselves."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.classes import Axis, Frequency, ValueClass
from crmcli.domain.derivation import ClassLimits, Trade, derived_class
from crmcli.domain.trade_classes import Timeline, fallen, last_counting_day, trade_timeline

LIMITS = ClassLimits()
HIGH, MEDIUM, LOW = ValueClass.HIGH, ValueClass.MEDIUM, ValueClass.LOW


def day(text: str) -> date:
    return date.fromisoformat(text)


def timeline(*purchases: tuple[str, int | None], currency: str = "CNY") -> Timeline:
    known = [(day(when), minor) for when, minor in purchases]
    return trade_timeline(known, LIMITS, currency)


def test_who_bought_nothing_is_low_and_stays_so() -> None:
    found = timeline()
    assert found == Timeline(LOW, None, None, Frequency.LOW, None, None)
    assert found.value_on(day("2026-01-01")) is LOW


@pytest.mark.parametrize(
    ("minor", "value"),
    [
        (999_999, LOW),
        (1_000_000, MEDIUM),
        (9_999_999, MEDIUM),
        (10_000_000, HIGH),
    ],
)
def test_the_thresholds_are_whole_units_and_belong_to_the_higher_class(
    minor: int, value: ValueClass
) -> None:
    assert timeline(("2025-03-10", minor)).value is value


@pytest.mark.parametrize(("currency", "minor"), [("JPY", 100_000), ("BHD", 100_000_000)])
def test_amounts_have_the_decimals_of_the_books_currency(currency: str, minor: int) -> None:
    assert timeline(("2025-03-10", minor), currency=currency).value is HIGH
    assert timeline(("2025-03-10", minor - 1), currency=currency).value is MEDIUM


@pytest.mark.parametrize(
    ("bought", "last"),
    [
        ("2025-03-10", "2026-03-10"),
        ("2024-02-29", "2025-02-28"),
        ("2024-02-28", "2025-02-28"),
        ("2023-02-28", "2024-02-28"),
        ("2024-03-01", "2025-03-01"),
        ("2025-12-31", "2026-12-31"),
    ],
)
def test_a_purchase_counts_for_twelve_calendar_months_its_last_day_included(
    bought: str, last: str
) -> None:
    found = timeline((bought, 10_000_000))
    assert last_counting_day(day(bought)) == day(last)
    assert found.value_low_on == day(last) + timedelta(days=1)
    assert found.value_on(day(last)) is HIGH
    assert found.value_on(day(last) + timedelta(days=1)) is LOW


def test_value_falls_to_medium_and_then_to_low_as_purchases_grow_old() -> None:
    found = timeline(("2025-01-10", 9_000_000), ("2025-06-01", 1_500_000))
    assert (found.value, found.value_medium_on, found.value_low_on) == (
        HIGH,
        day("2026-01-11"),
        day("2026-06-02"),
    )
    assert found.value_on(day("2026-01-10")) is HIGH
    assert found.value_on(day("2026-01-11")) is MEDIUM
    assert found.value_on(day("2026-06-01")) is MEDIUM
    assert found.value_on(day("2026-06-02")) is LOW


def test_what_falls_past_medium_has_no_day_of_it() -> None:
    found = timeline(("2025-01-10", 10_000_000))
    assert (found.value_medium_on, found.value_low_on) == (None, day("2026-01-11"))


def test_what_was_too_old_at_the_last_purchase_does_not_count() -> None:
    found = timeline(("2024-01-10", 10_000_000), ("2025-01-11", 1))
    assert found.value is LOW
    assert timeline(("2024-01-11", 10_000_000), ("2025-01-11", 1)).value is HIGH


def test_frequency_counts_every_purchase_also_one_without_a_rate() -> None:
    found = timeline(*[("2025-01-10", None)] * 4, *[("2025-02-10", 5)] * 8)
    assert found.frequency is Frequency.HIGH
    assert found.value is LOW
    assert found.frequency_medium_on == day("2026-01-11")
    assert found.frequency_low_on == day("2026-02-11")
    assert found.frequency_on(day("2026-02-10")) is Frequency.MEDIUM


def test_nothing_falls_beyond_the_last_day_there_is() -> None:
    found = timeline(("9999-06-01", 10_000_000))
    assert (found.value, found.value_low_on) == (HIGH, None)


def test_a_class_without_days_stays_as_a_pinned_one_does() -> None:
    assert fallen(HIGH, None, None, date.max) is HIGH


DAYS = st.dates(date(2023, 1, 1), date(2026, 12, 31))
PURCHASES = st.lists(st.tuples(DAYS, st.none() | st.integers(0, 6_000_000)), max_size=40)


@given(purchases=PURCHASES, later=st.integers(0, 800))
def test_on_every_day_it_is_what_the_purchases_of_twelve_months_say(
    purchases: list[tuple[date, int | None]], later: int
) -> None:
    found = trade_timeline(purchases, LIMITS, "CNY")
    asked = max((each for each, _ in purchases), default=date(2026, 1, 1)) + timedelta(days=later)
    recent = [minor or 0 for when, minor in purchases if last_counting_day(when) >= asked]
    trade = Trade(recent_purchases=len(recent), recent_amount=sum(recent) // 100)
    assert found.value_on(asked) is derived_class(Axis.VALUE, trade, LIMITS)
    assert found.frequency_on(asked) is derived_class(Axis.FREQUENCY, trade, LIMITS)


@given(purchases=PURCHASES)
def test_it_never_depends_on_their_order_and_falls_in_order(
    purchases: list[tuple[date, int | None]],
) -> None:
    found = trade_timeline(purchases, LIMITS, "CNY")
    assert trade_timeline(reversed(purchases), LIMITS, "CNY") == found
    falls = [found.value_medium_on, found.value_low_on]
    assert all(one < other for one, other in pairwise(each for each in falls if each))
