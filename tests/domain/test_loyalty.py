"""Loyalty points: what a purchase brings, how they are read, and which level they make."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.currency import decimals
from crmcli.domain.loyalty import UnreadablePoints, points_for, read_points
from crmcli.domain.loyalty_levels import (
    MOST_POINTS,
    Level,
    level_after,
    level_of,
    levels_text,
    read_levels,
)

LEVELS = (Level("silver", 1000), Level("gold", 5000))


@pytest.mark.parametrize(
    ("minor", "currency", "per_hundred", "points"),
    [
        (99_999, "CNY", 1, 9),
        (100_000, "CNY", 1, 10),
        (9_999, "CNY", 1, 0),
        (99, "CNY", 100, 0),
        (100, "CNY", 100, 1),
        (250, "JPY", 2, 5),
        (100_000, "BHD", 1, 1),
        (99_999, "BHD", 1, 0),
        (50, "CNY", 200, 1),
        (100_000, "CNY", 0, 0),
        (0, "CNY", 10, 0),
        (-100_000, "CNY", 1, 0),
        (2**63 - 1, "JPY", 10**12, MOST_POINTS),
    ],
)
def test_a_purchase_brings_points_for_each_hundred_units_rounded_down(
    minor: int, currency: str, per_hundred: int, points: int
) -> None:
    assert points_for(minor, currency, per_hundred) == points


@given(st.integers(0, 10**13), st.sampled_from(["CNY", "JPY", "BHD"]), st.integers(0, 1000))
def test_no_point_is_given_before_its_amount_is_reached(
    minor: int, currency: str, per_hundred: int
) -> None:
    points = points_for(minor, currency, per_hundred)
    unit = 10 ** decimals(currency)
    assert points * 100 * unit <= minor * per_hundred < (points + 1) * 100 * unit


@pytest.mark.parametrize(
    ("text", "signed", "points"),
    [
        ("200", False, 200),
        (" 1,000 ", False, 1000),
        ("２００", False, 200),
        ("+200", True, 200),
        ("-200", True, -200),
        ("−200", True, -200),
        ("－２００", True, -200),
        ("200", True, 200),
        (str(MOST_POINTS), False, MOST_POINTS),
    ],
)
def test_points_are_whole_numbers(text: str, points: int, *, signed: bool) -> None:
    assert read_points(text, signed=signed) == points


@pytest.mark.parametrize("signed", [False, True])
@pytest.mark.parametrize(
    "text", ["", "0", "-0", "1.5", "1e3", "ten", "--5", "1 000", "10,00", "²", str(MOST_POINTS + 1)]
)
def test_what_is_no_number_of_points_is_refused(text: str, *, signed: bool) -> None:
    with pytest.raises(UnreadablePoints):
        read_points(text, signed=signed)


@pytest.mark.parametrize("text", ["-5", "+5"])
def test_what_is_redeemed_has_no_sign(text: str) -> None:
    with pytest.raises(UnreadablePoints):
        read_points(text)


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("off", ()),
        ("OFF", ()),
        ("silver:1000,gold:5000", LEVELS),
        (" silver : 1000 , gold:5000 ", LEVELS),
        ("银卡：1000，金卡：5000", (Level("银卡", 1000), Level("金卡", 5000))),
        ("member:0", (Level("member", 0),)),
    ],
)
def test_levels_are_read_and_written_back(text: str, levels: tuple[Level, ...]) -> None:
    assert read_levels(text) == levels
    assert read_levels(levels_text(levels)) == levels


@pytest.mark.parametrize(
    "text",
    [
        *("", "silver", "silver:", ":1000", "silver:ten", "silver:-1", "silver:1.5", "off,a:1"),
        *("a:1,", "silver:5000,gold:1000", "a:1,b:1", "a:1,a:2", f"a:{MOST_POINTS + 1}", "a\tb:1"),
    ],
)
def test_levels_that_do_not_grow_or_have_no_name_or_number_are_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whoever reads a policy says what it can be
        read_levels(text)


@pytest.mark.parametrize(
    ("earned", "level", "after"),
    [
        (-5, None, "silver"),
        (999, None, "silver"),
        (1000, "silver", "gold"),
        (4999, "silver", "gold"),
        (5000, "gold", None),
    ],
)
def test_a_level_is_reached_with_its_points(
    earned: int, level: str | None, after: str | None
) -> None:
    at, above = level_of(earned, LEVELS), level_after(earned, LEVELS)
    assert (None if at is None else at.name) == level
    assert (None if above is None else above.name) == after
    assert level_of(earned, ()) is level_after(earned, ()) is None
