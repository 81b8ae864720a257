"""Festivals (节日) for which customers are greeted: which there are, and on which day each is."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.lunar import last_lunar_day, lunar_day
from crmcli.domain.message import Message, message
from crmcli.errors import N_

if TYPE_CHECKING:
    from collections.abc import Callable

_THURSDAY = 3
_FOURTH = timedelta(weeks=3)


class Festival(StrEnum):
    """A festival; the order is that of its number in the book, so a new one comes last."""

    NEW_YEAR = "new_year"
    VALENTINES_DAY = "valentines_day"
    WOMENS_DAY = "womens_day"
    EASTER = "easter"
    LABOUR_DAY = "labour_day"
    TEACHERS_DAY = "teachers_day"
    NATIONAL_DAY = "national_day"
    THANKSGIVING = "thanksgiving"
    CHRISTMAS = "christmas"
    NEW_YEARS_EVE = "new_years_eve"
    SPRING_FESTIVAL = "spring_festival"
    LANTERN_FESTIVAL = "lantern_festival"
    DRAGON_BOAT = "dragon_boat"
    QIXI = "qixi"
    MID_AUTUMN = "mid_autumn"
    DOUBLE_NINTH = "double_ninth"

    @property
    def number(self) -> int:
        """Its number in the book, from 1."""
        return list(Festival).index(self) + 1


class FestivalRule(NamedTuple):
    """On which day a festival is.

    Args:
        name: what it is called, a message id.
        rule: says which day that is, a message id.
        day: gives the day of a year, of a lunar year for a lunar one; None where it is not known.
    """

    name: str
    rule: str
    day: Callable[[int], date | None]


def festival_day(festival: Festival, year: int) -> date | None:
    """Say on which day a festival is.

    Args:
        festival: the festival.
        year: the year, of a lunar festival the lunar year, by the year in which it begins.
    """
    return _day(festival, year)


def festival_name(festival: Festival) -> Message:
    """Say what a festival is called."""
    return message(RULES[festival].name)


def festival_rule(festival: Festival) -> Message:
    """Say on which day of any year a festival is."""
    return message(RULES[festival].rule)


@lru_cache(maxsize=256)
def _day(festival: Festival, year: int) -> date | None:
    return RULES[festival].day(year)


def _on(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _lunar(month: int, day: int) -> Callable[[int], date | None]:
    return lambda year: lunar_day(year, month, day)


def _easter(year: int) -> date:
    from dateutil.easter import easter  # noqa: PLC0415 - where it is greeted

    found: date = easter(year)
    return found


def _thanksgiving(year: int) -> date:
    first = date(year, 11, 1)
    return first + timedelta(days=(_THURSDAY - first.weekday()) % 7) + _FOURTH


RULES = {
    Festival.NEW_YEAR: FestivalRule(N_("New Year"), N_("It is on 1 January."), _on(1, 1)),
    Festival.VALENTINES_DAY: FestivalRule(
        N_("Valentine's Day"), N_("It is on 14 February."), _on(2, 14)
    ),
    Festival.WOMENS_DAY: FestivalRule(N_("Women's Day"), N_("It is on 8 March."), _on(3, 8)),
    Festival.EASTER: FestivalRule(
        N_("Easter"), N_("It is on the Sunday after the first full moon of spring."), _easter
    ),
    Festival.LABOUR_DAY: FestivalRule(N_("Labour Day"), N_("It is on 1 May."), _on(5, 1)),
    Festival.TEACHERS_DAY: FestivalRule(
        N_("Teachers' Day"), N_("It is on 10 September."), _on(9, 10)
    ),
    Festival.NATIONAL_DAY: FestivalRule(N_("National Day"), N_("It is on 1 October."), _on(10, 1)),
    Festival.THANKSGIVING: FestivalRule(
        N_("Thanksgiving"), N_("It is on the fourth Thursday of November."), _thanksgiving
    ),
    Festival.CHRISTMAS: FestivalRule(N_("Christmas"), N_("It is on 25 December."), _on(12, 25)),
    Festival.NEW_YEARS_EVE: FestivalRule(
        N_("Lunar New Year's Eve"), N_("It is on the last day of the lunar year."), last_lunar_day
    ),
    Festival.SPRING_FESTIVAL: FestivalRule(
        N_("Spring Festival"), N_("It is on the first day of the lunar year."), _lunar(1, 1)
    ),
    Festival.LANTERN_FESTIVAL: FestivalRule(
        N_("Lantern Festival"), N_("It is on day 15 of the first lunar month."), _lunar(1, 15)
    ),
    Festival.DRAGON_BOAT: FestivalRule(
        N_("Dragon Boat Festival"), N_("It is on day 5 of the fifth lunar month."), _lunar(5, 5)
    ),
    Festival.QIXI: FestivalRule(
        N_("Qixi Festival"), N_("It is on day 7 of the seventh lunar month."), _lunar(7, 7)
    ),
    Festival.MID_AUTUMN: FestivalRule(
        N_("Mid-Autumn Festival"), N_("It is on day 15 of the eighth lunar month."), _lunar(8, 15)
    ),
    Festival.DOUBLE_NINTH: FestivalRule(
        N_("Double Ninth Festival"), N_("It is on day 9 of the ninth lunar month."), _lunar(9, 9)
    ),
}
"""By festival its name and its day; none is in a leap month."""
