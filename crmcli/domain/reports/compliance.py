"""Whether a customer was followed up in time, judged by the grade and the policy of each day.

The clock of product.md section 2 is run again over the past: every contact is held against the due
date that stood when it was made, every day against the one that stood in its evening. A customer
that was A for ten days and B after is judged as both, each in its time, and a policy counts from
the day it was changed.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from heapq import merge
from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.grade import Grade
from crmcli.domain.policy import Policy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from crmcli.domain.counting import Rhythm
    from crmcli.domain.policy import PolicyMove

_DAY = timedelta(days=1)
_REMEMBERED = 20_000


@lru_cache(maxsize=_REMEMBERED)
def _after(rhythm: Rhythm, day: date) -> date:
    # Remembered: the same few days are asked for again and again.
    return rhythm.after(day).due


class Cadences:
    """How often each grade asked for a contact on any day, and how that was counted.

    Args:
        moves: every change of a policy, the first one first.
        with_calendar: gives a policy the work calendar it names; what is known of the calendar
            today holds for the past too.
    """

    def __init__(
        self,
        moves: Iterable[PolicyMove],
        with_calendar: Callable[[Policy], Policy] = lambda policy: policy,
    ) -> None:
        policy = Policy()
        self._days: dict[Grade, list[date]] = {grade: [] for grade in Grade}
        self._changed: dict[Grade, list[date]] = {grade: [date.min] for grade in Grade}
        self._rhythms: dict[Grade, list[Rhythm]] = {
            grade: [policy.rhythm(grade, policy.cadences[grade])] for grade in Grade
        }
        for move in moves:
            grades = self._told_by(move.name)
            if not grades or move.on is None:
                continue
            policy = with_calendar(policy.with_value(move.name, move.value, move.on))
            for grade in grades:
                self._days[grade].append(move.on)
                # The calendar moves a date, but gives no customer a new one to be counted from.
                own = move.name == grade
                self._changed[grade].append(move.on if own else self._changed[grade][-1])
                self._rhythms[grade].append(policy.rhythm(grade, policy.cadences[grade]))

    @staticmethod
    def _told_by(name: str) -> tuple[Grade, ...]:
        if name in {"calendar", "free_days", "working.days"}:
            return tuple(Grade)
        own = name.removeprefix("counting.")
        return (Grade(own),) if own in set(Grade) else ()

    def due(self, grade: Grade, day: date, last: date | None, start: date) -> date:
        """Say when a contact is due, as it stands on a day.

        Args:
            grade: the grade on that day.
            day: that day.
            last: the last contact by then; None for one who was never contacted.
            start: the earliest due date: the day the grade changed, or of one never contacted when
                it was due first.
        """
        days = self._days[grade]
        at = bisect_right(days, day) if days else 0
        if last is not None:
            due = _after(self._rhythms[grade][at], last)
            start = max(start, due)
        return max(start, self._changed[grade][at]) if at else start

    def changes(self, grade: Grade, after: date, until: date) -> Sequence[date]:
        """List the days on which a grade's cadence was changed, after one day and until another."""
        days = self._days[grade]
        return [each for each in days if after < each <= until] if days else ()


