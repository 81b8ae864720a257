"""A customer is lost, or back: its clocks end, or run again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crmcli.domain.churn.report import TryDraft
from crmcli.domain.text import clean_name
from crmcli.domain.winback_result import WinbackResult
from crmcli.errors import N_, Conflict, Refused
from crmcli.services.churn.noting import insert_try
from crmcli.services.customers.life import LifeChange, customer_named, life_change
from crmcli.services.grades.settled import settled
from crmcli.store.index import customer_texts, move_customer
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.standing import standing

if TYPE_CHECKING:
    from datetime import date

    from crmcli.domain.customer import Customer
    from crmcli.domain.run import Run
    from crmcli.store.book import Book
    from crmcli.store.transaction import Transaction


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
        before = customer_named(transaction, text)
        if before.lost is not None:
            raise AlreadyLost(customer=before.name, id=before.id, day=before.lost)
        reason = clean_name(run.reason or "", "--reason")
        state_loss(transaction, before, lost=day, reason=reason, winback=winback)
        changed = life_change(transaction, before.id)
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
        before = customer_named(transaction, text)
        if before.lost is None:
            raise NotLost(customer=before.name, id=before.id)
        insert_try(transaction, before, TryDraft(WinbackResult.BACK))
        state_loss(transaction, before, lost=None, reason=None, winback=None)
        return transaction.finished(life_change(transaction, before.id))


def state_loss(
    transaction: Transaction,
    customer: Customer,
    *,
    lost: date | None,
    reason: str | None,
    winback: date | None,
) -> None:
    """Write whether a customer is lost, with the lifecycle and the clocks that follow.

    Args:
        transaction: the open transaction.
        customer: the customer as it is.
        lost: the local date it was lost; None for one that is back.
        reason: why.
        winback: the local date of a try to win it back.
    """
    connection = transaction.connection
    texts = customer_texts(connection, customer.id)
    before = standing(connection, customer.id)
    transaction.change(
        "customer", {"id": customer.id}, lost=lost, lost_reason=reason, winback=winback
    )
    settled(transaction, before, book_reads.policy(connection))
    move_customer(transaction, customer.id, texts, customer_texts(connection, customer.id))
