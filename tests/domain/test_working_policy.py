"""Working days, working hours and the counting of limits as they are typed."""

from __future__ import annotations

from datetime import time

import pytest

from crmcli.domain.working_policy import (
    UnreadableCounting,
    UnreadableWorkingDays,
    UnreadableWorkingHours,
    days_text,
    hours_text,
    read_counting,
    read_working_days,
    read_working_hours,
    working_time,
)

DAYS = {
    "mon-fri": "mon-fri", "mon-sat": "mon-sat", "mon,wed,fri": "mon,wed,fri", "fri": "fri",
    "mon-sun": "mon-sun", "sat-mon": "mon,sat,sun", "Monday to Friday": "mon-fri",
    "周一至周五": "mon-fri", "周一到周六": "mon-sat", "星期一、星期三": "mon,wed",
    "一至五": "mon-fri",
    "周一，周三，周五": "mon,wed,fri", "每天": "mon-sun", "tue, thu": "tue,thu", "周日": "sun",
    "sun-thu": "mon-thu,sun", "mon-wed,fri": "mon-wed,fri", "週一至週五": "mon-fri", "mon,tue":
    "mon,tue", "fri-mon,mon": "mon,fri-sun", "": None, "mon-": None, "-fri": None, "mon-wed-fri":
    None, "funday": None, "1-5": None, "周": None, "mon,,fri": None, "\ud800": None, "x" * 99: None,
}  # fmt: skip

HOURS = {
    "09:00-18:00": "09:00-18:00", "9-18": "09:00-18:00", "9:30-17": "09:30-17:00", "00:00-24:00":
    "00:00-24:00", "9点至18点": "09:00-18:00", "08:00 to 12:00": "08:00-12:00",
    "８:００～１７:００": "08:00-17:00",
    "20:00-00:00": "20:00-24:00", "22:00-06:00": None, "09:00-09:00": None,
    "9": None, "9-25": None, "24:00-25:00": None, "09:60-18:00": None, "": None, "9-5": None,
    "\ud800": None, "nine to five": None, "24-24:01": None,
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), DAYS.items())
def test_working_days_are_read_exactly_or_refused(text: str, expected: str | None) -> None:
    if expected is None:
        with pytest.raises(UnreadableWorkingDays):
            read_working_days(text)
    else:
        days = read_working_days(text)
        assert days_text(days) == expected
        assert read_working_days(expected) == days


@pytest.mark.parametrize(("text", "expected"), HOURS.items())
def test_working_hours_are_read_exactly_or_refused(text: str, expected: str | None) -> None:
    if expected is None:
        with pytest.raises(UnreadableWorkingHours):
            read_working_hours(text)
    else:
        hours = read_working_hours(text)
        assert hours_text(*hours) == expected
        assert read_working_hours(expected) == hours


def test_the_counting_of_limits_is_read_in_both_languages() -> None:
    assert [read_counting(each) for each in ("calendar", "Working", "工作日", "自然日")] == [
        "calendar", "working", "working", "calendar",
    ]  # fmt: skip
    with pytest.raises(UnreadableCounting):
        read_counting("holidays")


def test_three_policies_make_a_working_time() -> None:
    made = working_time("working", "mon-sat", "08:30-17:30")
    assert made.working
    assert made.days == frozenset(range(6))
    assert (made.start, made.end) == (time(8, 30), time(17, 30))
