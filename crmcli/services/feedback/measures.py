"""Improvement measures: taken, and done with their effect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.measure import Measure, MeasureDraft
from crmcli.errors import N_, Conflict, Refused, UsageFault
from crmcli.services.feedback.measure_reading import existing
from crmcli.services.feedback.reading import existing as existing_feedback
from crmcli.services.feedback.texts import move_row, put_row
from crmcli.services.naming.customers import active, check_active

if TYPE_CHECKING:
    from datetime import date

    from crmcli.domain.run import Run
    from crmcli.store.book import Book
    from crmcli.store.transaction import Transaction


class MeasureDone(Conflict):
    """A measure that was done before."""

    code = "measure_done"
    sentence = N_("Measure {id} was done already, on {day}.")


class FutureEffect(Refused):
    """A measure that is to have been done later than today."""

    code = "future_measure"
    sentence = N_("{day} is still to come; a measure is done on a day that has been.")


class OneSubject(UsageFault):
    """A measure for a feedback and for a customer at once."""

    code = "contradictory_options"
    sentence = N_("--feedback and --customer exclude each other: a feedback has its customer.")


def add(book: Book, run: Run, draft: MeasureDraft) -> Measure:
    """Note a measure: it follows from a feedback, or concerns a customer or the whole book.

    Raises:
        OneSubject: it is to be for a feedback and for a customer.
        FeedbackNotFound: there is no such feedback.
        CustomerNotFound, AmbiguousCustomer, ArchivedCustomer: the customer is not one.
    """
    if draft.feedback_id is not None and draft.customer is not None:
        raise OneSubject
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(Measure)
        if seen is not None:
            return seen
        measure_id = transaction.add(
            "measure",
            customer_id=_customer_id(transaction, draft),
            feedback_id=draft.feedback_id,
            text=draft.text,
            owner=draft.owner,
            by=draft.by,
            made=run.today,
        )
        put_row(transaction, "measure", measure_id, {"text": draft.text, "effect": None})
        return transaction.finished(existing(transaction.connection, measure_id, run.today))


def done(book: Book, run: Run, measure_id: int, effect: str, day: date) -> Measure:
    """Note that a measure was done, and with what effect.

    Args:
        book: the book.
        run: the run.
        measure_id: which measure.
        effect: what it brought.
        day: the local date on which it was done.

    Raises:
        MeasureNotFound: there is none with this id.
        MeasureDone: it was done before.
        FutureEffect: the day is still to come.
    """
    if day > run.today:
        raise FutureEffect(day=day)
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(Measure)
        if seen is not None:
            return seen
        present = existing(transaction.connection, measure_id, run.today)
        if present.done is not None:
            raise MeasureDone(id=measure_id, day=present.done)
        transaction.change("measure", {"id": measure_id}, done=day, effect=effect)
        before = {"text": present.text, "effect": present.effect}
        move_row(transaction, "measure", measure_id, before, before | {"effect": effect})
        return transaction.finished(existing(transaction.connection, measure_id, run.today))


def _customer_id(transaction: Transaction, draft: MeasureDraft) -> int | None:
    if draft.feedback_id is not None:
        run = transaction.run
        about = existing_feedback(transaction.connection, draft.feedback_id, run.now)
        check_active(transaction.connection, about.customer_id)
        return about.customer_id
    if draft.customer is not None:
        return active(transaction.connection, draft.customer).id
    return None
