"""First and last days of weeks, months, quarters and years."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from crmcli.domain.when.asked import Edge, Look

if TYPE_CHECKING:
    from crmcli.domain.when.asked import Asked


class Period(StrEnum):
    """A stretch of the calendar that has a first and a last day; weeks start on Monday."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


STEPS: Final = {
    "上上": -2, "上": -1, "本": 0, "这": 0, "下": 1, "下下": 2, "last": -1, "this": 0, "next": 1,
}  # fmt: skip
"""The words that name a period by its place before or after the present one."""

YEARS: Final = {"前年": -2, "去年": -1, "今年": 0, "本年": 0, "明年": 1, "后年": 2}

MONTH_NAMES: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

MONTHS: Final = {
    **{name: number for number, name in enumerate(MONTH_NAMES, 1)},
    **{name[:3]: number for number, name in enumerate(MONTH_NAMES, 1)},
    "sept": 9,
}

_LENGTHS: Final = {Period.MONTH: 1, Period.QUARTER: 3, Period.YEAR: 12}


def first_day(period: Period, day: date, steps: int = 0) -> date:
    """Give the first day of the period so many periods from the one around a day.

    Raises:
        ValueError or OverflowError: it lies outside the years 1 to 9999.
    """
    if period is Period.WEEK:
        return day + timedelta(days=7 * steps - day.weekday())
    length = _LENGTHS[period]
    months = day.year * 12 + day.month - 1
    year, month = divmod(months - months % length + steps * length, 12)
    return date(year, month + 1, 1)


def last_day(period: Period, day: date, steps: int = 0) -> date:
    """Give the last day of the period so many periods from the one around a day.

    Raises:
        ValueError or OverflowError: it lies outside the years 1 to 9999.
    """
    return first_day(period, day, steps + 1) - timedelta(days=1)


def edge_of(asked: Asked, period: Period, edge: Edge, steps: int | None) -> date:
    """Give one end of a period; without `steps` it is the current one.

    The start of the current period, looking ahead when it has passed, may mean the next one.

    Raises:
        AmbiguousDate: the start has passed and no period was named.
    """
    if edge is Edge.END:
        return last_day(period, asked.today, steps or 0)
    start = first_day(period, asked.today, steps or 0)
    if steps is None and asked.look is Look.AHEAD and start < asked.today:
        raise asked.torn(start, first_day(period, asked.today, 1))
    return start


def quarter_edge_near(asked: Asked, quarter: int, edge: Edge, year: int | None) -> date:
    """Give one end of a quarter, 1 to 4; without a year it is the nearest one looked for."""
    month = 3 * quarter if edge is Edge.END else 3 * quarter - 2
    return month_edge_near(asked, month, edge, year)


def month_edge_near(asked: Asked, month: int, edge: Edge, year: int | None) -> date:
    """Give one end of a named month; without a year it is the nearest one looked for.

    Raises:
        ValueError: there is no such month.
    """
    if year is not None:
        first = date(year, month, 1)
        return first if edge is Edge.START else last_day(Period.MONTH, first)
    sign = -1 if asked.look is Look.BACK else 1
    found = month_edge_near(asked, month, edge, asked.today.year)
    if (found - asked.today).days * sign < 0:
        found = month_edge_near(asked, month, edge, asked.today.year + sign)
    return found
