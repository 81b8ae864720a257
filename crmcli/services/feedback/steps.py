"""The steps of a feedback: taken in order, skipped with a reason, begun anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crmcli.domain.feedback import Feedback
from crmcli.domain.feedback_state import FeedbackState, procedure
from crmcli.domain.feedback_step import StepRequest, step_of
from crmcli.errors import N_, Conflict, Refused
from crmcli.services.feedback.reading import existing
from crmcli.services.feedback.recording import settled
from crmcli.services.feedback.texts import move_row, put_row
from crmcli.services.naming.customers import check_active

if TYPE_CHECKING:
    from datetime import datetime

    from crmcli.domain.run import Run
    from crmcli.store.book import Book
    from crmcli.store.transaction import Transaction


class FeedbackOpen(Conflict):
    """Something is to be opened again that is not closed."""

    code = "feedback_open"
    sentence = N_("Feedback {id} is open: {state}.")
    hint = N_("A call-back with a score of 1 or 2 begins a complaint anew.")


class FutureStep(Refused):
    """A step that is to have been taken later than now."""

    code = "future_step"
    sentence = N_("{at} is still to come; a step is noted when it was taken.")


class StepBeforeLast(Refused):
    """A step that is to have been taken before the one that came before it."""

    code = "step_before_last"
    sentence = N_("{at} is before the last step of feedback {id}, {last}.")
    hint = N_("Say when it was taken, as in --at now.")


@dataclass(frozen=True, slots=True)
class StepResult:
    """A feedback after a step: the state it led to, and whether it was begun anew."""

    feedback: Feedback
    taken: FeedbackState
    reopened: bool = False


def advance(book: Book, run: Run, feedback_id: int, request: StepRequest) -> StepResult:
    """Take a step; a call-back with a score of 1 or 2 begins a complaint anew.

    Raises:
        FeedbackNotFound: there is none with this id.
        ArchivedCustomer: its customer is archived, and this is not the last step.
        FutureStep, StepBeforeLast: it was not taken then.
        CrmError: the procedure does not allow it, as `step_of` says.
    """
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(StepResult)
        if seen is not None:
            return seen
        present = existing(transaction.connection, feedback_id, run.now)
        if not request.close:
            check_active(transaction.connection, present.customer_id)
        step = step_of(feedback_id, present.kind, present.state, request)
        at = _instant(run, present, request.at)
        _note(
            transaction,
            present,
            step.state,
            at,
            note=request.note,
            score=request.score,
            reason=run.reason if step.skips else None,
            skipped=step.skips,
        )
        state = step.state
        if step.reopens:
            state = procedure(present.kind)[0]
            _note(transaction, present, state, at, reopened=True)
        changed = _stated(request)
        changed |= {"state": state, "state_since": at, "closed": _end(present, state, at)}
        if request.score is not None:
            changed["score"] = request.score
        transaction.change("feedback", {"id": feedback_id}, **changed)
        before = {"text": present.text, "category": present.category, "result": present.result}
        move_row(transaction, "feedback", feedback_id, before, before | _result(request))
        after = settled(transaction, present.customer_id, feedback_id)
        return transaction.finished(StepResult(after, step.state, step.reopens))


def reopen(book: Book, run: Run, feedback_id: int) -> StepResult:
    """Begin a closed feedback anew; the run carries the reason.

    Raises:
        FeedbackNotFound: there is none with this id.
        FeedbackOpen: it is not closed.
        ArchivedCustomer: its customer is archived.
        StepBeforeLast: the run lies before its last step.
    """
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(StepResult)
        if seen is not None:
            return seen
        present = existing(transaction.connection, feedback_id, run.now)
        if present.closed is None:
            raise FeedbackOpen(id=feedback_id, state=present.state)
        check_active(transaction.connection, present.customer_id)
        at, first = _instant(run, present, None), procedure(present.kind)[0]
        _note(transaction, present, first, at, reopened=True, reason=run.reason)
        transaction.change(
            "feedback", {"id": feedback_id}, state=first, state_since=at, closed=None
        )
        after = settled(transaction, present.customer_id, feedback_id)
        return transaction.finished(StepResult(after, first, reopened=True))


def _instant(run: Run, present: Feedback, at: datetime | None) -> datetime:
    last = present.steps[-1].at if present.steps else present.opened
    at = at or run.now
    if at > run.now:
        raise FutureStep(at=at)
    if at < last:
        raise StepBeforeLast(at=at, id=present.id, last=last)
    return at


def _note(
    transaction: Transaction,
    present: Feedback,
    state: FeedbackState,
    at: datetime,
    *,
    note: str | None = None,
    score: int | None = None,
    reason: str | None = None,
    skipped: bool = False,
    reopened: bool = False,
) -> None:
    step_id = transaction.add(
        "feedback_step",
        customer_id=present.customer_id,
        feedback_id=present.id,
        state=state,
        at=at,
        note=note,
        score=score,
        skipped=skipped,
        reopened=reopened,
        reason=reason,
        author=transaction.run.author,
    )
    put_row(transaction, "feedback_step", step_id, {"note": note, "reason": reason})


def _end(present: Feedback, state: FeedbackState, at: datetime) -> datetime | None:
    return at if state is procedure(present.kind)[-1] else None


def _stated(request: StepRequest) -> dict[str, Any]:
    handler = {} if request.handler is None else {"handler": request.handler}
    return handler | _result(request)


def _result(request: StepRequest) -> dict[str, Any]:
    return {} if request.result is None else {"result": request.result}
