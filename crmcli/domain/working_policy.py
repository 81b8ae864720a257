"""Working time as its policies are written: how limits are counted, which days, which hours."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import time
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from crmcli.domain.listed import items
from crmcli.domain.message import Message, message
from crmcli.domain.wording import tidy
from crmcli.domain.working_time import MIDNIGHT, WorkingTime
from crmcli.errors import N_, NC_, UsageFault

if TYPE_CHECKING:
    from crmcli.domain.policy import Policy


class UnreadableCounting(UsageFault):
    """A way to count limits that is none."""

    code = "unreadable_counting"
    sentence = N_("Cannot read {text} as a way to count limits.")
    hint = N_("Limits are counted by the calendar or in working time: calendar or working.")


class UnreadableWorkingDays(UsageFault):
    """Working days that cannot be read."""

    code = "unreadable_working_days"
    sentence = N_("Cannot read {text} as working days.")
    hint = N_("Write them like mon-fri, mon-sat, mon,wed,fri or 周一至周五.")


class UnreadableWorkingHours(UsageFault):
    """Working hours that cannot be read, or that end before they begin."""

    code = "unreadable_working_hours"
    sentence = N_("Cannot read {text} as working hours.")
    hint = N_(
        "Write them like 09:00-18:00; they end on the day they begin, at 24:00 at the latest."
    )


class Counting(StrEnum):
    """How limits are counted."""

    CALENDAR = "calendar"
    WORKING = "working"


_NAMES: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LONG_NAMES: Final = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
)  # fmt: skip
_ENOUGH: Final = 3
"""A run of so many days is written with its ends alone."""


def working_time(counting: str, days: str, hours: str) -> WorkingTime:
    """Make the working time of three policies.

    Args:
        counting: `calendar` or `working`.
        days: such as `mon-fri`.
        hours: such as `09:00-18:00`.

    Raises:
        UnreadableCounting, UnreadableWorkingDays, UnreadableWorkingHours: one cannot be read.
    """
    start, end = read_working_hours(hours)
    working = read_counting(counting) is Counting.WORKING
    return WorkingTime(read_working_days(days), start, end, working)


def working_time_of(policy: Policy) -> WorkingTime:
    """Take the working time from the policy in force."""
    names = ("limits", "working.days", "working.hours")
    found = working_time(*(policy.word(name) for name in names))
    return replace(found, calendar=policy.calendar)


def read_counting(text: str) -> Counting:
    """Read how limits are counted: `calendar`, `working`, 自然日 or 工作日.

    Raises:
        UnreadableCounting: it is none of these.
    """
    try:
        return _COUNTINGS[tidy(text)]
    except (KeyError, ValueError):
        raise UnreadableCounting(text=text) from None


_COUNTINGS: Final = {
    **dict.fromkeys(
        ("calendar", "calendar days", "自然日", "自然", "自然天", "日历", "日历日"),
        Counting.CALENDAR,
    ),
    **dict.fromkeys(
        ("working", "working time", "working days", "工作日", "工作", "工作天", "工作时间"),
        Counting.WORKING,
    ),
}


def read_working_days(text: str) -> frozenset[int]:
    """Read working days: `mon-fri`, `mon,wed,fri`, `sat-mon`, 周一至周五, 每天.

    Returns:
        The days, 0 for Monday to 6 for Sunday.

    Raises:
        UnreadableWorkingDays: a day or the order of a list cannot be read, or there is none.
    """
    days: set[int] = set()
    try:
        words = tidy(text)
        if words in _EVERY_DAY:
            return frozenset(range(7))
        for part in re.split(r" ?[,;、] ?| and |和", words):
            first, *others = re.split(r" ?(?:-|~|至|到| to ) ?", part)
            last = others[0] if others else first
            begin, end = _weekday(first), _weekday(last)
            if len(others) > 1:
                raise UnreadableWorkingDays(text=text)
            days.update((begin + at) % 7 for at in range((end - begin) % 7 + 1))
    except (ValueError, KeyError):
        raise UnreadableWorkingDays(text=text) from None
    return frozenset(days)


_EVERY_DAY: Final = frozenset({"daily", "every day", "每天", "天天"})
_WEEKDAYS: Final = {
    **{name: number for names in (_NAMES, _LONG_NAMES) for number, name in enumerate(names)},
    **{name: number for number, name in enumerate("一二三四五六日")},
    "tues": 1, "thur": 3, "thurs": 3, "天": 6,
}  # fmt: skip


def _weekday(words: str) -> int:
    return _WEEKDAYS[re.sub("^(?:周|星期|礼拜)(?=.)", "", words)]


def days_text(days: frozenset[int]) -> str:
    """Write working days in the form that `read_working_days` reads, such as `mon-fri,sun`."""
    return ",".join(
        f"{_NAMES[run[0]]}-{_NAMES[run[-1]]}"
        if len(run) >= _ENOUGH
        else ",".join(_NAMES[day] for day in run)
        for run in _runs(days)
    )


def days_told(days: frozenset[int]) -> Message:
    """Say working days in words, such as `Mon to Fri, Sun`."""
    told = []
    for run in _runs(days):
        first, last = (message(_WORDS[day]) for day in (run[0], run[-1]))
        if len(run) >= _ENOUGH:
            told.append(message(NC_("working days", "{first} to {last}"), first=first, last=last))
        else:
            told += [message(_WORDS[day]) for day in run]
    return items(told)


_WORDS: Final = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))


def _runs(days: frozenset[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for day in sorted(days):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def read_working_hours(text: str) -> tuple[time, time]:
    """Read working hours: `09:00-18:00`, `9-18`, 9点至18点; `24:00` is the end of the day.

    Returns:
        When work begins and ends; the end of the day is midnight.

    Raises:
        UnreadableWorkingHours: they cannot be read, or end before they begin.
    """
    try:
        match = re.fullmatch(rf"{_CLOCK} ?(?:-|~|至|到|to) ?{_CLOCK}", tidy(text))
        if match is None:
            raise UnreadableWorkingHours(text=text)
        start = time(int(match[1]), int(match[2] or 0))
        hour, minute = int(match[3]), int(match[4] or 0)
        end = MIDNIGHT if (hour, minute) == (24, 0) else time(hour, minute)
    except ValueError:
        raise UnreadableWorkingHours(text=text) from None
    if end != MIDNIGHT and end <= start:
        raise UnreadableWorkingHours(text=text)
    return start, end


_CLOCK: Final = "([0-9]{1,2})(?::([0-9]{2})|点)?"


def hours_text(start: time, end: time) -> str:
    """Write working hours in the form that `read_working_hours` reads, such as `09:00-18:00`."""
    last = "24:00" if end == MIDNIGHT else f"{end:%H:%M}"
    return f"{start:%H:%M}-{last}"
