"""A work calendar as text: the form in which calendars come with crm, and are imported.

Comment lines say what it is called and which dates it knows; then each line has a date, or a first
and a last one, whether they are free or worked on, and by which holiday:

    # calendar: CN
    # known: 2026-01-01 to 2026-12-31
    day,until,kind,name
    2026-10-01,2026-10-07,free,国庆节
    2026-10-10,,work,国庆节
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from crmcli.domain.work_calendar import MarkedDay
from crmcli.errors import N_, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_HEAD: Final = ("day", "until", "kind", "name")
_COLUMNS: Final = {
    **{name: name for name in _HEAD},
    "date": "day", "from": "day", "日期": "day", "开始": "day", "开始日期": "day",
    "to": "until", "end": "until", "结束": "until", "结束日期": "until", "至": "until",
    "type": "kind", "类型": "kind", "休班": "kind",
    "holiday": "name", "节日": "name", "名称": "name", "假日": "name",
}  # fmt: skip
_AROUND: Final = '",;\t '
"""What spreadsheets write around a comment: they give each line as many cells as the table has."""

_KINDS: Final = {
    "free": False, "holiday": False, "off": False, "no": False, "休": False, "放假": False,
    "休息": False, "work": True, "working": True, "yes": True, "班": True, "上班": True,
    "补班": True, "调休": True,
}  # fmt: skip
MOST_DAYS: Final = 20_000
"""How many dates a calendar may mark."""
_LONGEST_RUN: Final = 366
_LONGEST_NAME: Final = 60
_NAMED: Final = re.compile(r"#\s*(?:calendar|日历)\s*[:：]\s*([A-Za-z][A-Za-z0-9_-]{0,19})\b.*")
_DATE: Final = re.compile(
    r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?(?:\s+0?0:00(?::00)?)?"
)
_KNOWN: Final = re.compile(
    rf"#\s*(?:known|已知)\s*[:：]\s*(?:(?P<first>{_DATE.pattern})\s*(?:to|至|到|[.]{{2}}))?\s*"
    rf"(?P<last>{_DATE.pattern})"
)
_SAYS_KNOWN: Final = re.compile(r"#\s*(?:known|已知)\b", re.IGNORECASE)


class BadCalendar(Refused):
    """A file of holidays that cannot be read as one."""

    code = "bad_calendar"
    sentence = N_("Line {line} of the calendar cannot be read: {reason}")
    hint = N_(
        "Its lines are like 2026-10-01,2026-10-07,free,国庆节; crm calendar show CN has more."
    )


@dataclass(frozen=True, slots=True)
class CalendarDays:
    """What a file of holidays says.

    Args:
        name: what it is called; None where the file does not say.
        known_from: the first date whose holidays it knows.
        known_until: the last one.
        marked: the dates it marks, in order.
        states: whether it says itself which dates it knows; if so, it knows all their holidays, and
            if not, whole years are taken as known.
    """

    name: str | None
    known_from: date
    known_until: date
    marked: Mapping[date, MarkedDay]
    states: bool = True


def read_calendar(text: str) -> CalendarDays:
    """Read the text form of a calendar; without a line `# known` it knows the years it names.

    Args:
        text: comma-separated lines, a header among them or not.

    Raises:
        BadCalendar: a line is none of the form, two lines contradict each other, a date is not
            among those it knows, or there is no date at all.
    """
    name, known, marked = None, None, dict[date, MarkedDay]()
    columns: Sequence[str] = _HEAD
    for number, line in enumerate(text.splitlines(), 1):
        comment = line.strip(_AROUND)
        if comment.startswith("#"):
            name = _said(_NAMED, comment, name)
            known = _stated(comment, number) or known
            continue
        cells = _cells(line, number)
        if not any(cells):
            continue
        head = [_COLUMNS.get(cell.lower()) for cell in cells]
        if not marked and "day" in head:
            columns = [each or "" for each in head]
            continue
        for day, mark in _marks(dict(zip(columns, cells, strict=False)), number):
            if marked.setdefault(day, mark) != mark:
                raise BadCalendar(line=number, reason=N_("that day is there twice."))
        if len(marked) > MOST_DAYS:
            raise BadCalendar(
                line=number, reason=N_("it marks more days than a calendar can have.")
            )
    if not marked:
        raise BadCalendar(line=1, reason=N_("no day is named in it."))
    days = sorted(marked)
    first, last = _years_of(days) if known is None else known
    first = date(days[0].year, 1, 1) if first is None else first
    if not first <= days[0] <= days[-1] <= last:
        raise BadCalendar(line=1, reason=N_("a day lies outside of those it says it knows."))
    return CalendarDays(name, first, last, {day: marked[day] for day in days}, known is not None)


def _stated(line: str, number: int) -> tuple[date | None, date] | None:
    """Read which dates a comment says are known; None for one that says something else.

    Where the last one alone is said, the first is none: the year of the first day that is marked.
    """
    match = _KNOWN.fullmatch(line)
    if match is not None:
        first = match["first"]
        return None if first is None else _date(first, number), _date(match["last"], number)
    if _SAYS_KNOWN.match(line):
        reason = N_("write which days are known like # known: 2027-01-01 to 2027-12-31.")
        raise BadCalendar(line=number, reason=reason)
    return None


def _years_of(days: Sequence[date]) -> tuple[date, date]:
    """Give the first and last date of the years that days are of, none of which is left out."""
    years = {day.year for day in days}
    first, last = min(years), max(years)
    missing = next((year for year in range(first, last) if year not in years), None)
    if missing is not None:
        raise BadCalendar(line=1, reason=N_("a year in between has no day in it."))
    return date(first, 1, 1), date(last, 12, 31)


def calendar_text(days: CalendarDays) -> str:
    """Write a calendar in the form that `read_calendar` reads; days in a row are one line."""
    file = io.StringIO()
    if days.name:
        file.write(f"# calendar: {days.name}\n")
    file.write(f"# known: {days.known_from} to {days.known_until}\n")
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(_HEAD)
    for first, last, mark in runs(days.marked):
        until = "" if first == last else last.isoformat()
        rows.writerow((first, until, "work" if mark.works else "free", mark.name))
    return file.getvalue()


def of_year(days: CalendarDays, year: int) -> CalendarDays | None:
    """Give what a calendar knows of a year; None where it knows nothing of it."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    if days.known_until < first or days.known_from > last:
        return None
    return replace(
        days,
        known_from=max(first, days.known_from),
        known_until=min(last, days.known_until),
        marked={day: mark for day, mark in days.marked.items() if first <= day <= last},
    )


