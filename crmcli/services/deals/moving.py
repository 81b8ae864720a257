"""Moving a deal from stage to stage, to its end, and back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from crmcli.domain.deals.deal import Lesson
from crmcli.domain.purchase import PurchaseDraft
from crmcli.domain.quantity import ONE
from crmcli.domain.stage import OPEN_STAGES, Stage
from crmcli.services.customers.judged import existing as existing_customer
from crmcli.services.deals.entering import amount_columns, price_of
from crmcli.services.deals.faults import (
    BeforeLastMoment,
    BeforeLastMove,
    DealBought,
    DealOpen,
    FutureDeal,
    NoAmount,
    SameStage,
)
from crmcli.services.deals.lessons import learn
from crmcli.services.deals.naming import named
from crmcli.services.deals.result import DealChanged, existing, finished, followed, open_deal
from crmcli.services.deals.texts import add_found, change_found
from crmcli.services.loyalty.moved import points_before
from crmcli.services.naming.customers import check_active
from crmcli.services.purchases.following import follow
from crmcli.services.purchases.reading import existing_purchase
from crmcli.services.purchases.writing import insert_purchase
from crmcli.store.reads.deals import moves_of, purchases_of
from crmcli.store.reads.purchases import product_called
from crmcli.store.reads.standing import standing

if TYPE_CHECKING:
    from datetime import date, datetime

    from crmcli.domain.deals.deal import Deal
    from crmcli.domain.price import Price
    from crmcli.domain.run import Run
    from crmcli.store.book import Book
    from crmcli.store.reads.standing import Standing
    from crmcli.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Step:
    """A move of a deal.

    Args:
        at: its UTC instant.
        on: the local date of that.
        note: what is said of it.
        exact: whether the time of day was given, and not only the day.
    """

    at: datetime
    on: date
    note: str | None = None
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Bought:
    """What a won deal is recorded as having sold; the amount is the deal's.

    Without a product it is the one that is called as the deal is, if the book knows one.
    """

    product: str | None = None
    thousandths: int = ONE


def move(book: Book, run: Run, text: str, stage: Stage, step: Step) -> DealChanged:
    """Move an open deal to another open stage.

    Raises:
        DealNotFound, AmbiguousDeal, DealClosed: it is not an open deal.
        ArchivedCustomer: its customer is archived.
        SameStage: it is there already.
        FutureDeal, BeforeLastMove: the move would lie after the run, or before the one before.
    """
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(DealChanged)
        if seen is not None:
            return seen
        deal_id = named(transaction.connection, text, closed=False)
        present = open_deal(transaction, deal_id)
        check_active(transaction.connection, present.customer_id)
        if present.stage is stage:
            raise SameStage(id=deal_id, stage=stage)
        before = put(transaction, present, stage, step)
        return finished(transaction, before, deal_id, present.stage)


def win(
    book: Book,
    run: Run,
    text: str,
    step: Step,
    lesson: Lesson | None = None,
    bought: Bought | None = None,
    price: Price | None = None,
) -> DealChanged:
    """Win an open deal, and record the purchase where it is told to.

    Args:
        book: the book.
        run: the run.
        text: the deal, as named on the command line.
        step: when, and what is said of it.
        lesson: what was learnt.
        bought: what was bought; None records no purchase.
        price: what it was sold for in the end; None leaves its amount as it is.

    Raises:
        DealNotFound, AmbiguousDeal, DealClosed: it is not an open deal.
        ArchivedCustomer: its customer is archived.
        NoAmount: a purchase is to be recorded of a deal without an amount.
        DealBought: one is recorded with it already.
        FutureDeal, BeforeLastMove: it would lie after the run, or before the last move.
    """
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(DealChanged)
        if seen is not None:
            return seen
        deal_id = named(transaction.connection, text, closed=False)
        present = open_deal(transaction, deal_id)
        check_active(transaction.connection, present.customer_id)
        customer = existing_customer(transaction.connection, present.customer_id, run.today)
        points = points_before(transaction.connection, customer.id)
        amount = None if price is None else price_of(transaction.connection, present, price)
        sold = {} if amount is None else amount_columns(amount)
        before = put(transaction, present, Stage.WON, step, closed=step.on, **sold)
        if amount is not None:
            present = replace(present, amount=amount)
        purchase_id = None if bought is None else _buy(transaction, present, step.on, bought)
        learn(transaction, present, lesson or Lesson())
        result = followed(transaction, before, deal_id, present.stage)
        result = replace(result, following=follow(transaction, customer, points))
        if purchase_id is not None:
            purchase = existing_purchase(transaction.connection, purchase_id)
            result = replace(result, purchase=purchase)
        return transaction.finished(result)


def lose(book: Book, run: Run, text: str, step: Step, lesson: Lesson | None = None) -> DealChanged:
    """Lose an open deal; the run carries the reason.

    Raises:
        DealNotFound, AmbiguousDeal, DealClosed: it is not an open deal.
        FutureDeal, BeforeLastMove: it would lie after the run, or before the last move.
    """
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(DealChanged)
        if seen is not None:
            return seen
        deal_id = named(transaction.connection, text, closed=False)
        present = open_deal(transaction, deal_id)
        before = put(transaction, present, Stage.LOST, step, closed=step.on, lost_reason=run.reason)
        learn(transaction, present, lesson or Lesson())
        return finished(transaction, before, deal_id, present.stage)


def reopen(book: Book, run: Run, text: str, step: Step) -> DealChanged:
    """Open a deal again that was won or lost, at the stage it had before its end.

    What was bought and what was learnt stays.

    Raises:
        DealNotFound, AmbiguousDeal: it is not one deal.
        DealOpen: it is open.
        ArchivedCustomer: its customer is archived.
    """
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(DealChanged)
        if seen is not None:
            return seen
        deal_id = named(transaction.connection, text, closed=True)
        present = existing(transaction, deal_id)
        if present.is_open:
            raise DealOpen(id=deal_id, stage=present.stage)
        check_active(transaction.connection, present.customer_id)
        moves = moves_of(transaction.connection, deal_id)
        stage = next(
            (each.stage for each in reversed(moves) if each.stage in OPEN_STAGES),
            Stage.INITIAL_CONTACT,
        )
        before = put(transaction, present, stage, step, closed=None, lost_reason=None)
        return finished(transaction, before, deal_id, present.stage)


def put(
    transaction: Transaction, present: Deal, stage: Stage, step: Step, **columns: object
) -> Standing:
    """Write a move and where the deal is since, as a part of a command.

    Args:
        transaction: the open transaction.
        present: the deal as it is.
        stage: where it goes.
        step: when, and what is said of it.
        columns: what else of the deal is changed.

    Returns:
        How its customer stood before.

    Raises:
        FutureDeal, BeforeLastMove: the move would lie after the run, or before the one before.
    """
    if step.at > transaction.run.now:
        raise FutureDeal(day=step.on)
    if step.on < present.stage_since:
        raise BeforeLastMove(
            id=present.id, stage=present.stage, since=present.stage_since, day=step.on
        )
    before = standing(transaction.connection, present.customer_id)
    last = max((each.at for each in moves_of(transaction.connection, present.id)), default=step.at)
    # Times are told to the minute, and what follows in the same one is no earlier.
    if step.exact and step.at < last.replace(second=0, microsecond=0):
        raise BeforeLastMoment(
            id=present.id, stage=present.stage, since=last, at=step.at, day=step.on
        )
    change_found(transaction, "deal", present.id, stage=stage, stage_since=step.on, **columns)
    add_found(
        transaction,
        "deal_move",
        customer_id=present.customer_id,
        deal_id=present.id,
        from_stage=present.stage,
        stage=stage,
        # A day is taken at noon, which may be before a move of the same day.
        at=max(step.at, last),
        note=step.note,
        author=transaction.run.author,
    )
    return before


def _buy(transaction: Transaction, deal: Deal, day: date, bought: Bought) -> int:
    if deal.amount is None:
        raise NoAmount(id=deal.id)
    recorded = purchases_of(transaction.connection, deal.id)
    if recorded:
        raise DealBought(id=deal.id, purchase_id=recorded[0])
    draft = PurchaseDraft(
        at=day,
        amount=deal.amount,
        product=bought.product or product_called(transaction.connection, deal.title),
        thousandths=bought.thousandths,
        deal_id=deal.id,
    )
    return insert_purchase(transaction, deal.customer_id, draft)
