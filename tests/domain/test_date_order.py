"""Dates whose year comes last, and days a spreadsheet keeps as numbers."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.date_order import DateOrder, from_serial, has_year_last, year_first

TODAY = date(2026, 11, 30)
DAY, MONTH = DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST


@pytest.mark.parametrize(
    ("text", "order", "read"),
    [
        ("5/6/2026", DAY, "2026-06-05"), ("5/6/2026", MONTH, "2026-05-06"),
        ("05.06.2026 14:30", DAY, "2026-06-05 14:30"), ("5-6-26", MONTH, "2026-05-06"),
        ("1/2/88", MONTH, "1988-01-02"), ("1/2/46", DAY, "2046-02-01"),
        ("5/6/2026", None, "5/6/2026"), ("2026/5/6", DAY, "2026/5/6"), ("明天", DAY, "明天"),
        ("5/6-2026", DAY, "5/6-2026"), ("1/2/345678", DAY, "1/2/345678"),
    ],
)  # fmt: skip
def test_a_date_is_turned_round_where_somebody_said_how(
    text: str, order: DateOrder | None, read: str
) -> None:
    assert year_first(text, order, TODAY) == read


@given(st.dates(date(1950, 1, 1), date(2046, 12, 31)))
def test_both_orders_read_what_they_say(day: date) -> None:
    assert year_first(f"{day.day}/{day.month}/{day.year}", DAY, TODAY) == day.isoformat()
    assert year_first(f"{day.month}.{day.day}.{day.year}", MONTH, TODAY) == day.isoformat()


def test_only_a_date_with_its_year_last_has_it_last() -> None:
    assert has_year_last("5/6/2026")
    assert not has_year_last("周末")


@pytest.mark.parametrize(
    ("text", "day"),
    [("46000", "2025-12-09"), ("46000.0", "2025-12-09"), ("32268", "1988-05-05"),
     ("1988", "1988"), ("20261105", "20261105"), ("4600.5", "4600.5")],
)  # fmt: skip
def test_a_spreadsheets_number_is_the_day_it_stands_for(text: str, day: str) -> None:
    assert from_serial(text) == day
