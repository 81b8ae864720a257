"""The due list as entries of a calendar: what one is made from, and when it makes itself heard."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.due_kind import KIND_ORDER
from crmcli.domain.grade import Grade
from crmcli.errors import N_, UsageFault

if TYPE_CHECKING:
    from datetime import date

    from crmcli.domain.due import DueRow
    from crmcli.domain.message import Message


class EntryKind(StrEnum):
    """As what an obligation stands in a calendar: phones show events alone."""

    EVENT = "event"
    TODO = "todo"


class Owed(NamedTuple):
    """An obligation with what a calendar says of it.

    Args:
        row: its row of the list.
        explanation: the reasons in full.
        listed: the local date from which it is on the list.
        phones: the customer's numbers, then those of its people with their names.
    """

    row: DueRow
    explanation: Message
    listed: date
    phones: tuple[tuple[str | None, str], ...]


class CalendarEntry(NamedTuple):
    """An entry of a calendar, in words.

    Args:
        uid: what makes a later export update it.
        day: the local date it stands on.
        summary: what and why, on one line.
        description: all that is to be said.
        category: its kind.
        priority: 1 for the most urgent, 9 for the least.
    """

    uid: str
    day: date
    summary: str
    description: str
    category: str
    priority: int


class UnreadableAlarm(UsageFault):
    """An alarm that is neither a time of the day nor a length of time before it."""

    code = "unreadable_alarm"
    sentence = N_("Cannot read {text} as an alarm.")
    hint = N_("Write 08:30 for that time on the day, or 6h for six hours before the day begins.")


_LAST = 9
_HOUR = 60


def priority(row: DueRow) -> int:
    """Give an obligation's place in the order of the list as the priority of its entry."""
    return _LAST if row.grade is Grade.E else 1 + KIND_ORDER[row.kind]


def entry_day(owed: Owed, today: date) -> date:
    """Say on which day an entry stands: what is due or overdue on the day that is asked for."""
    return max(owed.listed, today)


def entry_uid(ref: str, book: str) -> str:
    """Name an obligation of a book as no other is named, and the same each time.

    Args:
        ref: how the list names it.
        book: the book's uid.
    """
    return f"{ref.replace(':', '-')}@{book}.crmcli"


def read_alarm(text: str) -> int:
    """Read an alarm: `08:30` or 早上八点半 on the day, `6h`, `90m` or `1d` before it begins.

    Returns:
        The minutes after the day begins; negative for before.

    Raises:
        UnreadableAlarm: it is neither, or not to the minute, or longer than a week.
    """
    from crmcli.domain.minutes import minutes_of  # noqa: PLC0415 - where one is asked for
    from crmcli.domain.span import Unit, length_of  # noqa: PLC0415 - likewise
    from crmcli.domain.when.clock import split_clock  # noqa: PLC0415 - likewise
    from crmcli.domain.wording import tidy  # noqa: PLC0415 - likewise

    try:
        words = tidy(text)
        rest, clock = split_clock(words)
    except ValueError:
        raise UnreadableAlarm(text=text) from None
    if clock is not None and not rest and clock.second is None and not clock.first.at.second:
        return clock.first.at.hour * _HOUR + clock.first.at.minute
    minutes = minutes_of(words)
    span = length_of(words)
    if minutes is None and span is not None and span.unit in {Unit.DAY, Unit.WEEK}:
        minutes = span.days * 24 * _HOUR
    if not minutes or clock is not None or minutes > _WEEK:
        raise UnreadableAlarm(text=text)
    return -minutes


_WEEK = 7 * 24 * _HOUR
