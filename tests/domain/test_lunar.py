"""The lunar calendar, against almanac facts and against a library of others."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from crmcli.domain.lunar import (
    FIRST_YEAR,
    LAST_YEAR,
    last_lunar_day,
    leap_month,
    lunar_day,
    lunar_month,
)

NEW_YEARS = {
    1900: "1900-01-31", 1949: "1949-01-29", 1976: "1976-01-31", 1985: "1985-02-20",
    2000: "2000-02-05", 2020: "2020-01-25", 2021: "2021-02-12", 2022: "2022-02-01",
    2023: "2023-01-22", 2024: "2024-02-10", 2025: "2025-01-29", 2026: "2026-02-17",
    2027: "2027-02-06", 2028: "2028-01-26", 2029: "2029-02-13", 2030: "2030-02-03",
    2031: "2031-01-23", 2032: "2032-02-11", 2033: "2033-01-31", 2034: "2034-02-19",
    2035: "2035-02-08",
}  # fmt: skip
LEAPS = {
    1984: 10, 1985: None, 1987: 6, 2014: 9, 2017: 6, 2020: 4, 2021: None, 2022: None, 2023: 2,
    2024: None, 2025: 6, 2026: None, 2027: None, 2028: 5, 2029: None, 2030: None, 2031: 3,
    2032: None, 2033: 11, 2034: None,
}  # fmt: skip


@pytest.mark.parametrize(("year", "day"), NEW_YEARS.items())
def test_the_spring_festival_is_where_the_almanac_has_it(year: int, day: str) -> None:
    assert lunar_day(year, 1, 1) == date.fromisoformat(day)


@pytest.mark.parametrize(("year", "month"), LEAPS.items())
def test_leap_months_are_those_of_the_almanac(year: int, month: int | None) -> None:
    assert leap_month(year) == month
    assert [each for each in range(1, 13) if lunar_month(year, each, leap=True)] == [
        *([] if month is None else [month])
    ]


@pytest.mark.parametrize(
    ("lunar", "day"),
    [
        ((2026, 5, 5), "2026-06-19"),
        ((2026, 8, 15), "2026-09-25"),
        ((2026, 9, 9), "2026-10-18"),
        ((2025, 8, 15), "2025-10-06"),
        ((2024, 5, 5), "2024-06-10"),
        ((2025, 6, 1), "2025-06-25"),
        ((2033, 8, 15), "2033-09-08"),
    ],
)
def test_days_within_a_year(lunar: tuple[int, int, int], day: str) -> None:
    assert lunar_day(*lunar) == date.fromisoformat(day)


def test_a_leap_month_follows_the_ordinary_one_of_its_number() -> None:
    assert lunar_day(2025, 6, 1, leap=True) == date(2025, 7, 25)
    assert lunar_day(2025, 7, 1) == date(2025, 8, 23)
    # Of 2033 the almanac's famous case: the leap month is the eleventh, not the seventh.
    assert lunar_day(2033, 11, 1, leap=True) == date(2033, 12, 22)


def test_the_last_day_of_a_year_is_the_29th_or_the_30th() -> None:
    assert last_lunar_day(2025) == date(2026, 2, 16) == lunar_day(2025, 12, 29)
    assert lunar_day(2025, 12, 30) is None
    assert last_lunar_day(2023) == date(2024, 2, 9) == lunar_day(2023, 12, 30)


def test_one_year_begins_where_the_other_ends() -> None:
    for year in range(FIRST_YEAR, LAST_YEAR):
        last = last_lunar_day(year)
        assert last is not None
        assert lunar_day(year + 1, 1, 1) == last + timedelta(days=1)


@pytest.mark.parametrize("year", [FIRST_YEAR - 1, LAST_YEAR + 1])
def test_nothing_is_known_beyond_the_table(year: int) -> None:
    assert lunar_month(year, 1) is None
    assert leap_month(year) is None
    assert last_lunar_day(year) is None
    assert lunar_day(year, 1, 1) is None


@pytest.mark.parametrize(("month", "day"), [(0, 1), (13, 1), (1, 0), (1, 31)])
def test_what_is_no_day_is_none(month: int, day: int) -> None:
    assert lunar_day(2026, month, day) is None


def test_every_month_is_that_of_lunar_python() -> None:
    # Of the extra `dev`.
    library = pytest.importorskip("lunar_python")
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        for each in library.LunarYear.fromYear(year).getMonths():
            if each.getYear() != year:
                continue
            number = each.getMonth()
            first = library.Lunar.fromYmd(year, number, 1).getSolar()
            assert lunar_month(year, abs(number), leap=number < 0) == (
                date(first.getYear(), first.getMonth(), first.getDay()),
                each.getDayCount(),
            )
