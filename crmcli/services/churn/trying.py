"""Trying to win a lost customer back, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from crmcli.domain.churn.report import WinbackTry
from crmcli.domain.text import clean_name
from crmcli.domain.winback_result import WinbackResult
from crmcli.errors import N_, Refused, UsageFault
from crmcli.services.churn.noting import insert_try
from crmcli.services.customers.judged import existing
from crmcli.services.customers.life import LifeChange, life_change
from crmcli.services.customers.losing import NotLost, WinbackInPast, state_loss
from crmcli.services.naming.customers import active
from crmcli.store.reads.winback import planned_try, winback_try

if TYPE_CHECKING:
    from datetime import date

    from crmcli.domain.churn.report import TryDraft
    from crmcli.domain.run import Run
    from crmcli.store.book import Book


class TryInFuture(Refused):
    """A try that has not happened yet."""

    code = "try_in_future"
    sentence = N_("A try to win back cannot have happened in the future ({day}).")
    hint = N_("Plan it with --next.")


class TryBeforeLoss(Refused):
    """A try to win somebody back before it was lost."""

    code = "try_before_loss"
    sentence = N_("{customer} was lost on {lost}; a try to win it back is no earlier ({day}).")


class NextAfterBack(UsageFault):
    """A further try for a customer that is back."""

    code = "next_after_back"
    sentence = N_("Who is back is not tried again: --next does not go with --result back.")


@dataclass(frozen=True, slots=True)
class Tried:
    """What a try did.

    Args:
        attempt: the try.
        winback: the local date of the next try.
        life: the customer as it is now.
    """

    attempt: WinbackTry
    winback: date | None
    life: LifeChange


def try_again(book: Book, run: Run, text: str, draft: TryDraft) -> Tried:
    """Note a try to win a lost customer back; with the result `back` it is back.

    A try is no contact: a lost customer has no clock that one could move, and its grade is not
    asked for. What was talked about at length belongs into the contact log as ever.

    Args:
        book: the book.
        run: the run.
        text: the customer, as named on the command line.
        draft: the try.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the text names no or several customers.
        ArchivedCustomer: it is archived.
        NotLost: it is not lost.
        TryInFuture, TryBeforeLoss, WinbackInPast: a date lies where it cannot.
        NextAfterBack: a further try is planned for a customer that is back.
        UnusableText: the note is none.
    """
    day = draft.day or run.today
    if day > run.today:
        raise TryInFuture(day=day)
    if draft.again is not None and draft.result is WinbackResult.BACK:
        raise NextAfterBack
    if draft.again is not None and draft.again < run.today:
        raise WinbackInPast(day=draft.again)
    note = None if draft.note is None else clean_name(draft.note, "--note")
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(Tried)
        if seen is not None:
            return seen
        connection = transaction.connection
        before = existing(connection, active(connection, text).id, run.today)
        if before.lost is None:
            raise NotLost(customer=before.name, id=before.id)
        if day < before.lost:
            raise TryBeforeLoss(customer=before.name, lost=before.lost, day=day)
        planned = _planned(draft, day, planned_try(connection, before.id))
        try_id = insert_try(transaction, before, draft._replace(day=day, note=note))
        if draft.result is WinbackResult.BACK:
            state_loss(transaction, before, lost=None, reason=None, winback=None)
        else:
            state_loss(
                transaction, before, lost=before.lost, reason=before.lost_reason, winback=planned
            )
        attempt = winback_try(connection, try_id)
        if attempt is None:
            raise LookupError(try_id)
        life = life_change(transaction, before.id)
        withheld = None if before.may_contact else planned
        return transaction.finished(Tried(attempt, planned, replace(life, withheld=withheld)))


def _planned(draft: TryDraft, day: date, planned: date | None) -> date | None:
    """Say when it is tried next: as stated, as planned already, or tomorrow if nobody answered."""
    if draft.result is WinbackResult.BACK:
        return None
    if draft.again is not None or planned is None or planned > day:
        return draft.again or planned
    return day + timedelta(days=1) if draft.result is WinbackResult.NO_ANSWER else None
