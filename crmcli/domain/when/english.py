"""Days in English words."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from crmcli.domain.span import length_of
from crmcli.domain.when.asked import Edge, Look
from crmcli.domain.when.nearest import (
    day_of,
    monthday_near,
    weekday_in_week,
    weekday_near,
    yearday_near,
)
from crmcli.domain.when.periods import (
    MONTHS,
    STEPS,
    Period,
    edge_of,
    first_day,
    month_edge_near,
    quarter_edge_near,
)
from crmcli.domain.when.stretches import stretch_named

if TYPE_CHECKING:
    from crmcli.domain.when.asked import Asked

_DAYS: Final = {
    **dict.fromkeys(("today", "eod", "end of day", "cob", "close of business"), 0),
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
_SHORT_EDGES: Final = {"eow": "week", "eom": "month", "eoq": "quarter", "eoy": "year"}
_EDGE_WORDS: Final = (
    (r"(week|month|quarter|year)[ -]end", r"end of \1"),
    (r"(?:the )?(first|last) day of", r"\1 of"),
    (r"^first of", "start of"),
    (r"^last of", "end of"),
)
_MONTH: Final = r"(?P<month>[a-z]{3,9})\.?"
_DAY: Final = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_DATES: Final = (
    rf"{_MONTH}[ -]?{_DAY}(?:,? ?\b(?P<year>[0-9]{{4}}))?",
    rf"(?:the )?{_DAY}(?: of |[ -])?{_MONTH}(?:[, -]+(?P<year>[0-9]{{4}}))?",
)


def read_english(asked: Asked) -> date | None:
    """Read a day such as `tomorrow`, `next fri`, `in 2 weeks`, `end of month` or `1 Dec`.

    `next fri` is in the week after this one and `last fri` the last one before today; `next
    week`, `next month` and `next year` have many days. Weeks end on Sunday.

    Raises:
        AmbiguousDate: two readings are possible, as for `weekend`.
        ValueError: there is no such day.
    """
    words = re.sub(r"^(?:on )?(?:the )?", "", asked.words)
    if words in _DAYS:
        return asked.today + timedelta(days=_DAYS[words])
    for reader in (
        _weekday, _week_and_weekday, _counted, _counted_from, _edge, _monthday,
        _named_date,
    ):  # fmt: skip
        found = reader(asked, words)
        if found is not None:
            return found
    return _left_open(asked, words)


def _weekday(asked: Asked, words: str) -> date | None:
    match = re.fullmatch(r"(?:(?P<which>last|this|next|(?:this )?coming) )?(?P<name>[a-z]+)", words)
    if match is None:
        return None
    which, today = match["which"], asked.today
    if which is not None and which.endswith("coming"):
        which, asked = None, asked._replace(look=Look.AHEAD)
    if match["name"] == "weekend":
        if which is None:
            ends = sorted(weekday_near(day, today, asked.look) for day in (5, 6))
        else:
            ends = [weekday_in_week(day, today, STEPS[which]) for day in (5, 6)]
        return asked.one_of(*ends)
    weekday = _WEEKDAYS.get(match["name"])
    if weekday is None:
        return None
    if which is None:
        return weekday_near(weekday, today, asked.look)
    if which == "last":
        return weekday_near(weekday, today - timedelta(days=1), Look.BACK)
    found = weekday_in_week(weekday, today, STEPS[which])
    if which == "this" and asked.look is Look.AHEAD and found < today:
        raise asked.torn(found, weekday_near(weekday, today, Look.AHEAD))
    return found


def _week_and_weekday(asked: Asked, words: str) -> date | None:
    """Read `friday next week` and `next week friday`."""
    match = re.fullmatch(r"(?P<name>[a-z]+) (?:of )?(?P<which>last|this|next) week", words)
    match = match or re.fullmatch(r"(?P<which>last|this|next) week(?: on)? (?P<name>[a-z]+)", words)
    if match is None or match["name"] not in _WEEKDAYS:
        return None
    return weekday_in_week(_WEEKDAYS[match["name"]], asked.today, STEPS[match["which"]])


def _counted_from(asked: Asked, words: str) -> date | None:
    """Read `a week from friday` and `2 days after 1 Dec`."""
    match = re.fullmatch(r"(?P<length>.+?) (?:from|after) (?P<day>.+)", words)
    span = None if match is None else length_of(match["length"])
    if match is None or span is None:
        return None
    start = read_english(asked._replace(words=match["day"]))
    return None if start is None else span.after(start)


def _left_open(asked: Asked, words: str) -> date | None:
    """Read what names more than one day: `this week`, `december`, `before friday`.

    Raises:
        AmbiguousDate: it is such a phrase, and no edge of it is asked for.
    """
    stretch = stretch_named(asked, words)
    if stretch is not None:
        return asked.one_of(*stretch)
    if words.startswith("before "):
        day = read_english(asked._replace(words=words.removeprefix("before ")))
        if day is not None:
            raise asked.torn(day - timedelta(days=1), day)
    return None


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


def _edge(asked: Asked, words: str) -> date | None:
    words = f"end of {_SHORT_EDGES[words]}" if words in _SHORT_EDGES else words
    for pattern, plain in _EDGE_WORDS:
        words = re.sub(pattern, plain, words)
    match = re.fullmatch(
        r"(?P<edge>start|beginning|end) of (?:(?P<which>the|last|this|next) )?"
        r"(?P<name>[a-z]+|q[1-4])(?: (?P<year>[0-9]{4}))?",
        words,
    )
    if match is None:
        return None
    edge = Edge.END if match["edge"] == "end" else Edge.START
    year = int(match["year"]) if match["year"] else None
    if match["name"][1:].isdecimal():
        return quarter_edge_near(asked, int(match["name"][1:]), edge, year)
    if match["name"] in MONTHS and match["which"] is None:
        return month_edge_near(asked, MONTHS[match["name"]], edge, year)
    if match["name"] not in set(Period) or match["year"]:
        return None
    return edge_of(asked, Period(match["name"]), edge, STEPS.get(match["which"] or ""))


def _monthday(asked: Asked, words: str) -> date | None:
    """Read `the 5th of next month`."""
    match = re.fullmatch(
        r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th) of (?P<which>last|this|next) month", words
    )
    if match is None:
        return None
    first = first_day(Period.MONTH, asked.today, STEPS[match["which"]])
    return day_of(first.year, first.month, int(match["day"]))


def _named_date(asked: Asked, words: str) -> date | None:
    alone = re.fullmatch(r"([0-9]{1,2})(?:st|nd|rd|th)", words)
    if alone:
        return monthday_near(int(alone[1]), asked.today, asked.look)
    match = re.fullmatch(_DATES[0], words) or re.fullmatch(_DATES[1], words)
    if match is None or match["month"] not in MONTHS:
        return _dated_weekday(asked, words)
    month, day = MONTHS[match["month"]], int(match["day"])
    if match["year"]:
        return day_of(int(match["year"]), month, day)
    return yearday_near(month, day, asked.today, asked.look)


def _dated_weekday(asked: Asked, words: str) -> date | None:
    """Read `Tue, 1 Dec 2026`, where the weekday has to be the date's own."""
    name, _, rest = words.partition(" ")
    weekday = _WEEKDAYS.get(name.rstrip(","))
    if weekday is None or not re.search("[0-9]", rest):
        return None
    found = _named_date(asked, rest)
    return found if found is not None and found.weekday() == weekday else None
