"""Entering a deal, and changing what was said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli.domain.money import Money
from crmcli.services.deals.faults import FutureDeal
from crmcli.services.deals.naming import named
from crmcli.services.deals.result import DealChanged, existing, finished, followed, unchanged
from crmcli.services.deals.texts import add_found, change_found
from crmcli.services.naming.customers import active
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.standing import standing

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from crmcli.domain.deals.deal import Deal, DealDraft
    from crmcli.domain.price import Price
    from crmcli.domain.run import Run
    from crmcli.store.book import Book
    from crmcli.store.transaction import Transaction


def add(book: Book, run: Run, customer: str, draft: DealDraft) -> DealChanged:
    """Enter a deal; its customer is graded by it.

    Raises:
        CustomerNotFound, AmbiguousCustomer, ArchivedCustomer: the customer is not one.
        FutureDeal: it would begin after the run.
    """
    if draft.at > run.now:
        raise FutureDeal(day=draft.on)
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(DealChanged)
        if seen is not None:
            return seen
        customer_id = active(transaction.connection, customer).id
        return transaction.finished(enter(transaction, customer_id, draft))


def enter(transaction: Transaction, customer_id: int, draft: DealDraft) -> DealChanged:
    """Enter a deal as a part of a command, and put right what follows from it."""
    run = transaction.run
    before = standing(transaction.connection, customer_id)
    deal_id = add_found(
        transaction,
        "deal",
        customer_id=customer_id,
        title=draft.title,
        **amount_columns(draft.amount),
        stage=draft.stage,
        stage_since=draft.on,
        probability=draft.probability,
        expected_close=draft.expected_close,
        opened=draft.on,
        notes=draft.notes,
        author=run.author,
    )
    add_found(
        transaction,
        "deal_move",
        customer_id=customer_id,
        deal_id=deal_id,
        from_stage=None,
        stage=draft.stage,
        at=draft.at,
        note=None,
        author=run.author,
    )
    return followed(transaction, before, deal_id)


def edit(book: Book, run: Run, text: str, change: Mapping[str, Any]) -> DealChanged:
    """Change what was said of a deal; one that was won or lost too, but not its stage.

    Args:
        book: the book.
        run: the run.
        text: the deal, as named on the command line.
        change: new values by the names of `Deal`: title, amount, expected_close, probability,
            notes; None takes one back. The amount is a `Price`.

    Raises:
        DealNotFound, AmbiguousDeal: it is not one deal.
        UnreadableAmount, ZeroAmount, FreeAtAPrice: as for `read_price`.
    """
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(DealChanged)
        if seen is not None:
            return seen
        deal_id = named(transaction.connection, text)
        present = existing(transaction, deal_id)
        price = change.get("amount")
        if price is not None:
            amount = price_of(transaction.connection, present, price)
            change = {**change, "amount": amount}
        columns = _changed(present, change)
        if not columns:
            return unchanged(transaction, present)
        before = standing(transaction.connection, present.customer_id)
        change_found(transaction, "deal", deal_id, **columns)
        return finished(transaction, before, deal_id)


def price_of(connection: sqlite3.Connection, deal: Deal, price: Price) -> Money:
    """Read a price in the currency that a deal has, else in the book's, where it names none."""
    own = book_reads.currency(connection) if deal.amount is None else deal.amount.currency
    return price.amount(own)


def amount_columns(amount: Money | None) -> dict[str, Any]:
    """Give the columns of an amount that may be missing."""
    if amount is None:
        return {"amount_minor": None, "currency": None}
    return {"amount_minor": amount.minor, "currency": amount.currency}


def _changed(present: Deal, change: Mapping[str, Any]) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    for name, value in change.items():
        old = getattr(present, name)
        if name == "probability" and not present.own_probability:
            old = None
        if value != old:
            columns |= amount_columns(value) if name == "amount" else {name: value}
    return columns
