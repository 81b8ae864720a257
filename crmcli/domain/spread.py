"""Levelling the days: follow-ups that may come early are moved to days with less work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from crmcli.domain.work_calendar import EVERY_DAY, WorkCalendar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Movable:
    """A follow-up that may come earlier than it is due.

    Args:
        key: whose it is.
        shown: the local date it is on the list now, after today.
        due: the local date it is due; it never comes later.
        slack: how many days before that it may come: half of its cadence.
    """

    key: int
    shown: date
    due: date
    slack: int


_MOST_ROUNDS = 20
"""Each round moves less; a handful settles any real book, and the bound keeps the rest short."""


def levelled(
    load: Mapping[date, int],
    movables: Sequence[Movable],
    today: date,
    calendar: WorkCalendar = EVERY_DAY,
) -> dict[int, date]:
    """Say who is moved to which day, so that the days come out as even as their windows allow.

    One follow-up after the other goes to the day with the least work in its window, if that day
    is then lighter than the one it leaves, until none moves any more. So no day gets heavier than
    the heaviest was, and levelled days stay as they are. Of equal days the latest is taken: a
    follow-up is not pulled forward for nothing.

    Args:
        load: how many rows of any kind fall on each day now, the movable ones among them.
        movables: what may move; never before tomorrow, since today's list is being worked on, and
            never past its due date.
        today: the local date.
        calendar: the work calendar; nothing is moved to a free day.
    """
    first = today.toordinal() + 1
    last = max((each.due.toordinal() for each in movables), default=first)
    days = [0] * (last - first + 1)
    for day, count in load.items():
        if first <= day.toordinal() <= last:
            days[day.toordinal() - first] += count
    places = [each.shown.toordinal() - first for each in movables]
    windows = [_window(each, first, calendar) for each in movables]
    for _ in range(_MOST_ROUNDS):
        if not _round(days, places, windows):
            break
    return {
        each.key: today + timedelta(days=place + 1)
        for each, place in zip(movables, places, strict=True)
        if each.shown.toordinal() - first != place
    }


def _window(movable: Movable, first: int, calendar: WorkCalendar) -> Sequence[int]:
    """Give the days that a follow-up may be on, the latest first."""
    due = movable.due.toordinal() - first
    window = range(due, max(due - movable.slack, 0) - 1, -1)
    if calendar.is_plain:
        return window
    shown = movable.shown.toordinal() - first
    return [
        day for day in window if day == shown or calendar.is_working(date.fromordinal(first + day))
    ]


def _round(days: list[int], places: list[int], windows: Sequence[Sequence[int]]) -> bool:
    """Let each move once, in place; tell whether any did."""
    moved = False
    for at, window in enumerate(windows):
        place = places[at]
        best = min(window, key=days.__getitem__)
        if days[best] + 1 < days[place]:
            days[place] -= 1
            days[best] += 1
            places[at] = best
            moved = True
    return moved
