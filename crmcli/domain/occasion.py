"""The day on which a birthday is kept in a year, where the calendar has not got that very day.

The rules: 29 February is kept on the 28th in a year without one. A lunar birthday on day 30 is
kept on day 29 where the month has no more. One in a leap month (闰月) is kept in the ordinary month
of its number, always: most years have no such leap month, and where one has, the ordinary month is
the earlier of the two.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.lunar import lunar_month

if TYPE_CHECKING:
    from crmcli.domain.birthday import Birthday

_FEBRUARY = 2
_LAST_OF_FEBRUARY = 28


class Occasion(NamedTuple):
    """The day of a birthday in a year.

    Args:
        day: the local date.
        month_days: how many days its month has, where these are too few for the birthday's.
    """

    day: date
    month_days: int | None = None


def birthday_in(birthday: Birthday, year: int) -> Occasion | None:
    """Say on which day of a year a birthday is kept; None in a lunar year that is not known.

    Args:
        birthday: the birthday.
        year: the year, of a lunar birthday the lunar year, by the year in which it begins.
    """
    if birthday.lunar:
        month = lunar_month(year, birthday.month)
        if month is None:
            return None
        day = month.first + timedelta(days=min(birthday.day, month.days) - 1)
        return Occasion(day, month.days if birthday.day > month.days else None)
    try:
        return Occasion(date(year, birthday.month, birthday.day))
    except ValueError:
        return Occasion(date(year, _FEBRUARY, _LAST_OF_FEBRUARY), _LAST_OF_FEBRUARY)
