"""Which work calendars are known, what is known of one, and which is in force."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from crmcli.domain.calendar_days import CalendarDays, of_year, runs
from crmcli.domain.known_calendar import CalendarKnown, MarkedDays
from crmcli.domain.listed import names as names_listed
from crmcli.domain.nearness import nearest
from crmcli.domain.policy import Policy
from crmcli.domain.work_calendar import NONE, WEEKEND, calendar_name
from crmcli.errors import N_, NotFound
from crmcli.store.place import NoBook
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.work_calendars import kept, known, shipped

if TYPE_CHECKING:
    import sqlite3

    from crmcli.store.book import Book


class UnknownCalendar(NotFound):
    """A work calendar that nothing is known of."""

    code = "unknown_calendar"
    sentence = N_("There is no calendar named {name}; there are {names}.")
    hint = N_("Import it: crm calendar import FILE --name {name}")


class UnknownYear(NotFound):
    """A year of which a calendar knows no holidays."""

    code = "unknown_calendar_year"
    sentence = N_(
        "The holidays of {name} are not known for {year}: they are known from {first} to {last}."
    )
    hint = N_("Import them: crm calendar import FILE --name {name}")


def names(connection: sqlite3.Connection | None) -> list[str]:
    """List the names of all calendars that are known."""
    given = () if connection is None else kept(connection)
    return [NONE, WEEKEND, *sorted({*shipped(), *given})]


def must_be_known(connection: sqlite3.Connection | None, name: str) -> None:
    """Refuse a calendar that nothing is known of.

    Raises:
        UnknownCalendar: nothing is known of it.
    """
    there = names(connection)
    if name not in there:
        near = nearest(name, there)
        hint = N_("Did you mean {nearest}?") if near else None
        raise UnknownCalendar(name=name, names=names_listed(there), nearest=near, hint=hint)


def listed(book: Book) -> list[CalendarKnown]:
    """List the calendars; without a book those that come with crm."""
    try:
        with book.reading() as connection:
            return _listed(connection, book_reads.policy(connection))
    except NoBook:
        return _listed(None, Policy())


def marked(book: Book, name: str | None) -> CalendarDays:
    """Give what is known of a calendar.

    Args:
        book: the book; it need not be there.
        name: the calendar; None for the one in force.

    Raises:
        UnknownCalendar: nothing is known of it.
    """
    try:
        with book.reading() as connection:
            return _marked(connection, name or book_reads.policy(connection).word("calendar"))
    except NoBook:
        return _marked(None, name or Policy().word("calendar"))


def of_known_year(days: CalendarDays, year: int) -> CalendarDays:
    """Give what is known of a year of a calendar.

    Raises:
        UnknownYear: nothing is.
    """
    found = of_year(days, year)
    if found is None:
        raise UnknownYear(name=days.name, year=year, first=days.known_from, last=days.known_until)
    return found


def rows(days: CalendarDays, year: int | None = None) -> list[MarkedDays]:
    """List the marked dates of a calendar, those in a row as one.

    Args:
        days: what is known of it.
        year: those that touch this year alone.
    """
    return [
        MarkedDays(
            days.name or "", first, last, "work" if mark.works else "free", mark.name,
            (last - first).days + 1,
        )
        for first, last, mark in runs(days.marked)
        if year is None or first.year <= year <= last.year
    ]  # fmt: skip


def _listed(connection: sqlite3.Connection | None, policy: Policy) -> list[CalendarKnown]:
    given = {} if connection is None else kept(connection)
    found = []
    for name in names(connection):
        days = known(connection, name)
        found.append(
            CalendarKnown(
                name=name,
                known_from=None if days is None else days.known_from,
                known_until=None if days is None else days.known_until,
                in_force=policy.word("calendar") == name,
                origin="book" if name in given else "built_in",
            )
        )
    return found


def _marked(connection: sqlite3.Connection | None, name: str) -> CalendarDays:
    folded = calendar_name(name)
    must_be_known(connection, folded)
    found = known(connection, folded)
    if found is None:
        return CalendarDays(folded, date.min, date.max, {})
    return CalendarDays(folded, found.known_from, found.known_until, found.marked)
