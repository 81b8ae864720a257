"""A date phrase in a sentence, and what it means looking either way."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from crmcli.domain.when import Look, When, read_when
from crmcli.errors import AmbiguousDate, UnreadableDate

if TYPE_CHECKING:
    from datetime import date, datetime

    from crmcli.domain.quick.piece import Piece

Reading: TypeAlias = When | UnreadableDate | AmbiguousDate
"""What a phrase means, or why it means nothing."""

_TODAY: Final = re.compile(
    r"今[天日早晚儿晨]|上午|下午|早上|中午|晚上|[0-9一二三四五六七八九十]点|[0-9]:[0-9]|\b(?:today|tonight|this)\b"
)
_ISO: Final = len("2026-11-22")
_FAR: Final = 62
"""How many days ahead a day without a year is doubted."""


@dataclass(frozen=True, slots=True)
class DatePhrase:
    """A date phrase.

    Args:
        piece: where it stands.
        text: as it was typed.
        ahead: what it means as a deadline, or why it means nothing.
        back: what it means of something that has happened, or why it means nothing.
    """

    piece: Piece
    text: str
    ahead: Reading
    back: Reading

    @property
    def is_deadline(self) -> bool:
        """Whether it says until when, as 周五前 and `by friday`."""
        return isinstance(self.ahead, When) and isinstance(self.back, UnreadableDate)

    @property
    def is_open(self) -> bool:
        """Whether it names several days."""
        return isinstance(self.ahead, AmbiguousDate)

    @property
    def says_today(self) -> bool:
        """Whether it speaks of the day that it is, and not of one that happens to be it."""
        return _TODAY.search(self.text.lower()) is not None

    @property
    def day(self) -> date:
        """The day that it means as a deadline.

        Raises:
            AmbiguousDate, UnreadableDate: it means none.
        """
        if isinstance(self.ahead, When):
            return self.ahead.day
        raise self.ahead

    def lies_ahead(self, today: date) -> bool:
        """Tell whether it means a day after this one, whichever way one looks."""
        return (
            isinstance(self.ahead, When)
            and self.ahead.day > today
            and (self.is_deadline or self.ahead == self.back)
        )

    def is_rather_past(self, today: date) -> bool:
        """Tell whether a day without a year is over of late, and comes again only far ahead."""
        if not (isinstance(self.ahead, When) and isinstance(self.back, When)):
            return False
        ahead, back = (self.ahead.day - today).days, (today - self.back.day).days
        return self.ahead != self.back and ahead > _FAR and ahead > back

    def may_lie_ahead(self, today: date) -> bool:
        """Tell whether it can mean this day or one after it."""
        if isinstance(self.ahead, AmbiguousDate):
            # Of several days the last one says whether all of them are over: 上周.
            last = str(self.ahead.details.get("second", ""))[:_ISO]
            return not (last[:1].isdigit() and last < today.isoformat())
        return isinstance(self.ahead, When) and self.ahead.day >= today


def reading(text: str, now: datetime, look: Look) -> Reading:
    """Read a phrase, or say why it means nothing."""
    try:
        return read_when(text, now=now, look=look)
    except (UnreadableDate, AmbiguousDate) as error:
        return error
