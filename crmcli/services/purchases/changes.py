"""Purchases recorded, changed and removed; the classes of their customers follow at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from crmcli.domain.price import read_price
from crmcli.domain.purchase import Purchase, PurchaseDraft
from crmcli.errors import N_, Refused
from crmcli.services.customers.judged import existing
from crmcli.services.deals.faults import DealNotFound
from crmcli.services.loyalty.moved import points_before
from crmcli.services.naming.customers import active
from crmcli.services.purchases.following import Following, follow
from crmcli.services.purchases.reading import existing_purchase
from crmcli.services.purchases.writing import insert_purchase, purchase_columns, purchase_words
from crmcli.store.index import drop_text, put_texts
from crmcli.store.links import unlink
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.purchases import purchase_draft
from crmcli.store.reads.trade import deal_customer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crmcli.domain.run import Run
    from crmcli.store.book import Book
    from crmcli.store.transaction import Transaction


class FuturePurchase(Refused):
    """A purchase that has not happened yet."""

    code = "future_purchase"
    sentence = N_("A purchase cannot lie in the future ({at}).")
    hint = N_("What is still to be sold is a deal: crm deal add CUSTOMER TEXT --amount …")


class ForeignDeal(Refused):
    """A deal with somebody else."""

    code = "foreign_deal"
    sentence = N_("Deal {id} is one with {customer}, not with this customer.")


@dataclass(frozen=True, slots=True)
class PurchaseDone:
    """What a change of a purchase did.

    Args:
        purchase: as it is now; one that was removed as it was.
        following: what followed for its customer.
        changed: whether anything was changed at all.
    """

    purchase: Purchase
    following: Following
    changed: bool = True


def add(
    book: Book, run: Run, customer: str, stated: Mapping[str, Any], *, free: bool = False
) -> PurchaseDone:
    """Record a purchase.

    Args:
        book: the book.
        run: the run.
        customer: who bought, as named on the command line.
        stated: fields of `PurchaseDraft`; the amount is text as it was typed.
        free: whether it was given away, so that the amount is zero.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the customer is not one.
        ArchivedCustomer: it is archived.
        FuturePurchase: it would lie after the run.
        UnreadableAmount: the amount cannot be kept exactly.
        ZeroAmount, FreeAtAPrice: the amount is zero, or is not, as nobody said.
        DealNotFound, ForeignDeal: the deal is none of this customer's.
    """
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(PurchaseDone)
        if seen is not None:
            return seen
        connection = transaction.connection
        before = existing(connection, active(connection, customer).id, run.today)
        draft = PurchaseDraft(**_read(stated, book_reads.currency(connection), free=free))
        _check(transaction, before.id, draft)
        points = points_before(connection, before.id)
        purchase_id = insert_purchase(transaction, before.id, draft)
        following = follow(transaction, before, points)
        return transaction.finished(
            PurchaseDone(existing_purchase(connection, purchase_id), following)
        )


def edit(
    book: Book, run: Run, purchase_id: int, change: Mapping[str, Any], *, free: bool = False
) -> PurchaseDone:
    """Change a purchase.

    Args:
        book: the book.
        run: the run.
        purchase_id: which purchase.
        change: fields of `PurchaseDraft` with their new values; the amount is text, in the
            currency it had unless it names another.
        free: whether it was given away, so that the amount is zero.

    Raises:
        PurchaseNotFound: there is none with this id.
        FuturePurchase, UnreadableAmount, ZeroAmount, FreeAtAPrice, DealNotFound, ForeignDeal: as
            for `add`.
    """
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(PurchaseDone)
        if seen is not None:
            return seen
        connection = transaction.connection
        present = existing_purchase(connection, purchase_id)
        old = purchase_draft(connection, purchase_id)
        new = replace(old, **_read(change, old.amount.currency, free=free))
        if new == old:
            return transaction.finished(PurchaseDone(present, Following(), changed=False))
        _check(transaction, present.customer_id, new)
        before = existing(connection, present.customer_id, run.today)
        points = points_before(connection, before.id)
        drop_text(transaction, "purchase_text", purchase_id, purchase_words(old))
        put_texts(transaction, "purchase_text", [(purchase_id, purchase_words(new))])
        given = purchase_columns(new)
        kept = purchase_columns(old)
        moved = {name: value for name, value in given.items() if value != kept[name]}
        transaction.change("purchase", {"id": purchase_id}, **moved)
        following = follow(transaction, before, points)
        return transaction.finished(
            PurchaseDone(existing_purchase(connection, purchase_id), following)
        )


def remove(book: Book, run: Run, purchase_id: int) -> PurchaseDone:
    """Remove a purchase; what followed from it is taken back, the deal it came from stays.

    Raises:
        PurchaseNotFound: there is none with this id.
    """
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(PurchaseDone)
        if seen is not None:
            return seen
        connection = transaction.connection
        present = existing_purchase(connection, purchase_id)
        before = existing(connection, present.customer_id, run.today)
        points = points_before(connection, before.id)
        words = purchase_words(purchase_draft(connection, purchase_id))
        unlink(transaction, "purchase", purchase_id)
        drop_text(transaction, "purchase_text", purchase_id, words)
        transaction.remove("purchase", id=purchase_id)
        return transaction.finished(PurchaseDone(present, follow(transaction, before, points)))


def _read(stated: Mapping[str, Any], currency: str, *, free: bool) -> dict[str, Any]:
    if "amount" not in stated and not free:
        return dict(stated)
    amount = read_price(stated.get("amount"), book_currency=currency, free=free)
    return {**stated, "amount": amount}


def _check(transaction: Transaction, customer_id: int, draft: PurchaseDraft) -> None:
    if draft.at > transaction.run.today:
        raise FuturePurchase(at=draft.at)
    if draft.deal_id is None:
        return
    found = deal_customer(transaction.connection, draft.deal_id)
    if found is None:
        raise DealNotFound(id=draft.deal_id)
    owner, name = found
    if owner != customer_id:
        raise ForeignDeal(id=draft.deal_id, customer=name)
