"""A period cut into days, weeks or months, as fits its length."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from crmcli.domain.when.periods import Period, last_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crmcli.domain.reports.period import ReportPeriod

_DAYS = 14
_WEEKS = 98


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a period.

    Args:
        label: its name: `2026-11-03`, `2026-W45` or `2026-11`.
        first: its first local date, cut to the period.
        last: its last local date, likewise.
    """

    label: str
    first: date
    last: date


def stretches(period: ReportPeriod, days: Iterable[date]) -> list[Stretch]:
    """Cut a period into stretches without gaps, in order.

    Up to two weeks are cut into days, up to 14 weeks into weeks, longer ones into months.

    Args:
        period: the period; where it has no beginning or no end, it begins or ends with the days.
        days: the days on which there is something.
    """
    known = list(days)
    if (period.first is None or period.last is None) and not known:
        return []
    first = period.first or min(*known, period.until)
    last = period.last or max(*known, first)
    return list(_cut(first, last))


def stretch_of(found: list[Stretch], day: date) -> int:
    """Say in which of the stretches a day is, by its place."""
    low, high = 0, len(found) - 1
    while low < high:
        middle = (low + high) // 2
        if day > found[middle].last:
            low = middle + 1
        else:
            high = middle
    return low


def _cut(first: date, last: date) -> Iterator[Stretch]:
    length = (last - first).days + 1
    start = first
    while True:
        end = min(_end(start, length), last)
        yield Stretch(_label(start, length), start, end)
        if end >= last:
            return
        start = end + timedelta(days=1)


def _end(start: date, length: int) -> date:
    if length <= _DAYS:
        return start
    try:
        return last_day(Period.WEEK if length <= _WEEKS else Period.MONTH, start)
    except (ValueError, OverflowError):
        return date.max


def _label(start: date, length: int) -> str:
    if length <= _DAYS:
        return start.isoformat()
    if length <= _WEEKS:
        year, week, _ = start.isocalendar()
        return f"{year}-W{week:02d}"
    return start.isoformat()[:7]
