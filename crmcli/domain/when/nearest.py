"""The nearest day of a name: a weekday, a day of the month, a day of the year.

Each looks ahead or back from today, and today itself counts.
"""

from __future__ import annotations

from datetime import date, timedelta

from crmcli.domain.when.asked import Look


class NoSuchDay(ValueError):
    """A day that its month does not have, as 31 April."""


def day_of(year: int, month: int, day: int) -> date:
    """Give a date by its figures.

    Raises:
        NoSuchDay: its month does not have it.
        ValueError: there is no such month or year.
    """
    first = date(year, month, 1)
    try:
        return first.replace(day=day)
    except ValueError:
        raise NoSuchDay from None


def weekday_near(weekday: int, today: date, look: Look) -> date:
    """Give the nearest weekday, Monday being 0."""
    if look is Look.BACK:
        return today - timedelta(days=(today.weekday() - weekday) % 7)
    return today + timedelta(days=(weekday - today.weekday()) % 7)


def weekday_in_week(weekday: int, today: date, weeks: int) -> date:
    """Give a weekday in the week so many weeks from this one; weeks start on Monday."""
    return today + timedelta(days=weekday - today.weekday() + 7 * weeks)


def monthday_near(day: int, today: date, look: Look) -> date:
    """Give the nearest day of the month; months that do not have it are passed over.

    Raises:
        NoSuchDay: no month has such a day.
    """
    sign = -1 if look is Look.BACK else 1
    start = today.year * 12 + today.month - 1
    for step in range(4):
        year, month = divmod(start + sign * step, 12)
        found = _date_or_none(year, month + 1, day)
        if found is not None and (found - today).days * sign >= 0:
            return found
    raise NoSuchDay


def yearday_near(month: int, day: int, today: date, look: Look) -> date:
    """Give the nearest day of the year; 29 February is in the nearest leap year.

    Raises:
        NoSuchDay: no year has such a day.
    """
    sign = -1 if look is Look.BACK else 1
    for step in range(9):
        found = _date_or_none(today.year + sign * step, month, day)
        if found is not None and (found - today).days * sign >= 0:
            return found
    raise NoSuchDay


def _date_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
