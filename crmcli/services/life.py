"""A customer's life in the book: archived and restored, lost and won back, confirmed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from crmcli.domain.customer import Customer
from crmcli.domain.grading import Verdict
from crmcli.domain.text import clean_name
from crmcli.errors import N_, Conflict, Refused
from crmcli.services.judged import existing, verdict_of
from crmcli.services.naming import named
from crmcli.services.settled import reclocked, settled
from crmcli.store.index import customer_texts, move_customer
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


class AlreadyLost(Conflict):
    """A lost customer cannot be lost again."""

    code = "already_lost"
    sentence = N_("{customer} ({id}) is lost already, since {day}.")
    hint = N_("Win it back first: crm customer winback id:{id}")


class NotLost(Conflict):
    """A customer that is not lost cannot be won back."""

    code = "not_lost"
    sentence = N_("{customer} ({id}) is not lost.")


class LostInFuture(Refused):
    """A day of loss that has not come yet."""

    code = "lost_in_future"
    sentence = N_("A customer cannot be lost in the future ({day}).")


class WinbackInPast(Refused):
    """A try to win a customer back that lies in the past."""

    code = "winback_in_past"
    sentence = N_("A try to win back cannot be planned for the past ({day}).")


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
        before = _customer(transaction, text)
        if before.archived is not None:
            raise AlreadyArchived(customer=before.name, id=before.id)
        transaction.change("customer", {"id": before.id}, archived=run.now)
        _settled(transaction, before.id)
        promises = tuple(open_promises(transaction.connection, before.id))
        transaction.remove("obligation", customer_id=before.id)
        return transaction.finished(_changed(transaction, before.id, len(promises)))


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
        before = _customer(transaction, text, archived=True)
        if before.archived is None:
            raise NotArchived(customer=before.name, id=before.id)
        transaction.change("customer", {"id": before.id}, archived=None)
        _settled(transaction, before.id)
        promises = tuple(open_promises(transaction.connection, before.id))
        return transaction.finished(_changed(transaction, before.id, len(promises)))


def lose(
    book: Book, run: Run, text: str, *, on: date | None = None, winback: date | None = None
) -> LifeChange:
    """State that a customer is lost; its clocks end, but for a planned try to win it back.

    Args:
        book: the book.
        run: the run; its reason is why the customer was lost.
        text: the customer, as named on the command line.
        on: the local date it was lost; None for today.
        winback: the local date of a try to win it back.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the text names no or several customers.
        AlreadyLost: it is lost.
        LostInFuture, WinbackInPast: a date lies on the wrong side of today.
    """
    day = on or run.today
    if day > run.today:
        raise LostInFuture(day=day)
    if winback is not None and winback < run.today:
        raise WinbackInPast(day=winback)
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(LifeChange)
        if seen is not None:
            return seen
        before = _customer(transaction, text)
        if before.lost is not None:
            raise AlreadyLost(customer=before.name, id=before.id, day=before.lost)
        reason = clean_name(run.reason or "", "reason")
        _state(transaction, before, lost=day, reason=reason, winback=winback)
        changed = _changed(transaction, before.id)
        withheld = None if before.may_contact else winback
        return transaction.finished(replace(changed, withheld=withheld))


def winback(book: Book, run: Run, text: str) -> LifeChange:
    """State that a lost customer is back; its clocks run again by rule.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the text names no or several customers.
        NotLost: it is not lost.
    """
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(LifeChange)
        if seen is not None:
            return seen
        before = _customer(transaction, text)
        if before.lost is None:
            raise NotLost(customer=before.name, id=before.id)
        _state(transaction, before, lost=None, reason=None, winback=None)
        return transaction.finished(_changed(transaction, before.id))


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


def _customer(transaction: Transaction, text: str, *, archived: bool = False) -> Customer:
    customer_id = named(transaction.connection, text, archived=archived).id
    return existing(transaction.connection, customer_id, transaction.run.today)


def _state(
    transaction: Transaction,
    customer: Customer,
    *,
    lost: date | None,
    reason: str | None,
    winback: date | None,
) -> None:
    """Write whether a customer is lost, with the lifecycle and the clocks that follow."""
    connection = transaction.connection
    texts = customer_texts(connection, customer.id)
    before = standing(connection, customer.id)
    transaction.change(
        "customer", {"id": customer.id}, lost=lost, lost_reason=reason, winback=winback
    )
    settled(transaction, before, book_reads.policy(connection))
    move_customer(transaction, customer.id, texts, customer_texts(connection, customer.id))


def _settled(transaction: Transaction, customer_id: int) -> None:
    connection = transaction.connection
    reclocked(transaction, standing(connection, customer_id), book_reads.policy(connection))


def _changed(transaction: Transaction, customer_id: int, promises: int = 0) -> LifeChange:
    connection, today = transaction.connection, transaction.run.today
    customer = existing(connection, customer_id, today)
    return LifeChange(customer, verdict_of(connection, customer, today), promises)
