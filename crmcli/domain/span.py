"""Lengths of time: the days, weeks, months or years between two contacts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final

from crmcli.domain.numerals import CHINESE_NUMBER, read_number
from crmcli.domain.wording import tidy
from crmcli.errors import NoLength, UnreadableSpan


class Unit(StrEnum):
    """What a length of time is counted in."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


_NOMINAL_DAYS: Final = {Unit.DAY: 1, Unit.WEEK: 7, Unit.MONTH: 30, Unit.YEAR: 365}
_LONGEST_DAYS: Final = 36_500


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time in calendar units; `str` gives the form a user types, such as `2w`.

    Args:
        count: how many units, at least 1 where it is a rhythm of contact.
        unit: the calendar unit; a month or year keeps the day of the month.
    """

    count: int
    unit: Unit

    @property
    def days(self) -> int:
        """Give the nominal length in days, for comparing: 30 for a month, 365 for a year."""
        return self.count * _NOMINAL_DAYS[self.unit]

    def after(self, day: date) -> date:
        """Give the local date this long after a day; a missing month end becomes the last day.

        Beyond the year 9999 the answer is `date.max`.
        """
        try:
            return self._shifted(day, 1)
        except (OverflowError, ValueError):
            return date.max

    def before(self, day: date) -> date:
        """Give the local date this long before a day; a missing month end becomes the last day.

        Before the year 1 the answer is `date.min`.
        """
        try:
            return self._shifted(day, -1)
        except (OverflowError, ValueError):
            return date.min

    def __str__(self) -> str:
        """Give the short form that `read_span` reads."""
        return f"{self.count}{self.unit[0]}"

    def _shifted(self, day: date, sign: int) -> date:
        if self.unit in (Unit.DAY, Unit.WEEK):
            return day + timedelta(days=sign * self.days)
        return _months_later(day, sign * self.count * (12 if self.unit is Unit.YEAR else 1))


@lru_cache(maxsize=4096)
def _months_later(day: date, months: int) -> date:
    # Remembered: a book of a million customers asks for the same few days again and again.
    from dateutil.relativedelta import relativedelta  # noqa: PLC0415 - not for plain days

    moved: date = day + relativedelta(months=months)
    return moved


_UNITS: Final = {
    **dict.fromkeys(("d", "day", "days", "天", "日"), Span(1, Unit.DAY)),
    **dict.fromkeys(("w", "wk", "wks", "week", "weeks"), Span(1, Unit.WEEK)),
    **dict.fromkeys(("周", "个周", "星期", "个星期", "礼拜", "个礼拜"), Span(1, Unit.WEEK)),
    **dict.fromkeys(("fortnight", "fortnights"), Span(2, Unit.WEEK)),
    **dict.fromkeys(("m", "mo", "month", "months", "个月"), Span(1, Unit.MONTH)),
    **dict.fromkeys(("q", "quarter", "quarters", "季度", "个季度"), Span(3, Unit.MONTH)),
    **dict.fromkeys(("y", "yr", "yrs", "year", "years", "年"), Span(1, Unit.YEAR)),
}
_HALVES: Final = {
    "半个月": Span(15, Unit.DAY),
    "半年": Span(6, Unit.MONTH),
    "half a year": Span(6, Unit.MONTH),
}
_RHYTHMS: Final = {
    "daily": Span(1, Unit.DAY),
    "weekly": Span(1, Unit.WEEK),
    "fortnightly": Span(2, Unit.WEEK),
    "monthly": Span(1, Unit.MONTH),
    "quarterly": Span(3, Unit.MONTH),
    "half-yearly": Span(6, Unit.MONTH),
    "yearly": Span(1, Unit.YEAR),
    "annually": Span(1, Unit.YEAR),
    "每月": Span(1, Unit.MONTH),
    "每季": Span(3, Unit.MONTH),
}


def length_of(words: str) -> Span | None:
    """Read a tidy length such as `10d`, `two weeks`, `3个月` or `半年`; None for anything else.

    A count of zero is read; more than 100 years is not. 三季度 is the third quarter, 三个季度 are
    three.
    """
    if words in _HALVES:
        return _HALVES[words]
    if re.fullmatch("[一二三四1-4]季度", words):
        return None
    match = re.fullmatch(rf"([0-9]+|[a-z]+(?= )|{CHINESE_NUMBER}) ?(\S+)", words)
    if match is None or match[2] not in _UNITS:
        return None
    one = _UNITS[match[2]]
    try:
        span = Span(read_number(match[1]) * one.count, one.unit)
    except ValueError:
        return None
    return span if span.days <= _LONGEST_DAYS else None


def read_span(text: str) -> Span:
    """Read a length of time or a rhythm: `10d`, `2 weeks`, `monthly`, `3个月`, `每两周`, `半年`.

    A quarter is three months and half a month (半个月) is 15 days.

    Raises:
        UnreadableSpan: it is none of these, or is longer than 100 years.
        NoLength: it is zero.
    """
    try:
        words = tidy(text)
    except ValueError:
        raise UnreadableSpan(text=text) from None
    span = _RHYTHMS.get(words)
    if span is None:
        rest = re.sub(r"^(?:every |每(?!隔))", "", words)
        span = length_of(rest)
        if span is None and rest != words:
            span = length_of(f"1 {rest}")
    if span is None:
        raise UnreadableSpan(text=text)
    if span.count < 1:
        raise NoLength(text=text)
    return span
