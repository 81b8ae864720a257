"""Birthdays as they are typed, and as they are kept."""

from __future__ import annotations

from datetime import date

import pytest

from crmcli.domain.birthday import (
    Birthday,
    NoSuchLeapMonth,
    NoSuchLunarDay,
    UnreadableBirthday,
    kept_birthday,
    read_birthday,
)

TODAY = date(2026, 3, 31)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("1988-05-06", "1988-05-06"),
        ("05-06", "05-06"),
        ("5月6日", "05-06"),
        ("1988年5月6日", "1988-05-06"),
        ("--05-06", "05-06"),
        ("19880506", "1988-05-06"),
        ("02-29", "02-29"),
        ("lunar:1988-08-15", "lunar:1988-08-15"),
        ("lunar 08-15", "lunar:08-15"),
        ("农历八月十五", "lunar:08-15"),
        ("农历腊月三十", "lunar:12-30"),
        ("农历正月初一", "lunar:01-01"),
        ("阴历十二月廿九", "lunar:12-29"),
        ("农历1988年8月15日", "lunar:1988-08-15"),
        ("农历1988年八月十五", "lunar:1988-08-15"),
        ("lunar:1984-L10-05", "lunar:1984-L10-05"),
        ("lunar:l10-05", "lunar:L10-05"),
        ("lunar:leap 10-05", "lunar:L10-05"),
        ("农历闰十月初五", "lunar:L10-05"),
        ("农历閏十月初五", "lunar:L10-05"),
        ("农历1984年闰十月初五", "lunar:1984-L10-05"),
        ("农历1984年闰10月5日", "lunar:1984-L10-05"),
        ("农历一九八八年八月十五", "lunar:1988-08-15"),
        ("农历一九八○年八月十五", "lunar:1980-08-15"),
        ("農曆八月十五", "lunar:08-15"),
        ("农历：八月十五", "lunar:08-15"),
        ("农历:1988-8-15", "lunar:1988-08-15"),
        ("农历1988-8-15", "lunar:1988-08-15"),
        ("1988年农历八月十五", "lunar:1988-08-15"),
        ("一九八八年农历八月十五", "lunar:1988-08-15"),
        ("1988-05-06(农历)", "lunar:1988-05-06"),
        ("1988-05-06（阴历）", "lunar:1988-05-06"),
        ("八月十五（农历）", "lunar:08-15"),
        ("农历八月十五（农历）", "lunar:08-15"),
        ("腊月卅", "lunar:12-30"),
        ("腊月三十", "lunar:12-30"),
        ("臘月三十", "lunar:12-30"),
        ("正月廿五", "lunar:01-25"),
        ("八月初五", "lunar:08-05"),
        ("闰六月初五", "lunar:L06-05"),
        ("1987年闰六月初五", "lunar:1987-L06-05"),
        ("一九八七年腊月初八", "lunar:1987-12-08"),
        ("除夕", "lunar:12-30"),
        ("农历除夕", "lunar:12-30"),
        ("公历1988-05-06", "1988-05-06"),
        ("solar:1988-05-06", "1988-05-06"),
        ("1988-05-06（公历）", "1988-05-06"),
        ("阳历5月6日", "05-06"),
        ("阳历五月六日", "05-06"),
        ("１９８８－０５－０６", "1988-05-06"),
        # It has not begun by then, though its numbers are smaller than today's.
        ("lunar:2025-12-01", "lunar:2025-12-01"),
    ],
)
def test_what_is_read(text: str, kept: str) -> None:
    assert read_birthday(text, TODAY) == kept
    assert str(kept_birthday(kept)) == kept
    assert read_birthday(kept, TODAY) == kept


@pytest.mark.parametrize(
    "text",
    [
        "", "x", "13-01", "02-30", "2025-02-29", "2026-04-01", "lunar:13-01", "lunar:01-31",
        "L06-05", "1987-L06-05", "八月十五", "lunar:2026-02-15", "0000-01-01",
        "八月三十", "一九八八年五月六日", "1988年除夕", "公历腊月初八", "公历除夕",
        "公历闰六月初五",
        "公历1988-05-06(农历)", "8月农历15", "农历", "公历", "农历农历", "lunar:", "农历八月初",
        "腊月", "农历八月卅一", "阳历二月三十日", "阳历八月初五",
    ],
)  # fmt: skip
def test_what_is_refused(text: str) -> None:
    with pytest.raises(UnreadableBirthday):
        read_birthday(text, TODAY)


@pytest.mark.parametrize(
    ("text", "days", "hint"),
    [
        ("lunar:1990-06-30", 29, ("lunar:1990-06-29", "lunar:06-30")),
        ("农历1988年腊月三十", 29, ("lunar:1988-12-29", "lunar:12-30")),
        ("lunar:1987-L06-30", 29, ("lunar:1987-L06-29", "lunar:L06-30")),
    ],
)
def test_a_lunar_day_that_has_never_been_is_refused_with_the_reason(
    text: str, days: int, hint: tuple[str, str]
) -> None:
    with pytest.raises(NoSuchLunarDay) as refused:
        read_birthday(text, TODAY)
    details = refused.value.details
    assert details["days"] == days
    assert (details["last"], details["yearless"]) == hint
    # As it is in a book already, it is a birthday still.
    assert kept_birthday("lunar:1990-06-30") is not None
    assert read_birthday("lunar:1890-06-30", TODAY) == "lunar:1890-06-30"


def test_a_lunar_birthday_is_ahead_by_its_day_not_by_its_numbers() -> None:
    # The first day of the lunar year 2026 is 17 February.
    with pytest.raises(UnreadableBirthday):
        read_birthday("lunar:2026-01-01", date(2026, 2, 16))
    assert read_birthday("lunar:2026-01-01", date(2026, 2, 17)) == "lunar:2026-01-01"


def test_a_leap_month_that_its_year_has_not_got_is_refused_with_the_reason() -> None:
    with pytest.raises(NoSuchLeapMonth) as refused:
        read_birthday("lunar:1985-L10-05", TODAY)
    assert refused.value.code == "unreadable_birthday"
    # Beyond the table nobody can tell.
    assert read_birthday("lunar:1890-L10-05", TODAY) == "lunar:1890-L10-05"


@pytest.mark.parametrize(
    "text", [None, 5, "", "5 May", "1988-5-6", "lunar:", "02-30", "L06-05", "lunar:00-01"]
)
def test_what_another_program_wrote_is_no_kept_birthday(text: object) -> None:
    assert kept_birthday(text) is None


def test_a_kept_birthday_is_taken_apart() -> None:
    assert kept_birthday("lunar:1984-L10-05") == Birthday(1984, 10, 5, lunar=True, leap=True)
    assert kept_birthday("05-06") == Birthday(None, 5, 6)
