"""Trying a policy: the list, the coming weeks and the past, as they are and would be."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from crmcli.domain.cadence import ClockFacts, follow_up_clock
from crmcli.domain.channel import Channel
from crmcli.domain.grade import Grade, GradeSource
from crmcli.domain.grading import judge
from crmcli.domain.policy import Policy, moves
from crmcli.domain.policy_trial import (
    DueToday,
    Lateness,
    LoadDay,
    PolicyTrial,
    load_of,
)
from crmcli.services.policies.reading import changed_policy
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.policy_trial import Planned, gaps, planned

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from crmcli.domain.counting import Rhythm
    from crmcli.store.book import Book

Starts = Counter[tuple[Grade, date]]


def tried(book: Book, today: date, values: Mapping[str, str]) -> PolicyTrial:
    """Say what changed cadences and horizons would do; nothing is written.

    Args:
        book: the book.
        today: the local date.
        values: the tried values by name, as for `Policy.with_values`.

    Raises:
        CrmError: as `Policy.with_values`.
    """
    with book.reading() as connection:
        before = book_reads.policy(connection)
        changed = moves(before, values)
        after = changed_policy(connection, before, changed, today)
        plan = _plan(connection, before, after, today)
        late = _late(connection, before, after)
    due = [_due_today(grade, plan, today) for grade in Grade]
    load_before = load_of(plan.before, today, _rhythms(before))
    load_after = load_of(plan.after, today, _rhythms(after))
    load = [LoadDay(day, load_before[day], load_after[day]) for day in load_before]
    return PolicyTrial(
        tried=tuple(changed),
        regraded=plan.regraded,
        due_today=tuple(due),
        due_before=sum(each.before for each in due),
        due_after=sum(each.after for each in due),
        load=tuple(load),
        load_before=sum(each.before for each in load),
        load_after=sum(each.after for each in load),
        late=late,
        contacts=sum(each.contacts for each in late),
        late_before=sum(each.late_before for each in late),
        late_after=sum(each.late_after for each in late),
    )


def _rhythms(policy: Policy) -> dict[Grade, Rhythm]:
    return {grade: policy.rhythm(grade, span) for grade, span in policy.cadences.items()}


@dataclass(slots=True)
class _Plan:
    """How many customers of a grade are first on the list on a day, before and after."""

    before: Starts = field(default_factory=Counter)
    after: Starts = field(default_factory=Counter)
    regraded: int = 0


def _plan(connection: sqlite3.Connection, before: Policy, after: Policy, today: date) -> _Plan:
    plan = _Plan()
    cadences = {grade for grade in Grade if before.cadences[grade] != after.cadences[grade]}
    horizons = before.horizons != after.horizons
    for each in planned(connection, today):
        grade = _grade(each, before, after, today) if horizons else each.grade
        first = each.shown_from
        if grade in cadences or grade is not each.grade:
            first = _first(each, grade, after, today)
        plan.before[each.grade, max(each.shown_from, today)] += 1
        plan.after[grade, max(first, today)] += 1
        plan.regraded += grade is not each.grade
    return plan


def _grade(each: Planned, before: Policy, after: Policy, today: date) -> Grade:
    """Grade a customer by the tried horizons, where these alone make the difference."""
    if each.source is GradeSource.HAND:
        return each.grade
    present = judge(each.facts, today, before.horizons).grade
    answer = judge(each.facts, today, after.horizons).grade
    return each.grade if answer is None or answer is present else answer


def _first(each: Planned, grade: Grade, policy: Policy, today: date) -> date:
    last = {} if each.last_contact is None else {Channel.OTHER: each.last_contact}
    facts = ClockFacts(
        grade=grade,
        first_due=each.first_due,
        verified=each.first_due,
        grade_changed=each.grade_changed if grade is each.grade else today,
        contacted=last,
    )
    clock = follow_up_clock(facts, policy)
    if clock is None or clock.due == each.due:
        return each.shown_from
    return clock.due if each.put_off is None else max(clock.due, each.put_off)


def _due_today(grade: Grade, plan: _Plan, today: date) -> DueToday:
    return DueToday(grade, plan.before[grade, today], plan.after[grade, today])


def _late(connection: sqlite3.Connection, before: Policy, after: Policy) -> tuple[Lateness, ...]:
    limits: dict[tuple[Grade, date], tuple[date, date]] = {}
    rhythms = _rhythms(before), _rhythms(after)
    contacts: Counter[Grade] = Counter()
    late_before: Counter[Grade] = Counter()
    late_after: Counter[Grade] = Counter()
    for grade, day, following in gaps(connection):
        found = limits.get((grade, day))
        if found is None:
            found = (rhythms[0][grade].after(day).due, rhythms[1][grade].after(day).due)
            limits[grade, day] = found
        contacts[grade] += 1
        late_before[grade] += following > found[0]
        late_after[grade] += following > found[1]
    return tuple(
        Lateness(grade, contacts[grade], late_before[grade], late_after[grade]) for grade in Grade
    )
