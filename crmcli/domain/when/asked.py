"""What a reader of date phrases is given: the words, the day it is, and where to look."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from crmcli.errors import AmbiguousDate


class Look(StrEnum):
    """Where a phrase without a year, month or week points; today belongs to both."""

    AHEAD = "ahead"
    BACK = "back"


class Asked(NamedTuple):
    """A date phrase on its way through the grammar.

    Args:
        typed: the text as the user wrote it, for messages.
        words: the tidy words that are still to be read.
        today: the local date of the run.
        look: where a phrase that names no direction points.
    """

    typed: str
    words: str
    today: date
    look: Look

    def torn(self, first: object, second: object) -> AmbiguousDate:
        """Give the error for two readings, each written out as ISO 8601."""
        return AmbiguousDate(text=self.typed, first=str(first), second=str(second))
