"""Reading the contact log, and changing or removing what stands in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from crmcli.domain.contact import Contact, ContactDraft
from crmcli.services.contacts import (
    FutureContact,
    contact_columns,
    counting,
    existing_contact,
    reclocked,
)
from crmcli.services.naming import named
from crmcli.store.index import contact_words, drop_text, put_texts
from crmcli.store.reads import book as book_reads
from crmcli.store.reads import values as read
from crmcli.store.reads.contacts import ContactQuery, contacts
from crmcli.store.reads.standing import standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.domain.run import Run
    from crmcli.store.book import Book
    from crmcli.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class RemovedContact:
    """A contact that was removed, as it was, and its customer's next follow-up since."""

    contact: Contact


def show(book: Book, contact_id: int) -> Contact:
    """Read one contact.

    Raises:
        ContactNotFound: there is none with this id.
    """
    with book.reading() as connection:
        return existing_contact(connection, contact_id)


def listed(book: Book, query: ContactQuery, customer: str | None = None) -> Iterator[Contact]:
    """Yield the contacts that are asked for, the latest first.

    Args:
        book: the book.
        query: which contacts.
        customer: only those with this customer, as named on the command line.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the customer is not one.
    """
    with book.reading() as connection:
        if customer is not None:
            query = replace(query, customer_id=named(connection, customer).id)
        yield from contacts(connection, query)


def edit(book: Book, run: Run, contact_id: int, change: dict[str, Any]) -> Contact:
    """Change a contact; grade and facts are left alone, the clocks are put right.

    Args:
        book: the book.
        run: the run.
        contact_id: which contact.
        change: fields of `ContactDraft` with their new values.

    Raises:
        ContactNotFound: there is none with this id.
        FutureContact: it would lie after the run.
    """
    with book.writing(run) as transaction:
        seen = transaction.replayed(Contact)
        if seen is not None:
            return seen
        present = existing_contact(transaction.connection, contact_id)
        before = _draft(transaction, present)
        after = replace(before, **change)
        if after.at > run.now:
            raise FutureContact(at=after.on)
        words = contact_words(before.note, before.said)
        drop_text(transaction, "contact_text", contact_id, words)
        words = contact_words(after.note, after.said)
        put_texts(transaction, "contact_text", [(contact_id, words)])
        transaction.change("contact", {"id": contact_id}, **contact_columns(after))
        _settle(transaction, present.customer_id, after)
        return transaction.finished(existing_contact(transaction.connection, contact_id))


def remove(book: Book, run: Run, contact_id: int) -> RemovedContact:
    """Remove a contact and put the clocks where they would have been without it.

    Grade, facts and promises stay as they are.

    Raises:
        ContactNotFound: there is none with this id.
    """
    with book.writing(run) as transaction:
        seen = transaction.replayed(RemovedContact)
        if seen is not None:
            return seen
        removed = existing_contact(transaction.connection, contact_id)
        for table in ("promise", "grade_change"):
            transaction.change(table, {"contact_id": contact_id}, contact_id=None)
        transaction.remove("contact_person", contact_id=contact_id)
        words = contact_words(removed.note, removed.said)
        drop_text(transaction, "contact_text", contact_id, words)
        transaction.remove("contact", id=contact_id)
        _settle(transaction, removed.customer_id, None)
        sql = "SELECT next_due FROM customer_card WHERE id = ?"
        (due,) = transaction.connection.execute(sql, (removed.customer_id,)).fetchone()
        due = read.day(due)
        return transaction.finished(RemovedContact(replace(removed, next_due=due)))


def _settle(transaction: Transaction, customer_id: int, contact: ContactDraft | None) -> None:
    stands = standing(transaction.connection, customer_id)
    policy = book_reads.policy(transaction.connection)
    contacted = None if contact is None else counting(contact)
    reclocked(transaction, stands, policy, contacted=contacted)


def _draft(transaction: Transaction, contact: Contact) -> ContactDraft:
    sql = "SELECT day FROM contact WHERE id = ?"
    (day,) = transaction.connection.execute(sql, (contact.id,)).fetchone()
    return ContactDraft(
        at=contact.at,
        on=date.fromisoformat(day),
        via=contact.via,
        direction=contact.direction,
        purpose=contact.purpose,
        outcome=contact.outcome,
        note=contact.note,
        said=contact.said,
        minutes=contact.minutes,
        imported=contact.imported,
    )
