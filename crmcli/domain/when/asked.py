"""What a reader of date phrases is given: the words, the day it is, and where to look."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from crmcli.errors import AmbiguousDate, StretchOfDays


class Look(StrEnum):
    """Where a phrase without a year, month or week points; today belongs to both."""

    AHEAD = "ahead"
    BACK = "back"


class Edge(StrEnum):
    """Which end of a week, month, quarter or year is meant."""

    START = "start"
    END = "end"


class Asked(NamedTuple):
    """A date phrase on its way through the grammar.

    Args:
        typed: the text as the user wrote it, for messages.
        words: the tidy words that are still to be read.
        today: the local date of the run.
        look: where a phrase that names no direction points.
        edge: which day of a stretch of days is meant, where one end bounds a period.
    """

    typed: str
    words: str
    today: date
    look: Look
    edge: Edge | None = None

    def torn(self, first: object, second: object) -> AmbiguousDate:
        """Give the error for two readings, each written out as ISO 8601."""
        return AmbiguousDate(text=self.typed, first=str(first), second=str(second))

    def one_of(self, first: date, last: date) -> date:
        """Give the day that a stretch such as 上周 stands for, from its first and last day.

        Raises:
            AmbiguousDate: any of its days may be meant.
        """
        if self.edge is None:
            several = (last - first).days > 1
            raise (self._stretch if several else self.torn)(first, last)
        return first if self.edge is Edge.START else last

    def _stretch(self, first: date, last: date) -> AmbiguousDate:
        return StretchOfDays(text=self.typed, first=first.isoformat(), second=last.isoformat())
