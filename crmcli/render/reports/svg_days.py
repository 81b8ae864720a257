"""Charts of a page of what happened on which day: a calendar, and a strip for each month."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from crmcli.domain.reports.report import Kind
from crmcli.errors import N_
from crmcli.language import _
from crmcli.render.reports.svg_shapes import framed, pixels, rect, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crmcli.render.reports.svg_shapes import Series

_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_CALENDAR = 98
"""How many days are drawn as a calendar; more are strips, a month each."""

LATEST = 366
"""How many days are drawn at most: the latest."""

_CELL, _HEAD, _STRIP = 36, 18, 26
_LEVELS = 4
_WIDEST = 38
"""How many pixels a figure may take in a calendar on a phone."""


def days_of(labels: Sequence[str]) -> list[date] | None:
    """Read the names of rows as days that follow one another; None where they are none."""
    try:
        days = [date.fromisoformat(each) for each in labels]
    except ValueError:
        return None
    one = timedelta(days=1)
    follow = all(later - day == one for day, later in pairwise(days))
    return days if follow else None


def days_svg(series: Series, days: Sequence[date], key: str) -> str:
    """Draw days, darker in a calendar and higher in a strip where there is more."""
    if len(days) <= _CALENDAR and max(map(pixels, series.texts)) <= _WIDEST:
        return _calendar(series, days, key)
    return _strips(series, days, key)


def _level(series: Series, at: int) -> int:
    """Say how much there is on a day, from 0 for nothing to 4."""
    part = series.part(series.sizes[at])
    return max(1, min(_LEVELS, round(part * _LEVELS))) if part > 0 else 0


def _calendar(series: Series, days: Sequence[date], key: str) -> str:
    shapes = [text(_(name), (at + 0.5) / 7 * 100, 12, "q m") for at, name in enumerate(_WEEKDAYS)]
    offset = days[0].weekday()
    for at, day in enumerate(days):
        shapes += _day(series, at, day, divmod(offset + at, 7))
    weeks = (offset + len(days) + 6) // 7
    return framed(series, key, _HEAD + weeks * _CELL, shapes)


def _day(series: Series, at: int, day: date, place: tuple[int, int]) -> Iterator[str]:
    week, column = place
    left, top = column / 7 * 100, _HEAD + week * _CELL
    level = _level(series, at)
    # The first day of all, and of a month, says which month it is.
    name = f"{day:%m-%d}" if at == 0 or day.day == 1 else str(day.day)
    yield rect(left + 0.4, top, 100 / 7 - 0.8, _CELL - 2, f"l{level}")
    yield text(name, left + 1.4, top + 11, f"d t{level}")
    yield text(series.texts[at], left + 100 / 14, top + 28, f"m t{level}")


def _strips(series: Series, days: Sequence[date], key: str) -> str:
    months: dict[str, list[int]] = defaultdict(list)
    for at, day in enumerate(days):
        months[f"{day:%Y-%m}"].append(at)
    shapes: list[str] = []
    for place, (name, found) in enumerate(months.items()):
        shapes += _strip(series, days, found, name, place * _STRIP)
    return framed(series, key, _STRIP * len(months), shapes)


def _strip(
    series: Series, days: Sequence[date], found: Sequence[int], name: str, top: int
) -> Iterator[str]:
    yield text(name, 0, top + 17, "q")
    if series.column.kind is Kind.COUNT:
        yield text(f"{sum(int(series.sizes[at]) for at in found):,}", 100, top + 17, "e")
    drawn = "".join(
        f"M{days[at].day - 1} 4v-{level}h.8v{level}z"
        for at in found
        if (level := _level(series, at))
    )
    yield (
        f'<svg x="18%" y="{top + 2}" width="64%" height="{_STRIP - 6}" viewBox="0 0 31 4"'
        f' preserveAspectRatio="none"><path d="M0 3.9h31v.1h-31z" class="track"/>'
        f'<path d="{drawn}" class="b"/></svg>'
    )
