"""Writing the contact that a sentence tells, with the deal that it speaks of, all or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.domain.contact import ContactDraft, NewFacts
from crmcli.domain.deals.deal import DealDraft
from crmcli.domain.stage import Stage
from crmcli.services.contacts.log import Logged, LogRequest, check_past, log_within
from crmcli.services.deals.entering import amount_columns, enter
from crmcli.services.deals.moving import Step, put
from crmcli.services.deals.result import DealChanged, followed, open_deal
from crmcli.services.deals.texts import change_found
from crmcli.services.naming.customers import check_active
from crmcli.store.reads.standing import standing

if TYPE_CHECKING:
    from crmcli.domain.quick.plan import QuickPlan, QuotePlan
    from crmcli.domain.run import Run
    from crmcli.store.book import Book
    from crmcli.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class QuickLogged:
    """What a sentence led to.

    Args:
        logged: the contact, and what follows from it.
        deal: the deal that an amount was put into; None where there is none, or nothing changed.
    """

    logged: Logged
    deal: DealChanged | None = None


def check_planned(run: Run, plan: QuickPlan) -> None:
    """Check that a contact has happened, before anybody is asked about it.

    Raises:
        FutureContact: it lies after the run.
    """
    check_past(run, _draft(plan))


def _draft(plan: QuickPlan) -> ContactDraft:
    return ContactDraft(
        at=plan.at,
        on=plan.day,
        via=plan.via,
        direction=plan.direction,
        outcome=plan.outcome,
        purpose=plan.purpose,
        note=plan.note,
        said=plan.said,
    )


def log_planned(book: Book, run: Run, plan: QuickPlan, *, last: bool = True) -> QuickLogged:
    """Log what a sentence was understood as, in one transaction.

    Args:
        book: the book.
        run: the run.
        plan: what is to be logged.
        last: whether the command is done with it.

    Raises:
        FutureContact: the contact lies after the run.
        ArchivedCustomer: the customer is archived.
        DealNotFound, DealClosed, BeforeLastMove: the deal has changed since.
    """
    check_planned(run, plan)
    request = LogRequest(
        customer=f"id:{plan.customer_id}",
        contact=_draft(plan),
        people=plan.people,
        facts=NewFacts(need=plan.need, expected_close=plan.expected_close),
        next_step=plan.promise,
    )
    with book.writing(run, existing=True, last=last) as transaction:
        seen = transaction.replayed(QuickLogged)
        if seen is not None:
            return seen
        check_active(transaction.connection, plan.customer_id)
        # The deal first, so that the contact is graded by all that is known.
        deal = None if plan.quote is None else _quoted(transaction, plan, plan.quote)
        return transaction.finished(QuickLogged(log_within(transaction, request), deal))


def _quoted(transaction: Transaction, plan: QuickPlan, quote: QuotePlan) -> DealChanged | None:
    if quote.is_new:
        draft = DealDraft(
            title=quote.title, at=plan.at, on=plan.day, amount=quote.amount, stage=Stage.QUOTE
        )
        return enter(transaction, plan.customer_id, draft)
    if quote.deal_id is None:
        return None
    present = open_deal(transaction, quote.deal_id)
    if present.amount == quote.amount and quote.stage_from is None:
        return None
    columns = amount_columns(quote.amount)
    if quote.stage_from is not None and present.stage is quote.stage_from:
        step = Step(plan.at, plan.day, exact=plan.time is not None)
        before = put(transaction, present, Stage.QUOTE, step, **columns)
        return followed(transaction, before, present.id, present.stage)
    before = standing(transaction.connection, plan.customer_id)
    change_found(transaction, "deal", present.id, **columns)
    return followed(transaction, before, present.id)
