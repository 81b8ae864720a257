"""Work calendars as they are listed, shown and changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CalendarKnown:
    """A work calendar in the list; the field names are the keys of its JSON.

    Args:
        name: what it is called.
        known_from: the first date whose holidays are known; None where there are none to know.
        known_until: the last one.
        in_force: whether the book counts by it.
        origin: `built_in` for one that comes with crm, `book` for one that the book has.
    """

    name: str
    known_from: date | None
    known_until: date | None
    in_force: bool
    origin: str


@dataclass(frozen=True, slots=True)
class MarkedDays:
    """Dates in a row that a calendar marks; the field names are the keys of its JSON.

    Args:
        calendar: the calendar.
        day: the first local date.
        until: the last one.
        kind: `free` or `work`.
        name: by which holiday.
        days: how many dates there are.
    """

    calendar: str
    day: date
    until: date
    kind: str
    name: str
    days: int


@dataclass(frozen=True, slots=True)
class CalendarChanged:
    """A calendar after a change; the field names are the keys of its JSON.

    Args:
        name: what it is called.
        known_from: the first date whose holidays are known now; None where it is gone.
        known_until: the last one.
        free_days: how many free dates the file marks.
        working_days: how many dates it marks as worked on.
        customers: for how many customers a date moved; 0 where the book counts by another one.
        in_force: whether the book counts by it.
        dry_run: whether nothing was written.
        assumed: whether the file did not say which dates it knows, so that whole years are taken as
            known.
    """

    name: str
    known_from: date | None
    known_until: date | None
    free_days: int
    working_days: int
    customers: int
    in_force: bool
    dry_run: bool
    assumed: bool = False
