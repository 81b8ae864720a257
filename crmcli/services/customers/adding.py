"""Adding customers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from crmcli.domain.customer import Customer, CustomerDraft
from crmcli.domain.entry import Entry
from crmcli.domain.field import NewField
from crmcli.domain.grading import Verdict
from crmcli.errors import N_, Conflict
from crmcli.services.customers.custom_fields import fields_with_new, made
from crmcli.services.customers.difference import check_filled
from crmcli.services.customers.duplicates import likely_duplicates
from crmcli.services.customers.fields import READERS, Reading, field_name, read_field
from crmcli.services.customers.judged import existing, verdict_of
from crmcli.services.demo.loading import load
from crmcli.services.naming.customers import named
from crmcli.store.reads import book as book_reads

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping
    from datetime import date

    from crmcli.domain.field import CustomField
    from crmcli.domain.run import Run
    from crmcli.services.customers.duplicates import LikelySame
    from crmcli.store.book import Book
    from crmcli.store.transaction import Transaction


class LikelyDuplicate(Conflict):
    """A customer like the new one is in the book; `candidates` lists it, with what is alike."""

    code = "likely_duplicate"
    sentence = N_("{name} seems to be in the book already:")
    hint = N_("Add it all the same with --force, or change the one there.")

    def __init__(self, name: str, candidates: tuple[LikelySame, ...]) -> None:
        super().__init__(name=name)
        self.candidates = candidates


@dataclass(frozen=True, slots=True)
class Added:
    """A customer that was added, as it is in the book, and the fields that were made for it."""

    customer: Customer
    verdict: Verdict
    new_fields: tuple[NewField, ...] = ()


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
        given: fields by name (`services.customers.fields`), as text.
        force: add it even if one like it is there.

    Raises:
        LikelyDuplicate: one with the same phone, e-mail, or name and company is there.
        CrmError: a field cannot be read.
    """
    if book.is_missing:
        _check_readable(given, run.today)
    with book.writing(run) as transaction:
        seen = transaction.replayed(Added)
        if seen is not None:
            return seen
        connection = transaction.connection
        check_filled(given)
        before = book_reads.custom_fields(connection)
        known = with_new_fields(transaction, given)
        reading = replace(reading_of(connection, run.today), custom=known)
        draft = _with_consent(draft_of(connection, given, reading), run.reason)
        alike = () if force else likely_duplicates(connection, draft)
        if alike:
            raise LikelyDuplicate(draft.name, alike)
        policy = book_reads.policy(connection)
        (customer_id,) = load(transaction, [Entry(draft, run.today)], policy)
        customer = existing(connection, customer_id, run.today)
        verdict = verdict_of(connection, customer, run.today)
        return transaction.finished(Added(customer, verdict, made(before, known)))


def _check_readable(given: Mapping[str, str], today: date) -> None:
    """Refuse what cannot be read before a book is made for it."""
    known = fields_with_new({}, given)
    reading = Reading(today, book_reads.CURRENCY, book_reads.REGION, known)
    for name, text in given.items():
        field = field_name(name, known)
        if field in READERS:
            read_field(field, text, reading)


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


def _with_consent(draft: CustomerDraft, reason: str | None) -> CustomerDraft:
    """Keep the reason of the command beside what it says of consent."""
    is_said = draft.may_contact is not None or draft.may_share is not None
    if not is_said or draft.consent_reason is not None:
        return draft
    return replace(draft, consent_reason=reason)


def with_new_fields(transaction: Transaction, given: Iterable[str]) -> Mapping[str, CustomField]:
    """Define the custom fields that are used for the first time, as plain text.

    A name that is nearly a known one is a typing mistake, and is refused.

    Raises:
        UnknownField: the name resembles a field that is there.
        FieldIsDerived, FieldIsKept, UnusableText: the name cannot be one.
    """
    known = book_reads.custom_fields(transaction.connection)
    after = fields_with_new(known, given)
    for name, field in after.items():
        if name not in known:
            transaction.add("custom_field", name=name, type=field.type)
    return after
