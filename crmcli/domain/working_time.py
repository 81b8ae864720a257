"""Working time, and when a limit runs out by it or by the calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from crmcli.domain.limit import LimitUnit
from crmcli.domain.work_calendar import EVERY_DAY, WorkCalendar

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

    from crmcli.domain.limit import Limit


MIDNIGHT: Final = time(0)
"""As the end of work: the end of the day."""
_LAST: Final = datetime(9999, 12, 30, tzinfo=UTC)
"""What a limit beyond the calendar is: an instant that every time zone can still show."""


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """When work is done, and whether limits are counted by it.

    Args:
        days: the working days of a week, 0 for Monday to 6 for Sunday; at least one.
        start: the local time at which work begins.
        end: the local time at which it ends on the same day; midnight is the end of the day.
        working: whether limits count working time alone; otherwise they run by the calendar.
        calendar: the work calendar, whose marked days go before those of the week.
    """

    days: frozenset[int] = frozenset(range(5))
    start: time = time(9)
    end: time = time(18)
    working: bool = False
    calendar: WorkCalendar = EVERY_DAY

    def is_working(self, day: date) -> bool:
        """Tell whether work is done on a local date."""
        marked = self.calendar.marked.get(day)
        return day.weekday() in self.days if marked is None else marked.works


def deadline(
    since: datetime,
    limit: Limit,
    working: WorkingTime,
    zone: tzinfo | None,
) -> datetime:
    """Say when a limit runs out.

    By the calendar a day ends at the same local time the next day, an hour is an hour. In working
    time a start outside of it counts from the next opening; days end at the same local time so
    many working days later, hours count while work is done.

    Args:
        since: the aware instant from which it is counted.
        limit: the limit.
        working: when work is done, and whether the limit is counted by it.
        zone: the book's time zone; None for the machine's own.

    Returns:
        An instant in UTC; for one beyond the calendar the last that can be shown.
    """
    since = since.astimezone(UTC)
    latest = max(since, _LAST)
    try:
        if not working.working:
            return min(latest, _by_calendar(since, limit, zone))
        works = working.is_working
        opened = _opening(since, working, zone, works)
        if limit.unit is LimitUnit.DAY:
            return min(latest, _days_later(opened, limit.count, zone, works))
        length = timedelta(hours=limit.count)
        return min(latest, _hours_later(opened, length, working, zone, works))
    except OverflowError:
        return latest


def _by_calendar(since: datetime, limit: Limit, zone: tzinfo | None) -> datetime:
    if limit.unit is LimitUnit.HOUR:
        return since + timedelta(hours=limit.count)
    local = since.astimezone(zone)
    return _instant(local.date() + timedelta(days=limit.count), local.time(), zone)


def _opening(
    since: datetime, working: WorkingTime, zone: tzinfo | None, works: Callable[[date], bool]
) -> datetime:
    """Give the instant itself within working time, else the next opening."""
    day = since.astimezone(zone).date()
    while True:
        if works(day):
            begin, end = _shift(day, working, zone)
            if since < end:
                return max(since, begin)
        day += timedelta(days=1)


def _days_later(
    since: datetime, count: int, zone: tzinfo | None, works: Callable[[date], bool]
) -> datetime:
    local = since.astimezone(zone)
    day, left = local.date(), count
    while left:
        day += timedelta(days=1)
        left -= works(day)
    return _instant(day, local.time(), zone)


def _hours_later(
    since: datetime,
    left: timedelta,
    working: WorkingTime,
    zone: tzinfo | None,
    works: Callable[[date], bool],
) -> datetime:
    day = since.astimezone(zone).date()
    while True:
        if works(day):
            begin, end = _shift(day, working, zone)
            begin = max(begin, since)
            if left <= end - begin:
                return begin + left
            left -= end - begin
        day += timedelta(days=1)


def _shift(day: date, working: WorkingTime, zone: tzinfo | None) -> tuple[datetime, datetime]:
    """Give the instants at which work begins and ends on a local date."""
    last = day + timedelta(days=1) if working.end == MIDNIGHT else day
    return _instant(day, working.start, zone), _instant(last, working.end, zone)


def _instant(day: date, clock: time, zone: tzinfo | None) -> datetime:
    """Give the instant of a local time; one that the clocks jump over is as much later."""
    naive = datetime.combine(day, clock.replace(tzinfo=None, fold=0))
    local = naive.astimezone() if zone is None else naive.replace(tzinfo=zone)
    return local.astimezone(UTC)