class Merge(NamedTuple):
    """A merge with another customer: from then on the contacts of both are its own.

    Args:
        on: the local date.
        last: its last contact from then on; None if it has none.
        first_due: when it is due from then on as long as it has none.
    """

    on: date
    last: date | None
    first_due: date


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of a customer's past; all dates are local.

    Args:
        name: what it is called.
        first_due: when it was due as long as it was never contacted, and not merged.
        grades: each grade that it was given, with the day from which it held, the first one first.
        contacts: the days of the contacts that move clocks, with their ids, the first one first;
            of those before the days that are judged the last one is enough.
        end: the day from which nobody had to follow it up any more; None while somebody has.
        pauses: the stretches in which nobody had to, each up to the day it came back, in order.
        merges: what merging it with others made of it, in order.
    """

    name: str
    first_due: date
    grades: tuple[tuple[date, Grade], ...]
    contacts: tuple[tuple[date, int], ...]
    end: date | None = None
    pauses: tuple[tuple[date, date], ...] = ()
    merges: tuple[Merge, ...] = ()

    def ends_on(self, day: date, last: date) -> bool:
        """Tell whether a day is the one on which a duty ended whose last whole day is given."""
        ended = day == self.end or any(day == left for left, _ in self.pauses)
        return ended and day == last + _DAY

    def duties(self, last: date) -> Iterator[tuple[date, date]]:
        """Yield the stretches up to a day in which it was somebody's duty.

        Each ends with the day that ended it, whose contacts still belong to it.
        """
        start = self.grades[0][0] if self.grades else date.max
        end = last + _DAY if self.end is None else min(self.end, last + _DAY)
        for left, back in self.pauses:
            if left >= back:
                # It came back on the day it left: no evening was without it.
                continue
            if start <= min(left, end):
                yield start, min(left, end)
            start = max(start, back)
        if start <= end:
            yield start, end


class Made(NamedTuple):
    """A contact, with the grade and the due date that stood before it.

    `last` is the contact before it, None for the first one.
    """

    id: int
    day: date
    grade: Grade
    due: date
    last: date | None


class Stay(NamedTuple):
    """Days on which a grade and a due date stood, the last one included; `since` is as `last`."""

    first: date
    last: date
    grade: Grade
    due: date
    since: date | None


def judged(past: Past, cadences: Cadences, first: date, last: date) -> Iterator[Made | Stay]:
    """Run the clock of a customer over some days of its past.

    Contacts come before a change of grade of the same day: the grade that they led to is that of
    the days after. What lies before the first grade was nobody's duty yet: it only says when the
    last contact was.

    Args:
        past: the customer's past.
        cadences: what each grade asked for on each day.
        first: the first day that is judged.
        last: the last one.
    """
    for start, end in past.duties(last):
        if end >= first:
            yield from _on_duty(past, cadences, max(first, start), min(end - _DAY, last))


def _on_duty(past: Past, cadences: Cadences, first: date, last: date) -> Iterator[Made | Stay]:
    """Run the clock over days without a gap; the day after the last one still has contacts."""
    grade, changed, contacted, first_due = past.grades[0][1], date.min, None, past.first_due
    present = first
    for day, event in _events(past, last):
        if day > present:
            state = _State(grade, changed, contacted, first_due)
            yield from _stays(cadences, state, present, day)
            present = day
        if isinstance(event, Grade):
            if event is not grade:
                grade, changed = event, day
        elif isinstance(event, Merge):
            _, contacted, first_due = event
        else:
            if day >= first:
                start = changed if contacted is not None else max(changed, first_due)
                due = cadences.due(grade, day, contacted, start)
                yield Made(event, day, grade, due, contacted)
            contacted = day
    state = _State(grade, changed, contacted, first_due)
    yield from _stays(cadences, state, present, last + _DAY)


class _State(NamedTuple):
    grade: Grade
    changed: date
    contacted: date | None
    first_due: date


def _stays(cadences: Cadences, state: _State, first: date, following: date) -> Iterator[Stay]:
    """Give the days up to a following event, apart where the policy changed in between."""
    grade, changed, contacted, first_due = state
    start = changed if contacted is not None else max(changed, first_due)
    for change in cadences.changes(grade, first, following - _DAY):
        due = cadences.due(grade, first, contacted, start)
        yield Stay(first, change - _DAY, grade, due, contacted)
        first = change
    if first < following:
        due = cadences.due(grade, first, contacted, start)
        yield Stay(first, following - _DAY, grade, due, contacted)


_Event = tuple[date, "int | Merge | Grade"]
"""What happened on a day: a contact by its id, a merge, or a grade that was given."""


def _events(past: Past, last: date) -> Iterator[_Event]:
    """Put what happened in order; on one day contacts go before merges, and these before grades.

    Whoever was called and given up on the same day was called while it was a duty: contacts of the
    day after the last one are among them, where a duty ended with that day.
    """
    found = _contacts_and_grades(past, last)
    if not past.merges:
        return found
    merges: Iterator[_Event] = ((each.on, each) for each in past.merges if each.on <= last)
    return merge(found, merges, key=_order)


def _order(event: _Event) -> tuple[date, int]:
    day, what = event
    return day, 2 if isinstance(what, Grade) else 1 if isinstance(what, Merge) else 0


def _contacts_and_grades(past: Past, last: date) -> Iterator[_Event]:
    grades = past.grades
    at, size = 1, len(grades)
    for day, contact in past.contacts:
        if day > last and not past.ends_on(day, last):
            break
        while at < size and grades[at][0] < day:
            yield grades[at]
            at += 1
        yield day, contact
    for on, grade in grades[at:]:
        if on > last:
            break
        yield on, grade
