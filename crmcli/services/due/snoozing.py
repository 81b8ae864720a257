"""Snoozing: a row of the due list goes away until a day, with a reason."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crmcli.domain.due import DueRow, due_ref, read_ref
from crmcli.domain.due_kind import DueKind
from crmcli.errors import N_, NotFound, Refused
from crmcli.services.naming.customers import named
from crmcli.store.reads.due import due_row
from crmcli.store.reads.obligation import obligation

if TYPE_CHECKING:
    import sqlite3
    from datetime import date

    from crmcli.domain.run import Run
    from crmcli.store.book import Book


class NothingOwed(NotFound):
    """The reference names nothing that is owed."""

    code = "nothing_owed"
    sentence = N_("Nothing is owed under {ref}.")
    hint = N_("See what is owed, with its ref, with `crm due --json`.")


class PastSnooze(Refused):
    """A snooze that would be over before it began."""

    code = "past_snooze"
    sentence = N_("A row can only be snoozed to a day after today; {until} is not.")
    hint = N_("Give a later day, like --until tomorrow or --until +1w.")


class TooLateSnooze(Refused):
    """A snooze to a day on which a greeting is over."""

    code = "too_late_snooze"
    sentence = N_("It can only be snoozed until {last}: after that a greeting is too late.")
    hint = N_("Give a day up to {last}; after it the next year's row stands by itself.")


def snooze(book: Book, run: Run, text: str, until: date) -> DueRow:
    """Snooze a row; the run carries the reason.

    Args:
        book: the book.
        run: the run that writes.
        text: a reference such as `promise:5`, or a customer, whose follow-up is meant.
        until: the local date it comes back.

    Raises:
        UnreadableRef, UnknownChoice: the reference cannot be read.
        CustomerNotFound, AmbiguousCustomer: it names no row and no one customer.
        NothingOwed: there is no such row.
        PastSnooze: the day is not after the run's.
        TooLateSnooze: it is a greeting, and over by then.
    """
    if until <= run.today:
        raise PastSnooze(until=until)
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(DueRow)
        if seen is not None:
            return seen
        connection = transaction.connection
        kind, subject_id = _subject(connection, text)
        found = obligation(connection, kind, subject_id)
        if found is None:
            raise NothingOwed(ref=due_ref(kind, subject_id))
        if found.shown_until is not None and until > found.shown_until:
            raise TooLateSnooze(last=found.shown_until)
        transaction.change(
            "obligation",
            {"kind": kind, "subject_id": subject_id},
            snoozed_until=until,
            snooze_reason=run.reason,
            shown_from=replace(found, snoozed_until=until).shown_from,
        )
        after = due_row(connection, kind, subject_id, run.today, run.now)
        if after is None:
            raise NothingOwed(ref=due_ref(kind, subject_id))
        return transaction.finished(after)


def _subject(connection: sqlite3.Connection, text: str) -> tuple[DueKind, int]:
    return read_ref(text) or (DueKind.FOLLOW_UP, named(connection, text).id)
