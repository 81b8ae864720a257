"""When the contacts of one story take place, and by which channel."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from crmcli.domain.channel import Channel

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import tzinfo
    from random import Random

    from crmcli.demo.plan import Plan

_FRIDAY = 5
_LATE = 0.08
_SHARE_UNANSWERED = 0.06
_SHARE_GREETED = 0.35
_VISITED_EVERY = 25
_HOURS = (9, 9, 10, 10, 10, 11, 11, 14, 14, 15, 15, 16, 16, 17)
_MINUTES = {
    Channel.PHONE: (3, 25),
    Channel.VIDEO: (20, 60),
    Channel.VISIT: (45, 120),
    Channel.MEETING: (30, 90),
}
_FACE_TO_FACE = frozenset({Channel.VISIT, Channel.MEETING})


def contact_days(plan: Plan, rng: Random) -> list[date]:
    """Draw the days of the contacts that count, oldest first, at the pace of the grade.

    They are drawn backwards from the planned last one, mostly within the cadence, at times late.
    """
    if plan.last is None:
        return []
    days = {plan.last}
    day = plan.last
    while True:
        late = 1.5 if rng.random() < _LATE else 1.0
        day = workday(day - timedelta(days=max(1, round(plan.pace(day) * late * _portion(rng)))))
        if day < plan.entered:
            break
        days.add(day)
    if plan.visited_on is not None:
        days.add(plan.visited_on)
    first = min(days)
    if (first - plan.entered).days > _FRIDAY:
        days.add(max(plan.entered, workday(plan.entered + timedelta(days=rng.randint(0, 3)))))
    return sorted(days)


def channels(
    days: Sequence[date], plan: Plan, usual: Sequence[Channel], rng: Random
) -> list[Channel]:
    """Draw a channel for each day; who is to be visited or called at a rhythm is so."""
    wanted, every = (Channel.VISIT, _VISITED_EVERY) if plan.key else (None, 0)
    if plan.rhythm is not None:
        span, wanted = plan.rhythm
        every = span.days - 3
    phoned_since = plan.visited_on or date.max
    drawn = []
    following = date.max
    for day in reversed(days):
        channel = rng.choice(usual)
        if day > phoned_since:
            channel = Channel.PHONE
        elif wanted and day != days[0] and _is_time(day, following, every):
            channel, following = wanted, day
        elif day == days[0] and channel in _FACE_TO_FACE:
            channel = Channel.PHONE
        drawn.append(channel)
    return drawn[::-1]


def unanswered_days(days: Sequence[date], plan: Plan, rng: Random) -> Iterator[date]:
    """Draw days on which a call was tried in vain before the contact came about."""
    for before, day in pairwise(days):
        tried = workday(day - timedelta(days=1))
        if tried > before and rng.random() < _SHARE_UNANSWERED:
            yield tried
    if plan.tried_on is not None:
        yield plan.tried_on


def greetings(
    first: date, before: date, festivals: Mapping[tuple[int, int], str], rng: Random
) -> Iterator[tuple[date, str]]:
    """Draw festivals and birthdays after `first` and before `before`, with their greeting."""
    for year in range(first.year, before.year + 1):
        for (month, day), text in festivals.items():
            on = date(year, month, day)
            if first < on < before and rng.random() < _SHARE_GREETED:
                yield on, text


def instant(day: date, today: date, zone: tzinfo, rng: Random) -> datetime:
    """Draw a time within working hours, on the last day early in the morning, as a UTC instant."""
    start = time(rng.choice(_HOURS), rng.randrange(0, 60, 5))
    if day == today:
        start = time(8 + (late := rng.random() < 0.5), rng.randrange(0 if late else 30, 50, 5))  # noqa: PLR2004
    return datetime.combine(day, start, zone).astimezone(UTC)


def minutes(channel: Channel, rng: Random) -> int | None:
    """Draw how long a contact took; of messages it is not kept."""
    usual = _MINUTES.get(channel)
    return rng.randint(*usual) if usual else None


def is_weekend(day: date) -> bool:
    """Tell whether a day is a Saturday or Sunday."""
    return day.isoweekday() > _FRIDAY


def workday(day: date) -> date:
    """Give the day, or the Friday before it."""
    return day - timedelta(days=max(0, day.isoweekday() - _FRIDAY))


def _is_time(day: date, following: date, every: int) -> bool:
    return (following - day).days >= every and not is_weekend(day)


def _portion(rng: Random) -> float:
    return rng.uniform(0.6, 1.02)
