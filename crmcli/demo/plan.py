"""How the story of each customer of the demonstration is to end on the day it is shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from crmcli.demo.lines import Phase
from crmcli.domain.channel import Channel
from crmcli.domain.grade import Grade
from crmcli.domain.span import Span, Unit

if TYPE_CHECKING:
    from random import Random

_YEAR = 360
_KEY = 38
_NEGLECTED = 5
_UNVISITED = (40, 42)
_OWN_RHYTHMS = (
    *[(Span(2, Unit.WEEK), Channel.VISIT)] * 4,
    (Span(3, Unit.WEEK), Channel.PHONE),
    (Span(1, Unit.MONTH), Channel.VIDEO),
)


@dataclass(frozen=True, slots=True)
class Plan:
    """The turning points of one customer's story; all are local dates.

    Args:
        entered: when it entered the book.
        last: the last contact that counts; None if there was none.
        clear_on: from when its need is clear; None if it never is.
        close: when the deal is expected to close.
        turned_on: from when the sale cools down or is over.
        turned: whether it then cools down, is refused or is lost.
        by_hand: the grade given by hand at the last contact.
        tried_on: a call after the last contact that nobody answered.
        promised_for: the day of the promise left open at the last contact.
        key: whether it is a key customer.
        visited_on: since when it is only phoned; None if it is visited as it should be.
        rhythm: its own frequency and the channel that goes with it.
    """

    entered: date
    last: date | None = None
    clear_on: date | None = None
    close: date | None = None
    turned_on: date | None = None
    turned: Phase | None = None
    by_hand: Grade | None = None
    tried_on: date | None = None
    promised_for: date | None = None
    key: bool = False
    visited_on: date | None = None
    rhythm: tuple[Span, Channel] | None = None

    @property
    def warm(self) -> bool:
        """Whether the sale is going on."""
        return self.last is not None and self.turned is None and self.by_hand is None

    def pace(self, day: date) -> float:
        """Say how many days lie between contacts around a day."""
        pace = 28.0
        turned = self.turned_on is not None and day > self.turned_on
        if self.clear_on and self.close and day >= self.clear_on and not turned:
            left = (self.close - day).days
            pace = 1.2 if left <= 30 else 6.5 if left <= 89 else 14.0 if left <= 180 else 28.0  # noqa: PLR2004
        return min(pace, 12.0) if self.rhythm else pace


@dataclass(frozen=True, slots=True)
class _Group:
    """Customers whose stories end alike; spans are days before or after today, both included.

    Args:
        count: how many they are.
        last: how many days ago the last contact was.
        close: in how many days the deal is expected to close.
        clear: whether the need is clear.
        turned: how the sale turned, if it did.
        by_hand: the grade given by hand.
    """

    count: int
    last: tuple[int, int]
    close: tuple[int, int] | None = None
    clear: bool = False
    turned: Phase | None = None
    by_hand: Grade | None = None


# The spans keep clear of the horizons of each grade, on the last contact's day as well as today.
_GROUPS = (
    _Group(6, (0, 0), (2, 25), clear=True),  # A, seen this morning
    _Group(8, (1, 1), (2, 25), clear=True),  # A, due
    _Group(2, (2, 3), (6, 24), clear=True),  # A, overdue
    _Group(32, (0, 6), (36, 78), clear=True),  # B
    _Group(5, (7, 9), (36, 78), clear=True),
    _Group(51, (1, 14), (96, 150), clear=True),  # C
    _Group(5, (15, 18), (96, 150), clear=True),
    _Group(60, (1, 28)),  # D, potential
    _Group(4, (30, 34)),
    _Group(24, (1, 28), clear=True),  # D, no date
    _Group(2, (30, 33), clear=True),
    _Group(22, (1, 28), (200, 330), clear=True),  # D, far away
    _Group(24, (1, 28), (40, 120), clear=True, turned=Phase.COOL),  # D, cooled down
    _Group(58, (15, 330), turned=Phase.REFUSED),  # E
    _Group(1, (367, 369), turned=Phase.REFUSED),
    _Group(6, (20, 150), (-30, 60), clear=True, turned=Phase.LOST),
    _Group(3, (1, 5), by_hand=Grade.B),
    _Group(2, (2, 9), by_hand=Grade.C),
    _Group(3, (0, 0), (-6, -2), clear=True),  # close date passed
)
_NEVER_CONTACTED = 5


def make_plans(today: date, rng: Random) -> list[Plan]:
    """Plan all stories of the book, in a drawn order."""
    plans = [_plan(group, today, rng) for group in _GROUPS for _ in range(group.count)]
    plans += [Plan(today - timedelta(days=rng.randint(0, 3))) for _ in range(_NEVER_CONTACTED)]
    rng.shuffle(plans)
    plans = _with_relations(plans, today, rng)
    plans = _with_promises(plans, today, rng)
    return _with_tries(plans, today, rng)


def _plan(group: _Group, today: date, rng: Random) -> Plan:
    last = _workday(today, group.last, rng)
    age = rng.randint(300, _YEAR) if rng.random() < 0.5 else rng.randint(45, _YEAR)  # noqa: PLR2004
    entered = min(today - timedelta(days=age), last - timedelta(days=rng.randint(3, 60)))
    entered = max(entered, min(today - timedelta(days=_YEAR), last - timedelta(days=3)))
    close = today + timedelta(days=rng.randint(*group.close)) if group.close else None
    turned_on = clear_on = None
    if group.turned is not None:
        turned_on = last
        if group.turned is Phase.COOL:
            turned_on -= timedelta(days=rng.randint(0, min(60, (last - entered).days // 2)))
    if group.clear:
        until = turned_on or last
        clear_on = max(entered, min(until - timedelta(days=5), _decided(until, close, rng)))
    return Plan(entered, last, clear_on, close, turned_on, group.turned, group.by_hand)


def _decided(until: date, close: date | None, rng: Random) -> date:
    """Draw the day a need became clear: some months before the deal was to close."""
    if close is None:
        return until - timedelta(days=rng.randint(20, 200))
    return close - timedelta(days=rng.randint(90, 220))


def _workday(today: date, ago: tuple[int, int], rng: Random) -> date:
    """Draw a day within the span, a working day where there is one."""
    days = [today - timedelta(days=count) for count in range(ago[0], ago[1] + 1)]
    return rng.choice([day for day in days if day.isoweekday() <= 5] or days)  # noqa: PLR2004


def _with_relations(plans: list[Plan], today: date, rng: Random) -> list[Plan]:
    """Make some customers key ones, and give a few a rhythm of their own."""
    warm = [index for index, plan in enumerate(plans) if plan.warm]
    old = [index for index in warm if plans[index].entered < today - timedelta(days=60)]
    recent = [index for index in old if _quiet(plans[index], today) in range(1, 7)]
    neglected = rng.sample(recent, _NEGLECTED)
    others = [index for index in warm if index not in neglected]
    rng.shuffle(others)
    key, rest = others[: _KEY - _NEGLECTED], others[_KEY - _NEGLECTED :]
    owned = [index for index in rest if index in old and _quiet(plans[index], today) < 10]  # noqa: PLR2004
    for index in (*neglected, *key):
        visited_on = _workday(today, _UNVISITED, rng) if index in neglected else None
        plans[index] = replace(plans[index], key=True, visited_on=visited_on)
    for index, rhythm in zip(owned, _OWN_RHYTHMS, strict=False):
        plans[index] = replace(plans[index], rhythm=rhythm)
    return plans


def _with_promises(plans: list[Plan], today: date, rng: Random) -> list[Plan]:
    """Leave promises open: a few overdue or for today, more for the days to come."""
    days = [-4, -3, -2, -2, -1, -1, 0, 0, 0, *(rng.randint(1, 18) for _ in range(40))]
    open_to_it = [index for index, plan in enumerate(plans) if plan.warm]
    rng.shuffle(open_to_it)
    for offset in days:
        day = today + timedelta(days=offset)
        index = next(index for index in open_to_it if (plans[index].last or today) < day)
        open_to_it.remove(index)
        plans[index] = replace(plans[index], promised_for=day)
    return plans


def _with_tries(plans: list[Plan], today: date, rng: Random) -> list[Plan]:
    """Let a few be called in vain since their last contact: one today, the others yesterday."""
    due = [index for index, plan in enumerate(plans) if plan.warm and _quiet(plan, today) >= 7]  # noqa: PLR2004
    for number, index in enumerate(rng.sample(due, 4)):
        plans[index] = replace(plans[index], tried_on=today - timedelta(days=min(number, 1)))
    return plans


def _quiet(plan: Plan, today: date) -> int:
    return (today - plan.last).days if plan.last else 0
