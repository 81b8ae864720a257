"""The work calendar (工作日历): which local dates are worked on, and why the others are free."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

_DAY: Final = timedelta(days=1)

NONE: Final = "none"
"""The calendar in which every day is worked on: the rules of the trade as they stand."""
WEEKEND: Final = "weekend"
"""The calendar in which the days outside the working week are free, and no others."""

_WORDS: Final = {
    "无": NONE,
    "没有": NONE,
    "不用": NONE,
    "周末": WEEKEND,
    "双休": WEEKEND,
    "中国": "CN",
}


def calendar_name(text: str) -> str:
    """Give the name of a calendar as it is kept: `none`, `weekend`, 周末 or in capitals `CN`."""
    name = _WORDS.get(text.strip(), text.strip())
    return name.lower() if name.lower() in {NONE, WEEKEND} else name.upper()


class MarkedDay(NamedTuple):
    """A date that a calendar marks: whether it is worked on, and by which holiday that is so."""

    works: bool
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class WorkCalendar:
    """Which days are worked on.

    Args:
        name: what it is called, such as `CN`.
        weekdays: the working days of a week, 0 for Monday to 6 for Sunday; at least one.
        marked: holidays, and days that are worked on although their weekday is free (调休).
        known_from: the first date whose holidays are known; None where there are none to know.
        known_until: the last one. Other dates are told by their weekday alone.
    """

    name: str = NONE
    weekdays: frozenset[int] = frozenset(range(7))
    marked: Mapping[date, MarkedDay] = field(default_factory=dict)
    known_from: date | None = None
    known_until: date | None = None

    @property
    def is_plain(self) -> bool:
        """Whether every day is worked on, so that nothing is counted by it."""
        return self.name == NONE

    def is_working(self, day: date) -> bool:
        """Tell whether work is done on a local date."""
        found = self.marked.get(day)
        return day.weekday() in self.weekdays if found is None else found.works

    def holiday(self, day: date) -> str | None:
        """Name the holiday that a date is free for; None if it is worked on or a mere weekend."""
        found = self.marked.get(day)
        return None if found is None or found.works else found.name

    def knows(self, day: date) -> bool:
        """Tell whether the holidays of a date are known."""
        if self.known_from is None or self.known_until is None:
            return True
        return self.known_from <= day <= self.known_until

    def at_or_before(self, day: date) -> date:
        """Give the date itself if it is worked on, else the last one before that is.

        Before the year 1 the answer is `date.min`.
        """
        return self._nearest(day, -_DAY, date.min)

    def at_or_after(self, day: date) -> date:
        """Give the date itself if it is worked on, else the next one that is.

        Beyond the year 9999 the answer is `date.max`.
        """
        return self._nearest(day, _DAY, date.max)

    def later(self, day: date, count: int) -> date:
        """Give the working day so many working days after a date, which itself does not count.

        Beyond the year 9999 the answer is `date.max`.
        """
        for _ in range(count):
            if day == date.max:
                break
            day = self.at_or_after(day + _DAY)
        return day

    def _nearest(self, day: date, step: timedelta, end: date) -> date:
        while day != end and not self.is_working(day):
            day += step
        return day


EVERY_DAY: Final = WorkCalendar()
