"""A customer's life in the book: archived, restored and confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.domain.customer import Customer
from crmcli.domain.grading import Verdict
from crmcli.errors import N_, Conflict
from crmcli.services.customers.judged import existing, verdict_of
from crmcli.services.grades.settled import reclocked
from crmcli.services.naming.customers import named
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.promises import open_promises
from crmcli.store.reads.standing import standing

if TYPE_CHECKING:
    from datetime import date

    from crmcli.domain.run import Run
    from crmcli.store.book import Book
    from crmcli.store.transaction import Transaction


class AlreadyArchived(Conflict):
    """An archived customer cannot be archived again."""

    code = "already_archived"
    sentence = N_("{customer} ({id}) is archived already.")


class NotArchived(Conflict):
    """A customer that is not archived cannot be restored."""

    code = "not_archived"
    sentence = N_("{customer} ({id}) is not archived.")


@dataclass(frozen=True, slots=True)
class LifeChange:
    """A customer after a change of its life.

    Args:
        customer: as it is now.
        verdict: the rule's answer to its facts.
        promises: how many of its open promises left the due list, or came back to it.
        withheld: the day of a try to win it back that is not owed, for it may not be contacted.
    """

    customer: Customer
    verdict: Verdict
    promises: int = 0
    withheld: date | None = None


@dataclass(frozen=True, slots=True)
class Verified:
    """The customers whose data was confirmed; `confirmed` tells those that were not so before."""

    customers: tuple[Customer, ...]
    confirmed: tuple[int, ...]


def archive(book: Book, run: Run, text: str) -> LifeChange:
    """Put a customer away: nothing is owed to it any more, and lists leave it out.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the text names no or several customers.
        AlreadyArchived: it is archived.
    """
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(LifeChange)
        if seen is not None:
            return seen
        before = customer_named(transaction, text)
        if before.archived is not None:
            raise AlreadyArchived(customer=before.name, id=before.id)
        transaction.change("customer", {"id": before.id}, archived=run.now)
        _settled(transaction, before.id)
        promises = tuple(open_promises(transaction.connection, before.id))
        transaction.remove("obligation", customer_id=before.id)
        return transaction.finished(life_change(transaction, before.id, len(promises)))


def restore(book: Book, run: Run, text: str) -> LifeChange:
    """Bring an archived customer back, with its clocks, its open promises and what else it is owed.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the text names no or several customers.
        NotArchived: it is not archived.
    """
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(LifeChange)
        if seen is not None:
            return seen
        before = customer_named(transaction, text, archived=True)
        if before.archived is None:
            raise NotArchived(customer=before.name, id=before.id)
        transaction.change("customer", {"id": before.id}, archived=None)
        _settled(transaction, before.id)
        promises = tuple(open_promises(transaction.connection, before.id))
        return transaction.finished(life_change(transaction, before.id, len(promises)))


def verify(book: Book, run: Run, texts: tuple[str, ...]) -> Verified:
    """Confirm the data of customers today, which starts their verify clocks anew.

    Raises:
        CustomerNotFound, AmbiguousCustomer: a text names no or several customers.
    """
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(Verified)
        if seen is not None:
            return seen
        connection = transaction.connection
        ids = tuple(dict.fromkeys(named(connection, text).id for text in texts))
        confirmed = []
        for customer_id in ids:
            if standing(connection, customer_id).clocks.verified != run.today:
                transaction.change("customer", {"id": customer_id}, verified=run.today)
                _settled(transaction, customer_id)
                confirmed.append(customer_id)
        found = tuple(existing(connection, customer_id, run.today) for customer_id in ids)
        return transaction.finished(Verified(found, tuple(confirmed)))


def customer_named(transaction: Transaction, text: str, *, archived: bool = False) -> Customer:
    """Read the customer that a text names.

    Args:
        transaction: the open transaction.
        text: the customer, as named on the command line.
        archived: prefer archived customers.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the text names no or several customers.
    """
    customer_id = named(transaction.connection, text, archived=archived).id
    return existing(transaction.connection, customer_id, transaction.run.today)


def _settled(transaction: Transaction, customer_id: int) -> None:
    connection = transaction.connection
    reclocked(transaction, standing(connection, customer_id), book_reads.policy(connection))


def life_change(transaction: Transaction, customer_id: int, promises: int = 0) -> LifeChange:
    """Read a customer as it is after a change; `promises` are those it moved."""
    connection, today = transaction.connection, transaction.run.today
    customer = existing(connection, customer_id, today)
    return LifeChange(customer, verdict_of(connection, customer, today), promises)
