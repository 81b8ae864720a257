"""Changing and removing what stands in the contact log."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from crmcli.domain.contact import Contact, ContactDraft, Direction, Effect
from crmcli.services.campaigns.sent import (
    StillAnswered,
    Unsent,
    follow_edit,
    still_answered,
    take_back,
)
from crmcli.services.contacts.log import FutureContact, contact_columns, counting
from crmcli.services.contacts.reading import existing_contact
from crmcli.services.grades.settled import reclocked
from crmcli.store.index import contact_words, drop_text, put_texts
from crmcli.store.links import unlink
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.contacts import contact_day, effect_at
from crmcli.store.reads.standing import clock_days, standing

if TYPE_CHECKING:
    from crmcli.domain.run import Run
    from crmcli.store.book import Book
    from crmcli.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class RemovedContact:
    """A contact that was removed.

    Args:
        contact: as it was, with its customer's next follow-up since.
        unsent: the campaigns whose message it was.
        answered: the campaigns that keep an answer of its day, as which it may have been logged.
    """

    contact: Contact
    unsent: tuple[Unsent, ...] = ()
    answered: tuple[StillAnswered, ...] = ()


def edit(book: Book, run: Run, contact_id: int, change: dict[str, Any]) -> tuple[Contact, bool]:
    """Change a contact; grade and facts are left alone, the clocks are put right.

    Args:
        book: the book.
        run: the run.
        contact_id: which contact.
        change: fields of `ContactDraft` with their new values.

    Returns:
        The contact as it is then, and whether anything changed.

    Raises:
        ContactNotFound: there is none with this id.
        FutureContact: it would lie after the run.
        SentAfterAnswer: it is a campaign's message, which was answered before.
    """
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(Contact)
        if seen is not None:
            return seen, True
        present = existing_contact(transaction.connection, contact_id)
        before = _draft(transaction, present)
        after = replace(before, **change)
        if after.at > run.now:
            raise FutureContact(at=after.on)
        if after == before:
            return transaction.finished(present), False
        words = contact_words(before.note, before.said)
        drop_text(transaction, "contact_text", contact_id, words)
        words = contact_words(after.note, after.said)
        put_texts(transaction, "contact_text", [(contact_id, words)])
        columns = contact_columns(after)
        if (after.purpose, after.outcome) == (before.purpose, before.outcome):
            # What it counts for is left alone: a message to many moves no clock.
            columns["effect"] = effect_at(transaction.connection, contact_id)
        transaction.change("contact", {"id": contact_id}, **columns)
        follow_edit(transaction, contact_id, after)
        counts = columns["effect"] is Effect.CLOCK
        _settle(transaction, present.customer_id, after if counts else None)
        present = existing_contact(transaction.connection, contact_id)
        return transaction.finished(present), True


def remove(book: Book, run: Run, contact_id: int) -> RemovedContact:
    """Remove a contact and put the clocks where they would have been without it.

    Grade, facts and promises stay as they are. Was it the message of a campaign, its customer has
    not been reached by that any more, unless it has answered.

    Raises:
        ContactNotFound: there is none with this id.
    """
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(RemovedContact)
        if seen is not None:
            return seen
        removed = existing_contact(transaction.connection, contact_id)
        unsent = take_back(transaction, contact_id)
        answered: tuple[StillAnswered, ...] = ()
        if removed.direction is Direction.IN:
            day = contact_day(transaction.connection, contact_id)
            answered = still_answered(transaction, removed.customer_id, day)
        unlink(transaction, "contact", contact_id)
        words = contact_words(removed.note, removed.said)
        drop_text(transaction, "contact_text", contact_id, words)
        transaction.remove("contact", id=contact_id)
        _settle(transaction, removed.customer_id, None)
        due, _ = clock_days(transaction.connection, removed.customer_id)
        removed = replace(removed, next_due=due)
        return transaction.finished(RemovedContact(removed, unsent, answered))


def _settle(transaction: Transaction, customer_id: int, contact: ContactDraft | None) -> None:
    stands = standing(transaction.connection, customer_id)
    policy = book_reads.policy(transaction.connection)
    contacted = None if contact is None else counting(contact)
    reclocked(transaction, stands, policy, contacted=contacted)


def _draft(transaction: Transaction, contact: Contact) -> ContactDraft:
    return ContactDraft(
        at=contact.at,
        on=contact_day(transaction.connection, contact.id),
        via=contact.via,
        direction=contact.direction,
        purpose=contact.purpose,
        outcome=contact.outcome,
        note=contact.note,
        said=contact.said,
        minutes=contact.minutes,
        imported=contact.imported,
    )
