"""On which day each festival is, by calendars of those years."""

from __future__ import annotations

from datetime import date

import pytest

from crmcli.domain.festival import RULES, Festival, festival_day

DAYS = {
    Festival.NEW_YEAR: ("2026-01-01", "2027-01-01"),
    Festival.VALENTINES_DAY: ("2026-02-14", "2027-02-14"),
    Festival.WOMENS_DAY: ("2026-03-08", "2027-03-08"),
    Festival.EASTER: ("2026-04-05", "2027-03-28"),
    Festival.LABOUR_DAY: ("2026-05-01", "2027-05-01"),
    Festival.TEACHERS_DAY: ("2026-09-10", "2027-09-10"),
    Festival.NATIONAL_DAY: ("2026-10-01", "2027-10-01"),
    Festival.THANKSGIVING: ("2026-11-26", "2027-11-25"),
    Festival.CHRISTMAS: ("2026-12-25", "2027-12-25"),
    # Of the lunar years 2026 and 2027.
    Festival.NEW_YEARS_EVE: ("2027-02-05", "2028-01-25"),
    Festival.SPRING_FESTIVAL: ("2026-02-17", "2027-02-06"),
    Festival.LANTERN_FESTIVAL: ("2026-03-03", "2027-02-20"),
    Festival.DRAGON_BOAT: ("2026-06-19", "2027-06-09"),
    Festival.QIXI: ("2026-08-19", "2027-08-08"),
    Festival.MID_AUTUMN: ("2026-09-25", "2027-09-15"),
    Festival.DOUBLE_NINTH: ("2026-10-18", "2027-10-08"),
}


@pytest.mark.parametrize("festival", Festival)
def test_a_festival_is_on_its_day(festival: Festival) -> None:
    days = tuple(date.fromisoformat(each) for each in DAYS[festival])
    assert (festival_day(festival, 2026), festival_day(festival, 2027)) == days


def test_every_festival_has_a_name_and_a_rule_of_its_own() -> None:
    assert set(RULES) == set(Festival)
    assert len({each.name for each in RULES.values()}) == len(Festival)


def test_a_number_in_the_book_stays_that_of_its_festival() -> None:
    # Rows of books name festivals by these: a new one comes last.
    assert [each.value for each in Festival] == [
        "new_year", "valentines_day", "womens_day", "easter", "labour_day", "teachers_day",
        "national_day", "thanksgiving", "christmas", "new_years_eve", "spring_festival",
        "lantern_festival", "dragon_boat", "qixi", "mid_autumn", "double_ninth",
    ]  # fmt: skip
    assert (Festival.NEW_YEAR.number, Festival.DOUBLE_NINTH.number) == (1, 16)
