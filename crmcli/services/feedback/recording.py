"""Feedback: recorded and corrected; its next step is owed from then on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli.domain.feedback import Feedback, FeedbackDraft
from crmcli.domain.feedback_state import procedure
from crmcli.errors import N_, Refused
from crmcli.services.feedback.reading import existing
from crmcli.services.feedback.texts import move_row, put_row
from crmcli.services.naming.customers import active
from crmcli.store.reads import book as book_reads
from crmcli.store.settling.facts import settle

if TYPE_CHECKING:
    from crmcli.domain.run import Run
    from crmcli.store.book import Book
    from crmcli.store.transaction import Transaction


class FutureFeedback(Refused):
    """Something a customer is to have said later than now."""

    code = "future_feedback"
    sentence = N_("{at} is still to come; a feedback is recorded when it was given.")


def add(book: Book, run: Run, customer: str, draft: FeedbackDraft) -> Feedback:
    """Record what a customer said; the first step of its procedure is taken with it.

    Raises:
        CustomerNotFound, AmbiguousCustomer, ArchivedCustomer: the customer is not one.
        FutureFeedback: it would lie after the run.
    """
    if draft.opened > run.now:
        raise FutureFeedback(at=draft.opened)
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(Feedback)
        if seen is not None:
            return seen
        customer_id = active(transaction.connection, customer).id
        feedback_id = _write(transaction, customer_id, draft)
        return transaction.finished(settled(transaction, customer_id, feedback_id))


def edit(book: Book, run: Run, feedback_id: int, change: dict[str, Any]) -> tuple[Feedback, bool]:
    """Change what is kept of a feedback; its steps are left alone.

    Args:
        book: the book.
        run: the run.
        feedback_id: which feedback.
        change: fields of `Feedback` with their new values: text, category, severity, via, handler,
            result.

    Returns:
        The feedback as it is then, and whether anything changed.

    Raises:
        FeedbackNotFound: there is none with this id.
    """
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(Feedback)
        if seen is not None:
            return seen, True
        present = existing(transaction.connection, feedback_id, run.now)
        before = {name: getattr(present, name) for name in _EDITED}
        new = {name: value for name, value in change.items() if before[name] != value}
        if not new:
            return transaction.finished(present), False
        transaction.change("feedback", {"id": feedback_id}, **new)
        move_row(transaction, "feedback", feedback_id, before, before | new)
        return transaction.finished(existing(transaction.connection, feedback_id, run.now)), True


_EDITED = ("text", "category", "severity", "via", "handler", "result")


def settled(transaction: Transaction, customer_id: int, feedback_id: int) -> Feedback:
    """Put right what follows from a feedback, and read it as it is then."""
    settle(transaction, [customer_id], book_reads.policy(transaction.connection))
    return existing(transaction.connection, feedback_id, transaction.run.now)


def _write(transaction: Transaction, customer_id: int, draft: FeedbackDraft) -> int:
    first, author = procedure(draft.kind)[0], transaction.run.author
    feedback_id = transaction.add(
        "feedback",
        customer_id=customer_id,
        opened=draft.opened,
        via=draft.via,
        kind=draft.kind,
        category=draft.category,
        severity=draft.severity,
        text=draft.text,
        handler=draft.handler,
        state=first,
        state_since=draft.opened,
        author=author,
    )
    words = {"text": draft.text, "category": draft.category, "result": None}
    put_row(transaction, "feedback", feedback_id, words)
    transaction.add(
        "feedback_step",
        customer_id=customer_id,
        feedback_id=feedback_id,
        state=first,
        at=draft.opened,
        skipped=False,
        reopened=False,
        author=author,
    )
    return feedback_id
