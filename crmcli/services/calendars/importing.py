"""Bringing in a work calendar: another country's, or the next year of one that is there."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import IO, TYPE_CHECKING

from crmcli.domain import listed
from crmcli.domain.calendar_days import MOST_DAYS, BadCalendar, CalendarDays, read_calendar
from crmcli.domain.known_calendar import CalendarChanged
from crmcli.domain.work_calendar import NONE, WEEKEND, calendar_name
from crmcli.errors import N_, NotFound, Refused, UsageFault
from crmcli.exchange.encoding import encoding_of
from crmcli.services.calendars.keeping import put_into
from crmcli.services.purchases.recounting import recount, unwatched
from crmcli.store.place import NoBook
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.work_calendars import joined, kept, known, shipped

if TYPE_CHECKING:
    import sqlite3

    from crmcli.domain.run import Run
    from crmcli.services.purchases.recounting import Progress
    from crmcli.store.book import Book
    from crmcli.store.transaction import Transaction

_MOST_BYTES = 1_000_000
_LONGEST = 20
"""How long a name may be."""


class CalendarTooLarge(Refused):
    """A file that is far too large for a calendar."""

    code = "calendar_too_large"
    sentence = N_("{path} is larger than a calendar can be (1 MB).")


class CalendarUnnamed(UsageFault):
    """A calendar without a name, or with one that is taken."""

    code = "calendar_unnamed"
    sentence = N_("It is not said which calendar this is.")
    hint = N_("Name it, as in --name CN; letters and digits, none and weekend are taken.")


class CalendarGap(Refused):
    """Days that do not follow those that are known."""

    code = "calendar_gap"
    sentence = N_("{name} is known until {known}, but this file begins on {first}.")
    hint = N_("Import the years in between first.")


class EarlierGap(CalendarGap):
    """Days that end before those that are known begin."""

    sentence = N_("{name} is known from {known}, but this file ends on {last}.")


class NotKept(NotFound):
    """A calendar that the book does not have."""

    code = "calendar_not_kept"
    sentence = N_("The book has no calendar named {name}.")
    hint = N_("See them with: crm calendar list")


class NotShipped(NotFound):
    """A calendar that crm does not come with."""

    code = "calendar_not_shipped"
    sentence = N_("crm comes with no calendar named {name}, but with {names}.")
    hint = N_("Import a file of its holidays: crm calendar import FILE --name {name}")


class NoHolidays(NotFound):
    """No calendar is in force of which holidays are known, and none is named."""

    code = "no_calendar_in_force"
    sentence = N_("No calendar with holidays is in force: calendar is {name}.")
    hint = N_("Set one with crm config set calendar CN, or name one: crm calendar update CN")


class CalendarInUse(Refused):
    """A calendar that the book counts by, and that nothing else is known of."""

    code = "calendar_in_use"
    sentence = N_("The book counts by {name}.")
    hint = N_("Choose another one first: crm config set calendar weekend")


def read_file(
    path: str, file: IO[bytes], name: str | None, encoding: str | None = None
) -> CalendarDays:
    """Read a file of holidays in the form of `domain.calendar_days`.

    Args:
        path: its name, for messages.
        file: the file, which can be read twice.
        name: what the calendar is called; None for what the file says.
        encoding: the encoding it was written in; None to tell it by the content.

    Raises:
        CalendarTooLarge, CalendarUnnamed, BadCalendar: the file cannot be used.
    """
    data = file.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise CalendarTooLarge(path=path)
    file.seek(0)
    found = read_calendar(data.decode(encoding_of(file, encoding)))
    called = (name or found.name or "").strip().upper()
    plain = called.replace("-", "").replace("_", "")
    if not (plain.isascii() and plain.isalnum() and called[0].isalpha()):
        raise CalendarUnnamed
    if called.lower() in {NONE, WEEKEND} or len(called) > _LONGEST:
        raise CalendarUnnamed
    return replace(found, name=called)


def foresee(book: Book, days: CalendarDays) -> CalendarChanged:
    """Say what bringing in a calendar would do; nothing is written.

    Raises:
        CalendarGap: it does not follow what is known.
    """
    try:
        with book.reading() as connection:
            whole = _whole(connection, days)
            in_force = book_reads.policy(connection).word("calendar") == days.name
    except NoBook:
        whole, in_force = _whole(None, days), False
    return _changed(days, whole, 0, in_force=in_force, dry_run=True)


def bring_in(
    book: Book, run: Run, days: CalendarDays, progress: Progress = unwatched
) -> CalendarChanged:
    """Add a calendar to the book, or days to one that is there; what it says of a day holds.

    Args:
        book: the book.
        run: the run.
        days: the calendar, with its name.
        progress: told how many of how many customers were looked at.

    Raises:
        CalendarGap: it does not follow what is known.
    """
    with book.writing(run) as transaction:
        seen = transaction.replayed(CalendarChanged)
        if seen is not None:
            return seen
        connection = transaction.connection
        whole = _whole(connection, days)
        put_into(transaction, whole)
        moved, in_force = _recounted(transaction, days.name or "", progress)
        result = _changed(days, whole, moved, in_force=in_force, dry_run=False)
        return transaction.finished(result)


def as_shipped(book: Book, name: str | None) -> CalendarDays:
    """Give a calendar as this crm comes with it, to be brought in.

    Args:
        book: the book.
        name: the calendar; None for the one in force.

    Raises:
        NotShipped: crm comes with none of this name.
        NoHolidays: none is named, and the one in force has no holidays.
    """
    with book.reading() as connection:
        wanted = calendar_name(name or book_reads.policy(connection).word("calendar"))
    came = shipped().get(wanted)
    if came is None and name is None and wanted in {NONE, WEEKEND}:
        raise NoHolidays(name=wanted)
    if came is None:
        raise NotShipped(name=wanted, names=listed.names(shipped()))
    return replace(came, name=wanted)


def remove(book: Book, run: Run, name: str) -> CalendarChanged:
    """Take a calendar out of the book; what comes with crm is known still.

    Raises:
        NotKept: the book has none of this name.
        CalendarInUse: the book counts by it.
    """
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(CalendarChanged)
        if seen is not None:
            return seen
        connection, called = transaction.connection, name.strip().upper()
        there = kept(connection).get(called)
        if there is None:
            raise NotKept(name=name)
        if book_reads.policy(connection).word("calendar") == called:
            raise CalendarInUse(name=called)
        transaction.remove("work_calendar", name=called)
        left = known(connection, called)
        result = _changed(there, left, 0, in_force=False, dry_run=False)
        return transaction.finished(replace(result, name=called))


def _whole(connection: sqlite3.Connection | None, days: CalendarDays) -> CalendarDays:
    present = known(connection, days.name or "")
    if present is None:
        return days
    if days.known_from > present.known_until + timedelta(days=1):
        raise CalendarGap(name=days.name, known=present.known_until, first=days.known_from)
    if days.known_until < present.known_from - timedelta(days=1):
        raise EarlierGap(name=days.name, known=present.known_from, last=days.known_until)
    whole = joined(present, days)
    if len(whole.marked) > MOST_DAYS:
        raise BadCalendar(line=1, reason=N_("it marks more days than a calendar can have."))
    return whole


def _recounted(transaction: Transaction, name: str, progress: Progress) -> tuple[int, bool]:
    """Put right every date that is counted by a calendar; tell for how many, and if any is."""
    connection = transaction.connection
    if book_reads.policy(connection).word("calendar") != name:
        return 0, False
    ids = [key for (key,) in connection.execute("SELECT id FROM customer ORDER BY id")]
    return recount(transaction, ids, progress), True


def _changed(
    days: CalendarDays, whole: CalendarDays | None, moved: int, *, in_force: bool, dry_run: bool
) -> CalendarChanged:
    working = sum(each.works for each in days.marked.values())
    return CalendarChanged(
        name=days.name or "",
        known_from=None if whole is None else whole.known_from,
        known_until=None if whole is None else whole.known_until,
        free_days=len(days.marked) - working,
        working_days=working,
        customers=moved,
        in_force=in_force,
        dry_run=dry_run,
        assumed=whole is not None and not days.states,
    )
