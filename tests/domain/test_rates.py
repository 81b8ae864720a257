"""Rates: read exactly, valid from their day on, and rounded once."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.currency import decimals
from crmcli.domain.money import LARGEST_MINOR, Money
from crmcli.domain.rates import Rate, Rates, UnreadableRate, read_rate

CURRENCIES = st.sampled_from(["CNY", "JPY", "BHD", "CLF", "EUR"])


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("7.12", "7.12"),
        ("7.1200", "7.12"),
        ("007", "7"),
        ("150", "150"),
        ("0.0491", "0.0491"),
        (" ７．１ ", "7.1"),
        ("999999999999.999999999999", "999999999999.999999999999"),
    ],
)
def test_a_rate_is_read_exactly_and_kept_in_one_form(text: str, written: str) -> None:
    assert str(read_rate(text)) == written
    assert read_rate(written) == read_rate(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "0", "0.000", "-7", "+7", "7,12", "1/7", "7e3", "seven", "7.", ".5", "1 2", "nan"),
        *("7²", "७", "1" * 13, "0." + "1" * 13),
    ],
)
def test_what_is_no_positive_number_is_refused(text: str) -> None:
    with pytest.raises(UnreadableRate):
        read_rate(text)


@pytest.mark.parametrize(
    ("amount", "rate", "into", "minor"),
    [
        (Money(10_000, "USD"), "7.12", "CNY", 71_200),
        (Money(100, "JPY"), "0.0491", "CNY", 491),
        (Money(1_000, "BHD"), "18.9", "CNY", 1_890),
        (Money(1_001, "BHD"), "18.9", "CNY", 1_892),
        (Money(100, "CNY"), "20.3", "JPY", 20),
        (Money(712, "CNY"), "0.05", "BHD", 356),
        (Money(10_000, "CLF"), "38.5", "BHD", 38_500),
        (Money(1, "CNY"), "0.5", "EUR", 0),
        (Money(3, "CNY"), "0.5", "EUR", 2),
        (Money(5, "CNY"), "0.5", "EUR", 2),
        (Money(5, "CNY"), "0.500000000001", "EUR", 3),
    ],
)
def test_amounts_are_converted_with_the_decimals_of_both_and_rounded_half_to_even(
    amount: Money, rate: str, into: str, minor: int
) -> None:
    assert read_rate(rate).converted(amount, into) == minor


@given(
    minor=st.integers(0, LARGEST_MINOR),
    digits=st.integers(1, 10**24),
    places=st.integers(0, 12),
    pair=st.tuples(CURRENCIES, CURRENCIES),
)
def test_it_is_what_decimal_arithmetic_says(
    minor: int, digits: int, places: int, pair: tuple[str, str]
) -> None:
    of, into = pair
    exact = Decimal(minor * digits).scaleb(decimals(into) - decimals(of) - places)
    rounded = int(exact.to_integral_value(ROUND_HALF_EVEN)) if len(str(minor * digits)) < 28 else 0
    if rounded:
        assert Rate(digits, places).converted(Money(minor, of), into) == rounded


def test_the_rate_of_a_day_is_the_latest_one_stated_by_then() -> None:
    old, new = read_rate("7"), read_rate("8")
    stated = [("USD", date(2026, 3, 1), new), ("USD", date(2026, 1, 1), old)]
    rates = Rates("CNY", stated)
    hundred = Money(10_000, "USD")

    def worth(day: date) -> int | None:
        return rates.book_minor(hundred, day)

    assert worth(date(2025, 12, 31)) is None
    assert worth(date(2026, 1, 1)) == 70_000
    assert worth(date(2026, 2, 28)) == 70_000
    assert worth(date(2026, 3, 1)) == 80_000
    assert worth(date(2030, 1, 1)) == 80_000
    found = rates.on("USD", date(2026, 2, 1))
    assert found is not None
    assert (found.day, found.rate) == (date(2026, 1, 1), old)


def test_the_books_own_currency_needs_no_rate_and_others_do() -> None:
    rates = Rates("CNY", [])
    assert rates.book_minor(Money(5, "CNY"), date(2026, 1, 1)) == 5
    assert rates.book_minor(Money(5, "JPY"), date(2026, 1, 1)) is None
    assert rates.on("JPY", date(2026, 1, 1)) is None


def test_what_no_book_can_hold_is_not_known() -> None:
    rates = Rates("CNY", [("USD", date(2026, 1, 1), read_rate("2"))])
    assert rates.book_minor(Money(LARGEST_MINOR // 2, "USD"), date(2026, 1, 1)) == LARGEST_MINOR - 1
    assert rates.book_minor(Money(LARGEST_MINOR, "USD"), date(2026, 1, 1)) is None
