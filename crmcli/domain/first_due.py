"""When customers that come in together, never contacted, are first due (product.md section 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.grade import Grade
from crmcli.domain.work_calendar import EVERY_DAY, WorkCalendar

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

DAYS = 5
"""Over how many days they are spread, today being the first."""


class Spread:
    """Spreads customers evenly over the days, best grade first.

    Args:
        today: the local date they come in.
        waiting: how many there are of each grade.
        calendar: the work calendar; its free days are passed over.
    """

    def __init__(
        self, today: date, waiting: Mapping[Grade, int], calendar: WorkCalendar = EVERY_DAY
    ) -> None:
        first = calendar.at_or_after(today)
        self._days = [calendar.later(first, ahead) for ahead in range(DAYS)]
        self._count = sum(waiting.values())
        self._rank: dict[Grade, int] = {}
        before = 0
        for grade in Grade:
            self._rank[grade] = before
            before += waiting.get(grade, 0)

    def next_day(self, grade: Grade) -> date:
        """Give the day of the next customer of a grade."""
        rank = self._rank[grade]
        self._rank[grade] += 1
        return self._days[rank * DAYS // self._count]
