"""How long a step may take: a number of days or hours, counted from an instant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from crmcli.domain.message import counted
from crmcli.domain.numerals import CHINESE_NUMBER, read_number
from crmcli.domain.span import Span, Unit
from crmcli.domain.wording import tidy
from crmcli.errors import N_, UsageFault

if TYPE_CHECKING:
    from datetime import datetime

    from crmcli.domain.message import Message


class UnreadableLimit(UsageFault):
    """A limit that is no number of days or hours."""

    code = "unreadable_limit"
    sentence = N_("Cannot read {text} as a limit.")
    hint = N_("Write it like 1d, 4h, 3 days or 8小时; the longest is 366d.")


class LimitUnit(StrEnum):
    """What a limit is counted in."""

    DAY = "day"
    HOUR = "hour"


_HOURS_A_DAY: Final = 24
_DAY_SECONDS: Final = 86_400
_LONGEST_DAYS: Final = 366


@dataclass(frozen=True, slots=True)
class Limit:
    """A number of days or hours; `str` gives the form a user types, such as `4h`.

    Args:
        count: how many, at least 1.
        unit: days end at the same time of day, hours are hours.
    """

    count: int
    unit: LimitUnit

    @property
    def span(self) -> Span:
        """Give the length in begun days, against which days overdue are measured."""
        if self.unit is LimitUnit.DAY:
            return Span(self.count, Unit.DAY)
        return Span(-(-self.count // _HOURS_A_DAY), Unit.DAY)

    @property
    def length(self) -> Message:
        """Give the length in words, such as "3 days"."""
        if self.unit is LimitUnit.DAY:
            return counted("{count} day", "{count} days", self.count)
        return counted("{count} hour", "{count} hours", self.count)

    def __str__(self) -> str:
        """Give the short form that `read_limit` reads."""
        return f"{self.count}{self.unit[0]}"


_UNITS: Final = {
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours", "小时", "个小时", "钟头", "个钟头"),
                    Limit(1, LimitUnit.HOUR)),
    **dict.fromkeys(("d", "day", "days", "天", "日"), Limit(1, LimitUnit.DAY)),
    **dict.fromkeys(("w", "wk", "wks", "week", "weeks", "周", "个周", "星期", "个星期"),
                    Limit(7, LimitUnit.DAY)),
}  # fmt: skip


def read_limit(text: str) -> Limit:
    """Read a limit: `1d`, `4h`, `3 days`, `an hour`, `2天`, `8小时`; a week is seven days.

    Raises:
        UnreadableLimit: it is none of these, is zero, or is longer than 366 days.
    """
    try:
        words = tidy(text)
        match = re.fullmatch(rf"([0-9]+|[a-z]+(?= )|{CHINESE_NUMBER}) ?(\S+)", words)
        if match is None or match[2] not in _UNITS:
            raise UnreadableLimit(text=text)
        one = _UNITS[match[2]]
        limit = Limit(read_number(match[1]) * one.count, one.unit)
    except ValueError:
        raise UnreadableLimit(text=text) from None
    if not 1 <= limit.span.days <= _LONGEST_DAYS:
        raise UnreadableLimit(text=text)
    return limit


def begun_days(due_at: datetime, now: datetime) -> int:
    """Count the days begun since a limit: 0 until it, 1 from the first moment after it.

    Args:
        due_at: the limit, an aware instant; it is still kept at this very instant.
        now: the aware instant it is asked at.
    """
    late = now - due_at
    if late.total_seconds() <= 0:
        return 0
    return -(-int(late.total_seconds()) // _DAY_SECONDS) or 1
