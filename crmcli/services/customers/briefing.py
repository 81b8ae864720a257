"""Reading one customer with everything that is told of it: the page read in the lift."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.domain.contact import ContactQuery
from crmcli.domain.customer import Customer
from crmcli.domain.due import DueRow
from crmcli.domain.due_kind import DueKind
from crmcli.domain.grade import GradeSource
from crmcli.domain.grade_history import stated_reason
from crmcli.domain.grading import Verdict, ground_message
from crmcli.domain.promise import Promise
from crmcli.services.customers.dealings import Dealings, dealings
from crmcli.services.customers.judged import existing, verdict_of
from crmcli.services.naming.customers import named
from crmcli.store.reads import lookup
from crmcli.store.reads.contacts import contacts
from crmcli.store.reads.due import DueQuery, due_rows
from crmcli.store.reads.grades import grade_changes
from crmcli.store.reads.pins import pins_of
from crmcli.store.reads.promises import open_promises
from crmcli.store.reads.standing import standing

if TYPE_CHECKING:
    import sqlite3
    from datetime import date, datetime

    from crmcli.domain.contact import Contact
    from crmcli.domain.derivation import Pin
    from crmcli.domain.message import Message
    from crmcli.store.book import Book

_LAST_CONTACTS = 5
_EVER = 10_000_000
"""More days than the calendar has: what is owed at any time."""
_NEAR = {DueKind.BIRTHDAY: 60, DueKind.FESTIVAL: 14}
"""How many days ahead a greeting is told of."""


@dataclass(frozen=True, slots=True)
class Briefing:
    """A customer with its lists.

    Args:
        customer: the record.
        verdict: the rule's answer to its facts as they are today.
        grade_since: the local date since when it has its grade.
        grade_reason: why it has it; None for a grade by hand without a reason.
        promises: what is open, the earliest first.
        contacts: the last few, the latest first.
        pins: its classes that were pinned by hand.
        owed: its obligations, whenever they are due.
        referrer: the name of the customer who referred it.
        dealings: what goes on with it.
    """

    customer: Customer
    verdict: Verdict
    grade_since: date
    grade_reason: Message | str | None
    promises: tuple[Promise, ...]
    contacts: tuple[Contact, ...]
    pins: tuple[Pin, ...]
    owed: tuple[DueRow, ...]
    referrer: str | None
    dealings: Dealings

    @property
    def greetings(self) -> tuple[DueRow, ...]:
        """Its birthdays and festivals of the coming weeks, in the order of their days."""
        found = (each for each in self.owed if each.kind in _NEAR)
        near = (each for each in found if -each.overdue_days <= _NEAR[each.kind])
        return tuple(sorted(near, key=lambda each: (each.due, each.ref)))


def briefing(book: Book, text: str, now: datetime) -> Briefing:
    """Read everything about one customer that fits on a page.

    Args:
        book: the book.
        text: the customer, as named on the command line.
        now: the instant, in the book's time zone, at which it is asked.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the text names no or several customers.
    """
    today = now.date()
    with book.reading() as connection:
        customer_id = named(connection, text).id
        found = existing(connection, customer_id, today)
        last = ContactQuery(customer_id=customer_id, limit=_LAST_CONTACTS)
        ever = DueQuery(today, ahead=_EVER, customer_id=customer_id, theirs=True, now=now)
        return Briefing(
            customer=found,
            verdict=verdict_of(connection, found, today),
            grade_since=standing(connection, customer_id).grade_since,
            grade_reason=_grade_reason(connection, found, today),
            promises=tuple(open_promises(connection, customer_id)),
            contacts=tuple(contacts(connection, last)),
            pins=pins_of(connection, customer_id),
            owed=tuple(due_rows(connection, ever)),
            referrer=_name(connection, found.referred_by),
            dealings=dealings(connection, found, now),
        )


def _grade_reason(
    connection: sqlite3.Connection, customer: Customer, today: date
) -> Message | str | None:
    if customer.grade_source is not GradeSource.HAND:
        stands = standing(connection, customer.id)
        ground = stands.grading.ground
        if ground is None:
            return None
        return ground_message(ground, customer.expected_close, stands.deal(today))
    return stated_reason(tuple(grade_changes(connection, customer.id)))


def _name(connection: sqlite3.Connection, customer_id: int | None) -> str | None:
    found = None if customer_id is None else lookup.by_id(connection, customer_id)
    return None if found is None else found.name
