"""Work calendars: those that come with crm, those that the book has, and the one in force."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from crmcli.domain.calendar_days import CalendarDays, read_calendar
from crmcli.domain.work_calendar import EVERY_DAY, NONE, WEEKEND, WorkCalendar
from crmcli.errors import Refused
from crmcli.store.faults import UnreadableValueError

if TYPE_CHECKING:
    import sqlite3

    from crmcli.domain.policy import Policy

DAYS = "work_calendar.days"
_SHIPPED = Path(__file__).parents[2] / "calendars"


def with_calendar(connection: sqlite3.Connection | None, policy: Policy) -> Policy:
    """Give a policy the work calendar that it names.

    Args:
        connection: the reading door, or that of a transaction; None where there is no book.
        policy: the policy.

    Raises:
        UnreadableValueError: the book holds a calendar that cannot be read.
    """
    name = policy.word("calendar")
    if name == NONE:
        return policy if policy.calendar is EVERY_DAY else replace(policy, calendar=EVERY_DAY)
    return replace(policy, calendar=work_calendar(connection, name, policy))


def work_calendar(connection: sqlite3.Connection | None, name: str, policy: Policy) -> WorkCalendar:
    """Make a calendar of what is known of it; of a name that nothing is known of, its weekends."""
    from crmcli.domain.working_policy import read_working_days  # noqa: PLC0415 - where there is one

    weekdays = read_working_days(policy.word("working.days"))
    if name in {NONE, WEEKEND}:
        return EVERY_DAY if name == NONE else WorkCalendar(WEEKEND, weekdays)
    found = known(connection, name)
    if found is None:
        return WorkCalendar(name, weekdays)
    return WorkCalendar(name, weekdays, found.marked, found.known_from, found.known_until)


def known(connection: sqlite3.Connection | None, name: str) -> CalendarDays | None:
    """Give what is known of a calendar: what the book has of it, else what comes with crm."""
    given = None if connection is None else kept(connection).get(name)
    return shipped().get(name) if given is None else given


def joined(earlier: CalendarDays, later: CalendarDays) -> CalendarDays:
    """Put two parts of a calendar together.

    The later one's word holds for the days that it says it knows; where it does not say so, it adds
    to what is there.
    """
    left = {
        day: mark
        for day, mark in earlier.marked.items()
        if not (later.states and later.known_from <= day <= later.known_until)
    }
    marked = {**left, **later.marked}
    return CalendarDays(
        name=later.name or earlier.name,
        known_from=min(earlier.known_from, later.known_from),
        known_until=max(earlier.known_until, later.known_until),
        marked={day: marked[day] for day in sorted(marked)},
    )


def kept(connection: sqlite3.Connection) -> dict[str, CalendarDays]:
    """Read the calendars that the book has, by name.

    It has those that were imported, and those that came with crm as they were when it began to
    count by them: the same book gives the same dates on every machine and under every release.
    """
    rows = connection.execute("SELECT name, days FROM work_calendar ORDER BY name")
    try:
        return {name: read_calendar(text) for name, text in rows}
    except Refused as error:
        raise UnreadableValueError(DAYS) from error


@cache
def shipped() -> dict[str, CalendarDays]:
    """Read the calendars that come with crm, by name."""
    return {
        path.stem: read_calendar(path.read_text("utf-8")) for path in sorted(_SHIPPED.glob("*.csv"))
    }