def runs(marked: Mapping[date, MarkedDay]) -> Iterator[tuple[date, date, MarkedDay]]:
    """Yield the marked dates, those in a row with the same mark as one: first, last, mark."""
    first = last = None
    for day in sorted(marked):
        if first is not None and last is not None:
            follows = last + timedelta(days=1) == day and (day - first).days < _LONGEST_RUN
            if follows and marked[first] == marked[day]:
                last = day
                continue
            yield first, last, marked[first]
        first = last = day
    if first is not None and last is not None:
        yield first, last, marked[first]


def _cells(line: str, number: int) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=_delimiter(line)), [])]
    except csv.Error:
        raise BadCalendar(line=number, reason=N_("it is no line of a table.")) from None


def _delimiter(line: str) -> str:
    """Give what divides the cells of a line; spreadsheets of some countries write semicolons."""
    return max(",;\t", key=line.count)


def _said(pattern: re.Pattern[str], line: str, before: str | None) -> str | None:
    match = pattern.fullmatch(line)
    return before if match is None else match[1]


def _marks(row: Mapping[str, str], number: int) -> Iterator[tuple[date, MarkedDay]]:
    works = _KINDS.get(row.get("kind", "").lower())
    if works is None:
        raise BadCalendar(line=number, reason=N_("its kind is neither free nor work."))
    first = _date(row.get("day", ""), number)
    last = _date(row["until"], number) if row.get("until") else first
    if not 0 <= (last - first).days < MOST_DAYS:
        raise BadCalendar(line=number, reason=N_("it ends before it begins, or too late."))
    name = row.get("name", "")
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise BadCalendar(
            line=number, reason=N_("it does not say in a few words by which holiday.")
        )
    for ahead in range((last - first).days + 1):
        yield first + timedelta(days=ahead), MarkedDay(works, name)


def _date(text: str, number: int) -> date:
    match = _DATE.fullmatch(text)
    try:
        return date.fromisoformat(text) if match is None else date(*map(int, match.groups()))
    except ValueError:
        raise BadCalendar(line=number, reason=N_("its date is none like 2026-10-01.")) from None
