"""The period a report is about: from a first to a last local date, and the one before it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from crmcli.domain.numerals import CHINESE_NUMBER, read_number
from crmcli.domain.span import Span, Unit
from crmcli.domain.when.asked import Edge, Look
from crmcli.domain.when.periods import Period, first_day, last_day
from crmcli.domain.when.reading import read_day
from crmcli.domain.wording import tidy
from crmcli.errors import N_, UnreadableDate, UsageFault


class UnreadablePeriod(UsageFault):
    """A text that names no period."""

    code = "unreadable_period"
    sentence = N_("Cannot read {text} as a period.")
    hint = N_(
        "Write it like this-month, last-quarter, last-30-days, 2026, 2026-Q3, 2026-11, 2026-W48,"
        " 2026-11-01..today, or all."
    )


class PeriodEndsBeforeStart(UsageFault):
    """A period without any day."""

    code = "ends_before_start"
    sentence = N_("The period ends on {last}, before it begins on {first}.")


class NothingBefore(UsageFault):
    """A period without a beginning, compared with the one before it."""

    code = "nothing_before"
    sentence = N_("A period without a beginning has none before it to compare with.")
    hint = N_("Name one that begins, as in --period this-year --compare.")


@dataclass(frozen=True, slots=True)
class ReportPeriod:
    """A stretch of local dates.

    Args:
        first: its first day; None for the beginning of the book.
        last: its last day; None for no end.
        calendar: the kind of calendar period it is, whole; None for any other stretch.
    """

    first: date | None
    last: date | None
    calendar: Period | None = None

    @property
    def since(self) -> date:
        """The first day, or the first there is."""
        return self.first or date.min

    @property
    def until(self) -> date:
        """The last day, or the last there is."""
        return self.last or date.max

    @property
    def days(self) -> int | None:
        """How many days it has; None where it has no beginning or no end."""
        if self.first is None or self.last is None:
            return None
        return (self.last - self.first).days + 1

    def holds(self, day: date) -> bool:
        """Tell whether a day is in it."""
        return self.since <= day <= self.until

    def before(self) -> ReportPeriod:
        """Give the period before: the calendar's, else as many days that end the day before.

        Raises:
            NothingBefore: it has no beginning or no end, or there are no dates before it.
        """
        if self.first is None or self.last is None:
            raise NothingBefore
        try:
            if self.calendar is not None:
                return calendar_period(self.calendar, self.first, -1)
            last = self.first - timedelta(days=1)
            return ReportPeriod(last - (self.last - self.first), last)
        except (ValueError, OverflowError):
            raise NothingBefore from None


def coming_before(period: ReportPeriod, today: date) -> ReportPeriod | None:
    """Give of the period before a period the days that are still to come; None if there are none.

    Args:
        period: the period.
        today: the local date, which is to come.

    Raises:
        NothingBefore: it has no beginning or no end, or there are no dates before it.
    """
    before = period.before()
    if before.until < today:
        return None
    return ReportPeriod(max(before.since, today), before.last)


def calendar_period(kind: Period, day: date, steps: int = 0) -> ReportPeriod:
    """Give the calendar period so many periods from the one around a day.

    Raises:
        ValueError or OverflowError: it lies outside the years 1 to 9999.
    """
    return ReportPeriod(first_day(kind, day, steps), last_day(kind, day, steps), kind)


def read_period(text: str, today: date) -> ReportPeriod:
    """Read a period as people type it (interface.md section 4).

    These are `this-month`, `last quarter`, `next-week`, `today`, `last-30-days`, `2026`, `2026-Q3`,
    `2026-11`, `2026-W48`, `FROM..TO` with date phrases that look back, either of which may be
    missing and either of which may be a period, one date phrase for that day, `all`, and the same
    in Chinese: 本月, 上季度, 近30天, 2026年11月, 2026年1月至今.

    Args:
        text: what was typed.
        today: the local date of the run.

    Raises:
        UnreadablePeriod: it names none, or there is no such one.
        PeriodEndsBeforeStart: its last day comes before its first.
        UnreadableDate, AmbiguousDate: a date in it cannot be read.
    """
    try:
        found = _read(tidy(text).replace("_", " "), today)
    except (ValueError, OverflowError):
        found = None
    if found is None:
        found = _between(text, today)
    if found.since > found.until:
        raise PeriodEndsBeforeStart(first=found.since, last=found.until)
    return found


_ALL: Final = {"all", "ever", "all time", "全部", "所有", "至今"}
_STEPS: Final = {
    "this": 0, "current": 0, "last": -1, "previous": -1, "next": 1,
    "本": 0, "这": 0, "这个": 0, "今": 0, "上": -1, "上个": -1, "去": -1,
    "下": 1, "下个": 1, "明": 1, "前": -2,
}  # fmt: skip
_KINDS: Final = {
    "week": Period.WEEK, "month": Period.MONTH, "quarter": Period.QUARTER, "year": Period.YEAR,
    "周": Period.WEEK, "星期": Period.WEEK, "礼拜": Period.WEEK, "月": Period.MONTH,
    "季度": Period.QUARTER, "季": Period.QUARTER, "年": Period.YEAR, "年度": Period.YEAR,
}  # fmt: skip
_NAMED: Final = re.compile(
    r"(?P<step>this|current|last|previous|next|本|这个?|今|上个?|去|下个?|明|前)[ -]?"
    r"(?P<kind>week|month|quarter|year|周|星期|礼拜|月|季度?|年度?)"
)
_YEAR_WORDS: Final = {"今", "去", "明", "前"}
"""Chinese words that go with a year alone: 今月 is no month."""

_LATEST: Final = re.compile(
    r"(?:last|past)[ -]?(?P<count>[0-9]+)[ -]?(?P<unit>day|week|month|year)s?"
    rf"|(?:近|最近|过去)(?P<number>{CHINESE_NUMBER})(?P<of>[天日周年]|个?星期|个月)"
)
_UNITS: Final = {
    "day": Unit.DAY, "week": Unit.WEEK, "month": Unit.MONTH, "year": Unit.YEAR,
    "天": Unit.DAY, "日": Unit.DAY, "周": Unit.WEEK, "星期": Unit.WEEK, "个星期": Unit.WEEK,
    "个月": Unit.MONTH, "年": Unit.YEAR,
}  # fmt: skip
_YEAR: Final = re.compile(r"(?P<year>[0-9]{4})年?")
_QUARTER: Final = re.compile(
    r"(?P<year>[0-9]{4})(?:年|-| )?(?:q|第)?(?P<quarter>[1-4一二三四])(?P<tail>季度?)?"
)
_MONTH: Final = re.compile(r"(?P<year>[0-9]{4})(?:-|/|年)(?P<month>[0-9]{1,2})月?")
_WEEK: Final = re.compile(r"(?P<year>[0-9]{4})-? ?w(?P<week>[0-9]{1,2})")


def _read(words: str, today: date) -> ReportPeriod | None:
    if words in _ALL:
        return ReportPeriod(None, None)
    if named := _NAMED.fullmatch(words):
        step, kind = named["step"], _KINDS[named["kind"]]
        if step in _YEAR_WORDS and kind is not Period.YEAR:
            return None
        return calendar_period(kind, today, _STEPS[step])
    if latest := _LATEST.fullmatch(words):
        count = read_number(latest["count"] or latest["number"])
        span = Span(count, _UNITS[latest["unit"] or latest["of"]])
        return ReportPeriod(span.before(today) + timedelta(days=1), today) if count else None
    return _numbered(words)


def _numbered(words: str) -> ReportPeriod | None:
    if year := _YEAR.fullmatch(words):
        return calendar_period(Period.YEAR, date(int(year["year"]), 1, 1))
    quarter = _QUARTER.fullmatch(words)
    if quarter and ("q" in words or quarter["tail"]):
        month = 3 * read_number(quarter["quarter"]) - 2
        return calendar_period(Period.QUARTER, date(int(quarter["year"]), month, 1))
    if named := _MONTH.fullmatch(words):
        return calendar_period(Period.MONTH, date(int(named["year"]), int(named["month"]), 1))
    if week := _WEEK.fullmatch(words):
        monday = date.fromisocalendar(int(week["year"]), int(week["week"]), 1)
        return calendar_period(Period.WEEK, monday)
    return None


_TO: Final = re.compile(r"\s*(?:\.{2,3}|…|～|~|到|至)\s*")


def _between(text: str, today: date) -> ReportPeriod:
    parts = _TO.split(text.strip(), maxsplit=1)
    if not any(parts) or len(text) > _LONGEST:
        raise UnreadablePeriod(text=text)
    if len(parts) == 1:
        try:
            return _days(text, today)
        except UnreadableDate:
            raise UnreadablePeriod(text=text) from None
    first, last = (_edge(each, today) if each else None for each in parts)
    start = None if first is None else first.first
    return ReportPeriod(start, None if last is None else last.last)


def _edge(text: str, today: date) -> ReportPeriod:
    """Read one side of `FROM..TO`: a day, or a period whose first or last day is meant."""
    if text.lower() in _NOW:
        return ReportPeriod(today, today)
    try:
        found = _read(tidy(text).replace("_", " "), today)
    except (ValueError, OverflowError):
        found = None
    return _days(text, today) if found is None else found


def _days(text: str, today: date) -> ReportPeriod:
    """Read a day, or a stretch of days such as 10月 and `last weekend`."""
    first, last = (read_day(text, today=today, look=Look.BACK, edge=each) for each in Edge)
    return ReportPeriod(first, last)


_NOW: Final = {"今", "now", "现在"}
_LONGEST = 100
