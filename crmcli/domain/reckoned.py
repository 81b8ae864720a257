"""For which days greetings can be reckoned: lunar days are known from 1900 to 2199."""

from __future__ import annotations

from datetime import date
from typing import Final

FIRST_DAY: Final = date(1901, 1, 1)
LAST_DAY: Final = date(2190, 1, 1)
SHORTEST_YEAR: Final = 350
"""The least number of days from one day of greeting to that of the next year: 50 weeks, Easter."""


def reckoned_for(today: date) -> date:
    """Give the date for which greetings are reckoned on a day: it, unless that is out of reach."""
    return min(max(today, FIRST_DAY), LAST_DAY)
