"""A strip of days like a calendar: a column for each week, darker where there is more."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from crmcli.errors import N_
from crmcli.language import _
from crmcli.render.folding import folded
from crmcli.render.reports.grid_lines import CHART
from crmcli.render.tables import styled
from crmcli.render.width import padded, width

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from crmcli.render.reports.marks import Marks

_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_MONTHS = (
    N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
    N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
)  # fmt: skip
_WEEK = 7
_WEEKS_OF_YEAR = 54
"""In how many weeks a year has a part at the most."""
_YEAR_ROOM = 4


@dataclass(frozen=True, slots=True)
class Days:
    """What there is on each day of a stretch.

    Args:
        first: its first day.
        last: its last day.
        values: how large that is, for each day that has something.
        texts: the same in words.
        known: the last day of which it is known that there is nothing; later ones are blank.
        written: whether the words are short enough to be written on the days.
    """

    first: date
    last: date
    values: Mapping[date, Fraction]
    texts: Mapping[date, str]
    known: date
    written: bool = False

    @property
    def monday(self) -> date:
        """The Monday of its first week, or the first day there is."""
        ordinal = self.first.toordinal() - self.first.weekday()
        return date.fromordinal(max(1, ordinal))

    @property
    def weeks(self) -> int:
        """In how many weeks it has a part."""
        return (self.last - self.monday).days // _WEEK + 1


def heat_lines(days: Days, room: int, marks: Marks) -> Iterator[str]:
    """Draw a strip of days; one that is too long for a line goes on below, a year at a time.

    Args:
        days: the days.
        room: how many columns there are.
        marks: the characters to draw with.
    """
    label = 1 + max(_YEAR_ROOM, *(width(_(each)) for each in _WEEKDAYS))
    parts = list(_parts(days, room - label))
    size = _size(days, max(each.weeks for each in parts), room - label)
    shades = shades_of(days, marks)
    for part in parts:
        if len(parts) > 1 and not any(part.first <= each <= part.last for each in days.values):
            text = _("{first} to {last}: nothing.").format(first=part.first, last=part.last)
            yield from (f"{line}\n" for line in folded(text, room, "  "))
            continue
        yield f"{_months(part, label, size, room)}\n"
        for weekday, name in enumerate(_WEEKDAYS):
            cells = (_cell(part, day, shades, size, marks) for day in _on(part, weekday))
            row = "".join(cells).rstrip()
            yield f"{padded(_(name), label)}{styled(row, CHART) if row else ''}".rstrip() + "\n"


def shades_of(days: Days, marks: Marks) -> dict[Fraction, str]:
    """Give each value its shade: a quarter of the days each, the largest value the darkest."""
    values = sorted(days.values.values())
    distinct = sorted(set(values))
    shades = marks.shades
    if len(distinct) <= len(shades):
        return dict(zip(distinct, shades[-len(distinct) :], strict=True))
    limits = [
        min(distinct[-2], values[len(values) * part // len(shades) - 1])
        for part in range(1, len(shades))
    ]
    return {each: shades[sum(each > limit for limit in limits)] for each in distinct}


def legend(days: Days, marks: Marks) -> Iterator[str]:
    """Say what each shade means."""
    yield _("{mark} nothing").format(mark=marks.nothing)
    words = {value: days.texts[day] for day, value in days.values.items()}
    found: dict[str, list[str]] = {}
    for value, shade in shades_of(days, marks).items():
        found.setdefault(shade, []).append(words[value])
    for shade, (first, *_between) in found.items():
        last = found[shade][-1]
        yield f"{shade} {first}" if first == last else f"{shade} {first}{marks.to}{last}"


def _parts(days: Days, room: int) -> Iterator[Days]:
    """Cut days into stretches that have room beside the names of the weekdays."""
    if days.weeks > _WEEKS_OF_YEAR:
        for year in range(days.first.year, days.last.year + 1):
            first, last = max(days.first, date(year, 1, 1)), min(days.last, date(year, 12, 31))
            yield from _parts(replace(days, first=first, last=last), room)
        return
    rest = days
    while rest.weeks > room:
        end = rest.monday + timedelta(days=_WEEK * room - 1)
        yield replace(rest, last=end)
        rest = replace(rest, first=end + timedelta(days=1))
    yield rest


def _size(days: Days, weeks: int, room: int) -> int:
    """Say how wide a week is: with what is written on its days, else two columns, else one."""
    longest = max(map(width, days.texts.values()), default=1)
    sizes = [2, 1] if not days.written else [longest + 2, 2, 1]
    return next((each for each in sizes if weeks * each <= room), 1)


def _months(days: Days, label: int, size: int, room: int) -> str:
    """Name the months above the weeks in which they begin, and the year at the side."""
    starts = [days.first]
    while (start := _next_month(starts[-1])) is not None and start <= days.last:
        starts.append(start)
    columns = [label + size * ((each - days.monday).days // _WEEK) for each in starts]
    line = str(days.first.year)
    for at, (start, column) in enumerate(zip(starts, columns, strict=True)):
        until = columns[at + 1] if at + 1 < len(columns) else room
        name = _(_MONTHS[start.month - 1])
        if at and start.month == 1 and column + _YEAR_ROOM < until:
            name = str(start.year)
        if column + width(name) == until < room and name[0].isdigit():
            # In Chinese 10月 is as wide as its four weeks, and would touch 11月: then it is 10.
            name = name[:-1]
        # The part of a month at the beginning gives way to the whole one after it.
        if column + width(name) <= until:
            line = padded(line, column) + name
    return line


def _next_month(day: date) -> date | None:
    try:
        return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    except OverflowError:
        return None


def _on(days: Days, weekday: int) -> Iterator[date | None]:
    """Give the days of a stretch on a day of the week, None where it has none."""
    for week in range(days.weeks):
        ordinal = days.monday.toordinal() + week * _WEEK + weekday
        inside = days.first.toordinal() <= ordinal <= days.last.toordinal()
        yield date.fromordinal(ordinal) if inside else None


def _cell(
    days: Days, day: date | None, shades: Mapping[Fraction, str], size: int, marks: Marks
) -> str:
    value = None if day is None else days.values.get(day)
    if day is None or (value is None and day > days.known):
        return " " * size
    shade = marks.nothing if value is None else shades[value]
    if size > 2:  # noqa: PLR2004 - a shade, what is written, and a gap
        text = "" if value is None else days.texts[day]
        return shade + padded(text, size - 2, right=True) + " "
    return shade * size if value is not None else shade.ljust(size)
