"""What became of a figure, told without colour."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.reports.figures import Mean, Median, Share, Sums, sums_of
from crmcli.render.reports.changes import change_text
from crmcli.render.reports.marks import ASCII, BLOCKS

if TYPE_CHECKING:
    from crmcli.domain.reports.report import Cell


def cny(minor: int) -> Sums:
    return sums_of({"CNY": minor}, minor, "CNY")


def without_rate(**minor: int) -> Sums:
    return sums_of(minor, None, "CNY")


@pytest.mark.parametrize(
    ("now", "then", "expected"),
    [
        (12, 9, "+3"),
        (9, 12, "-3"),
        (5000, 0, "+5,000"),
        (4, 4, "="),
        (0, 0, "="),
        (Share(1, 2), Share(1, 4), "+25 pts"),
        (Share(1, 3), Share(1, 2), "-16.7 pts"),
        (Share(2, 4), Share(1, 2), "="),
        (Share(1, 3), Share(0, 0), "no data"),
        (Share(0, 0), Share(0, 0), "no data"),
        (Mean(13, 3), Mean(14, 3), "-0.34"),
        (Mean(13, 3), Mean(0, 0), "no data"),
        (Median(Fraction(13, 2), 4), Median(Fraction(6), 2), "+0.5"),
        (Median(None, 0), Median(Fraction(6), 2), "no data"),
        (cny(112), cny(100), "+12%"),
        (cny(100), cny(112), "-10.7%"),
        (cny(0), cny(100), "-100%"),
        (cny(1), cny(100_000), "-99.9%"),
        (cny(100_001), cny(100_000), "+0%"),
        (cny(99_999), cny(100_000), "-0%"),
        (cny(999), cny(100), "+899%"),
        (cny(1000), cny(100), "10×"),
        (cny(100), cny(0), "from 0"),
        (cny(-100), cny(0), "from 0"),
        (cny(100), cny(-100), "up"),
        (cny(-200), cny(-100), "down"),
        (cny(0), cny(0), "="),
        (without_rate(USD=300), without_rate(USD=200), "+50%"),
        (without_rate(USD=300, EUR=1), without_rate(USD=200), "no rate"),
        (without_rate(USD=300, EUR=1), without_rate(USD=300, EUR=1), "="),
        ("a", "b", ""),
        (None, None, ""),
    ],
)
def test_a_change_has_a_sign_or_a_word(now: Cell, then: Cell, expected: str) -> None:
    assert change_text(now, then, BLOCKS) == expected


def test_times_are_plain_where_the_terminal_is() -> None:
    assert change_text(cny(5000), cny(100), ASCII) == "50x"


@given(st.integers(0, 10**12), st.integers(1, 10**12))
def test_a_sign_never_lies(now: int, then: int) -> None:
    text = change_text(cny(now), cny(then), BLOCKS)
    more = text.startswith("+") or text.endswith("×")
    assert (more, text.startswith("-"), text == "=") == (now > then, now < then, now == then)
    assert (text == "-100%") == (now == 0)
