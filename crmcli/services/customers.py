"""Adding customers, and reading one with everything that is told of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from crmcli.domain.contact import Contact, ContactQuery
from crmcli.domain.customer import Customer, CustomerDraft
from crmcli.domain.entry import Entry
from crmcli.domain.field import CustomField
from crmcli.domain.grading import Facts, Verdict, judge
from crmcli.domain.promise import Promise
from crmcli.domain.text import clean_name
from crmcli.errors import Conflict, N_
from crmcli.services.duplicates import likely_duplicates
from crmcli.services.fields import Reading, UnknownField, field_name, read_field
from crmcli.services.loading import load
from crmcli.services.naming import named
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.contacts import contacts
from crmcli.store.reads.customers import customer as read_customer
from crmcli.store.reads.promises import open_promises
from crmcli.store.schema.customer import FieldRow

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping
    from crmcli.domain.lookup import Candidate
    from crmcli.domain.run import Run
    from crmcli.store.book import Book
    from crmcli.store.transaction import Transaction


class LikelyDuplicate(Conflict):
    """A customer like the new one is in the book; `candidates` lists it."""

    code = "likely_duplicate"
    sentence = N_("{name} seems to be in the book already:")
    hint = N_("Add it all the same with --force, or change the one there.")

    def __init__(self, name: str, candidates: tuple[Candidate, ...]) -> None:
        super().__init__(name=name)
        self.candidates = candidates


@dataclass(frozen=True, slots=True)
class Added:
    """A customer that was added, as it is in the book."""

    customer: Customer
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Briefing:
    """A customer with its lists, as read in the lift: promises, last contacts, the rule's answer."""

    customer: Customer
    verdict: Verdict
    grade_since: date
    promises: tuple[Promise, ...]
    contacts: tuple[Contact, ...]
    pins: tuple[tuple[str, str, str], ...]


_LAST_CONTACTS = 5


def reading_of(connection: sqlite3.Connection, today: date) -> Reading:
    """Say what text is read with: the run's date and the book's currency, region and fields."""
    return Reading(
        today,
        book_reads.currency(connection),
        book_reads.region(connection),
        book_reads.custom_fields(connection),
    )


def add(book: Book, run: Run, given: Mapping[str, str], *, force: bool = False) -> Added:
    """Add a customer; it is graded at once on the facts that are given.

    Args:
        book: the book.
        run: the run.
        given: fields by name (`services.fields`), as text.
        force: add it even if one like it is there.

    Raises:
        LikelyDuplicate: one with the same phone, e-mail, or name and company is there.
        CrmError: a field cannot be read.
    """
    with book.writing(run) as transaction:
        seen = transaction.replayed(Added)
        if seen is not None:
            return seen
        connection = transaction.connection
        known = with_new_fields(transaction, given)
        reading = replace(reading_of(connection, run.today), custom=known)
        draft = draft_of(connection, given, reading)
        alike = () if force else likely_duplicates(connection, draft)
        if alike:
            raise LikelyDuplicate(draft.name, alike)
        policy = book_reads.policy(connection)
        (customer_id,) = load(transaction, [Entry(draft, run.today)], policy)
        return transaction.finished(_added(connection, customer_id, run.today))


def briefing(book: Book, text: str, today: date) -> Briefing:
    """Read everything about one customer that fits on a page.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the text names no or several customers.
    """
    with book.reading() as connection:
        customer_id = named(connection, text).id
        found = existing(connection, customer_id, today)
        query = ContactQuery(customer_id=customer_id, limit=_LAST_CONTACTS)
        sql = "SELECT grade_since FROM customer WHERE id = ?"
        (since,) = connection.execute(sql, (customer_id,)).fetchone()
        pins = connection.execute(
            "SELECT axis, value, reason FROM pin WHERE customer_id = ? ORDER BY axis",
            (customer_id,),
        )
        return Briefing(
            customer=found,
            verdict=verdict_of(connection, found, today),
            grade_since=date.fromisoformat(since),
            promises=tuple(open_promises(connection, customer_id)),
            contacts=tuple(contacts(connection, query)),
            pins=tuple(pins),
        )


def existing(connection: sqlite3.Connection, customer_id: int, today: date) -> Customer:
    """Read a customer that is known to be there."""
    found = read_customer(connection, customer_id, today)
    if found is None:
        message = f"customer {customer_id} has gone"
        raise LookupError(message)
    return found


def verdict_of(connection: sqlite3.Connection, customer: Customer, today: date) -> Verdict:
    """Run the rule on a customer's facts as they are."""
    facts = Facts(customer.need, customer.expected_close)
    return judge(facts, today, book_reads.policy(connection).horizons)


def draft_of(
    connection: sqlite3.Connection, given: Mapping[str, str], reading: Reading
) -> CustomerDraft:
    """Read the fields of a new customer.

    Raises:
        CrmError: a field is not known or cannot be read.
    """
    values: dict[str, Any] = {}
    own: dict[str, str] = {}
    handles: dict[str, str] = {}
    for name, text in given.items():
        field = field_name(name, reading.custom)
        if field == "referred_by":
            values[field] = named(connection, text).id
        elif field in reading.custom:
            own[field] = read_field(field, text, reading)
        elif field == "wechat" or field.startswith("handle."):
            handles[field.removeprefix("handle.")] = read_field(field, text, reading)
        else:
            values[field] = read_field(field, text, reading)
    return CustomerDraft(**values, fields=own, handles=handles)


def with_new_fields(
    transaction: Transaction, given: Mapping[str, str]
) -> Mapping[str, CustomField]:
    """Define the custom fields that are used for the first time, as plain text.

    A name that is nearly a known one is a typing mistake, and is refused.

    Raises:
        UnknownField: the name resembles a field that is there.
    """
    known = book_reads.custom_fields(transaction.connection)
    for name in given:
        try:
            field_name(name, known)
        except UnknownField as error:
            if error.details["nearest"]:
                raise
            field = CustomField(clean_name(name, "field"))
            transaction.add(FieldRow, name=field.name, type=field.type)
            known[field.name] = field
    return known


def _added(connection: sqlite3.Connection, customer_id: int, today: date) -> Added:
    customer = existing(connection, customer_id, today)
    return Added(customer, verdict_of(connection, customer, today))
