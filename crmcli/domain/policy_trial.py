"""What a change of cadences or horizons would do to the list, before anything is saved."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crmcli.domain.counting import Rhythm
    from crmcli.domain.grade import Grade
    from crmcli.domain.policy import PolicyMove

LOAD_DAYS = 28
"""How many days after today the load is foreseen for (product.md section 2)."""


@dataclass(frozen=True, slots=True)
class DueToday:
    """How many follow-ups of a grade are on today's list, now and with the tried policy."""

    grade: Grade
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class LoadDay:
    """How many follow-ups fall on a local date, now and with the tried policy."""

    day: date
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Lateness:
    """How many of the contacts that followed one made at this grade came late."""

    grade: Grade
    contacts: int
    late_before: int
    late_after: int


@dataclass(frozen=True, slots=True)
class PolicyTrial:
    """A tried policy beside the present one; the field names are the keys of its JSON.

    Args:
        tried: the numbers that would change.
        regraded: how many customers a tried horizon would grade otherwise; the figures count them
            as if they had been graded again today.
        due_today: today's list of follow-ups by grade.
        due_before: its length now.
        due_after: its length with the tried policy.
        load: the coming days, if each customer is contacted on the day it is due, today's too.
        load_before: their sum now.
        load_after: their sum with the tried policy.
        late: past contacts by the grade the contact before them left.
        contacts: their sum.
        late_before: how many of them were late by the present cadences.
        late_after: how many would have been by the tried ones.
    """

    tried: tuple[PolicyMove, ...]
    regraded: int
    due_today: tuple[DueToday, ...]
    due_before: int
    due_after: int
    load: tuple[LoadDay, ...]
    load_before: int
    load_after: int
    late: tuple[Lateness, ...]
    contacts: int
    late_before: int
    late_after: int


def load_of(
    starts: Mapping[tuple[Grade, date], int], today: date, cadences: Mapping[Grade, Rhythm]
) -> dict[date, int]:
    """Count the follow-ups of each coming day, each customer coming back after its cadence.

    Args:
        starts: how many customers of a grade are first due on a local date; overdue ones, and
            those due today, are taken as contacted today and counted from their next date on.
        today: the local date; it is not part of the load.
        cadences: how often each grade comes back.
    """
    last = later(today, LOAD_DAYS)
    load: Counter[date] = Counter()
    for (grade, first), count in starts.items():
        cadence = cadences[grade]
        day = first if first > today else cadence.after(today).due
        while day <= last:
            load[day] += count
            following = cadence.after(day).due
            if following <= day:
                # The calendar ends here.
                break
            day = following
    return {later(today, ahead): load[later(today, ahead)] for ahead in range(1, LOAD_DAYS + 1)}


def later(day: date, days: int) -> date:
    """Give the local date some days after another, the last of the calendar beyond its end."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max
