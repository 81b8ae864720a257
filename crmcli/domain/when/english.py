"""Days in English words."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from crmcli.domain.span import Span, Unit, length_of
from crmcli.domain.when.asked import Look
from crmcli.domain.when.nearest import (
    monthday_near,
    weekday_in_week,
    weekday_near,
    yearday_near,
)
from crmcli.domain.when.periods import Edge, Period, edge_of, first_day, month_edge_near

if TYPE_CHECKING:
    from crmcli.domain.when.asked import Asked

_DAYS: Final = {
    "today": 0,
    "tomorrow": 1,
    "tmr": 1,
    "tmrw": 1,
    "day after tomorrow": 2,
    "yesterday": -1,
    "day before yesterday": -2,
}
_WEEKDAY_NAMES: Final = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
)  # fmt: skip
_WEEKDAYS: Final = {
    **{name: number for number, name in enumerate(_WEEKDAY_NAMES)},
    **{name[:3]: number for number, name in enumerate(_WEEKDAY_NAMES)},
    "tues": 1,
    "weds": 2,
    "thur": 3,
    "thurs": 3,
}
_MONTH_NAMES: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTHS: Final = {
    **{name: number for number, name in enumerate(_MONTH_NAMES, 1)},
    **{name[:3]: number for number, name in enumerate(_MONTH_NAMES, 1)},
    "sept": 9,
}
_STEPS: Final = {"last": -1, "this": 0, "next": 1}
_SHORT_EDGES: Final = {"eow": "week", "eom": "month", "eoq": "quarter", "eoy": "year"}
_MONTH: Final = r"(?P<month>[a-z]{3,9})\.?"
_DAY: Final = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_DATES: Final = (
    rf"{_MONTH}[ -]?{_DAY}(?:,? ?\b(?P<year>[0-9]{{4}}))?",
    rf"(?:the )?{_DAY}(?: of |[ -])?{_MONTH}(?:[, -]+(?P<year>[0-9]{{4}}))?",
)


def read_english(asked: Asked) -> date | None:
    """Read a day such as `tomorrow`, `next fri`, `in 2 weeks`, `end of month` or `1 Dec`.

    `next fri` is in the week after this one and `last fri` the last one before today; `next
    week` is its Monday; `next month` and `next year` keep the day. Weeks end on Sunday.

    Raises:
        AmbiguousDate: two readings are possible, as for `weekend`.
        ValueError: there is no such day.
    """
    words = re.sub(r"^(?:on |the )", "", asked.words)
    if words in _DAYS:
        return asked.today + timedelta(days=_DAYS[words])
    for reader in (_weekday, _counted, _stepped, _edge, _named_date):
        found = reader(asked, words)
        if found is not None:
            return found
    return None


def _weekday(asked: Asked, words: str) -> date | None:
    match = re.fullmatch(r"(?:(?P<which>last|this|next) )?(?P<name>[a-z]+)", words)
    if match is None:
        return None
    which, today = match["which"], asked.today
    if match["name"] == "weekend":
        if which is None:
            ends = sorted(weekday_near(day, today, asked.look) for day in (5, 6))
        else:
            ends = [weekday_in_week(day, today, _STEPS[which]) for day in (5, 6)]
        raise asked.torn(*ends)
    weekday = _WEEKDAYS.get(match["name"])
    if weekday is None:
        return None
    if which is None:
        return weekday_near(weekday, today, asked.look)
    if which == "last":
        return weekday_near(weekday, today - timedelta(days=1), Look.BACK)
    found = weekday_in_week(weekday, today, _STEPS[which])
    if which == "this" and asked.look is Look.AHEAD and found < today:
        raise asked.torn(found, weekday_near(weekday, today, Look.AHEAD))
    return found


def _counted(asked: Asked, words: str) -> date | None:
    match = re.fullmatch(r"in (?P<ahead>.+)", words) or re.fullmatch(
        r"(?P<length>.+?) (?P<way>ago|from now|from today|later|hence)", words
    )
    if match is None:
        return None
    parts = match.groupdict()
    length = parts.get("ahead") or parts["length"]
    # A lone m is months after a sign, but minutes to anyone who says "30m ago".
    span = None if re.fullmatch("[0-9]+ ?m", length) else length_of(length)
    if span is None:
        return None
    return span.before(asked.today) if parts.get("way") == "ago" else span.after(asked.today)


def _stepped(asked: Asked, words: str) -> date | None:
    match = re.fullmatch(r"(last|next) (week|month|year)", words)
    if match is None:
        return None
    if match[2] == "week":
        return first_day(Period.WEEK, asked.today, _STEPS[match[1]])
    span = Span(1, Unit(match[2]))
    return span.after(asked.today) if match[1] == "next" else span.before(asked.today)


def _edge(asked: Asked, words: str) -> date | None:
    words = f"end of {_SHORT_EDGES[words]}" if words in _SHORT_EDGES else words
    match = re.fullmatch(
        r"(?P<edge>start|beginning|end) of (?:(?P<which>the|last|this|next) )?"
        r"(?P<name>[a-z]+)(?: (?P<year>[0-9]{4}))?",
        words,
    )
    if match is None:
        return None
    edge = Edge.END if match["edge"] == "end" else Edge.START
    if match["name"] in _MONTHS and match["which"] is None:
        year = int(match["year"]) if match["year"] else None
        return month_edge_near(asked, _MONTHS[match["name"]], edge, year)
    if match["name"] not in set(Period) or match["year"]:
        return None
    return edge_of(asked, Period(match["name"]), edge, _STEPS.get(match["which"] or ""))


def _named_date(asked: Asked, words: str) -> date | None:
    alone = re.fullmatch(r"([0-9]{1,2})(?:st|nd|rd|th)", words)
    if alone:
        return monthday_near(int(alone[1]), asked.today, asked.look)
    match = re.fullmatch(_DATES[0], words) or re.fullmatch(_DATES[1], words)
    if match is None or match["month"] not in _MONTHS:
        return _dated_weekday(asked, words)
    month, day = _MONTHS[match["month"]], int(match["day"])
    if match["year"]:
        return date(int(match["year"]), month, day)
    return yearday_near(month, day, asked.today, asked.look)


def _dated_weekday(asked: Asked, words: str) -> date | None:
    """Read `Tue, 1 Dec 2026`, where the weekday has to be the date's own."""
    name, _, rest = words.partition(" ")
    weekday = _WEEKDAYS.get(name.rstrip(","))
    if weekday is None or not re.search("[0-9]", rest):
        return None
    found = _named_date(asked, rest)
    return found if found is not None and found.weekday() == weekday else None
