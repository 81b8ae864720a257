"""Satisfaction surveys: an answer is kept, and the next one is owed from then on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.domain.due_kind import DueKind
from crmcli.domain.survey import Survey, SurveyDraft
from crmcli.errors import N_, Refused
from crmcli.services.feedback.texts import put_row
from crmcli.services.naming.customers import active
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.obligation import obligation
from crmcli.store.reads.surveys import survey
from crmcli.store.settling.facts import settle

if TYPE_CHECKING:
    from datetime import date

    from crmcli.domain.run import Run
    from crmcli.store.book import Book


class FutureSurvey(Refused):
    """An answer that is to have been given later than today."""

    code = "future_survey"
    sentence = N_("{day} is still to come; an answer is noted when it was given.")


@dataclass(frozen=True, slots=True)
class SurveyResult:
    """An answer, and the local date on which its customer is asked again, if ever."""

    survey: Survey
    next_survey: date | None


def add(book: Book, run: Run, customer: str, draft: SurveyDraft) -> SurveyResult:
    """Keep what a customer answered to a satisfaction survey.

    Raises:
        CustomerNotFound, AmbiguousCustomer, ArchivedCustomer: the customer is not one.
        FutureSurvey: it would lie after the run.
    """
    if draft.at > run.today:
        raise FutureSurvey(day=draft.at)
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(SurveyResult)
        if seen is not None:
            return seen
        connection = transaction.connection
        customer_id = active(connection, customer).id
        survey_id = transaction.add(
            "survey",
            customer_id=customer_id,
            day=draft.at,
            score=draft.score,
            recommend=draft.recommend,
            via=draft.via,
            note=draft.note,
            author=run.author,
        )
        put_row(transaction, "survey", survey_id, {"note": draft.note})
        settle(transaction, [customer_id], book_reads.policy(connection))
        added = survey(connection, survey_id)
        if added is None:
            raise LookupError(survey_id)
        owed = obligation(connection, DueKind.SURVEY, customer_id)
        return transaction.finished(SurveyResult(added, None if owed is None else owed.due))
