"""Dates in figures, and days counted from today with a sign."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from crmcli.domain.span import length_of
from crmcli.domain.when.nearest import day_of, yearday_near

if TYPE_CHECKING:
    from crmcli.domain.when.asked import Asked

_YEAR_FIRST: Final = (
    r"([0-9]{4})(?P<mark>[-/.])([0-9]{1,2})(?P=mark)([0-9]{1,2})",
    r"([0-9]{4})(?P<mark>)([0-9]{2})([0-9]{2})",
)
_YEAR_LAST: Final = r"([0-9]{1,2})(?P<mark>[-/.])([0-9]{1,2})(?P=mark)(?P<year>[0-9]{4})"
_NO_YEAR: Final = r"([0-9]{1,2})(?P<mark>[-/])([0-9]{1,2})(?P<year>)"


def read_plain(asked: Asked) -> date | None:
    """Read `2026-12-01`, `2026/12/1`, `20261201`, `25/12/2026`, `12/25` or `+3d`.

    Figures without the year in front are read only if one order of day and month is possible.
    A sign decides the direction whatever the look.

    Raises:
        AmbiguousDate: both day first and month first are possible, and differ.
        ValueError: there is no such day.
    """
    words = asked.words
    signed = re.fullmatch(r"([+-]) ?(.+)", words)
    if signed:
        span = length_of(signed[2])
        if span is None:
            return None
        return span.after(asked.today) if signed[1] == "+" else span.before(asked.today)
    for pattern in _YEAR_FIRST:
        match = re.fullmatch(pattern, words)
        if match:
            return day_of(int(match[1]), int(match[3]), int(match[4]))
    match = re.fullmatch(_YEAR_LAST, words) or re.fullmatch(_NO_YEAR, words)
    if match is None:
        return None
    year = int(match["year"]) if match["year"] else None
    one, other = int(match[1]), int(match[3])
    found = {
        day
        for day in (_reading(asked, year, one, other), _reading(asked, year, other, one))
        if day is not None
    }
    if not found:
        return None
    first, last = min(found), max(found)
    if first != last:
        raise asked.torn(first, last)
    return first


def _reading(asked: Asked, year: int | None, month: int, day: int) -> date | None:
    try:
        if year is None:
            return yearday_near(month, day, asked.today, asked.look)
        return date(year, month, day)
    except ValueError:
        return None
