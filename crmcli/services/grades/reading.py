"""Reading grades: one customer's with its history, where the rule differs, what is doubtful."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.audit import audited
from crmcli.domain.due_kind import DueKind
from crmcli.domain.grade import GradeSource
from crmcli.domain.grade_history import GradeReport, stated_reason, suggestion
from crmcli.domain.grading import ground_message, judge
from crmcli.domain.message import Message
from crmcli.services.naming.customers import named
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.clocks import clock_dates
from crmcli.store.reads.grades import grade_changes, graded
from crmcli.store.reads.standing import standing

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import date

    from crmcli.domain.audit import AuditRow
    from crmcli.domain.grade_history import GradeChange, Suggestion
    from crmcli.domain.grading import Grading
    from crmcli.domain.named_deal import NamedDeal
    from crmcli.store.book import Book


def report(book: Book, text: str, today: date) -> GradeReport:
    """Read a customer's grade with everything behind it.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the text names no or several customers.
    """
    with book.reading() as connection:
        return report_of(connection, named(connection, text).id, today)


def report_of(connection: sqlite3.Connection, customer_id: int, today: date) -> GradeReport:
    """Read the grade of a customer that is known to be there, on an open connection."""
    policy = book_reads.policy(connection)
    stands = standing(connection, customer_id)
    facts, deal = stands.facts(today), stands.deal(today)
    verdict = judge(facts, today, policy.horizons)
    history = tuple(grade_changes(connection, customer_id))
    due = clock_dates(connection, [customer_id])
    return GradeReport(
        customer_id=customer_id,
        customer=stands.name,
        grade=stands.grading.grade,
        source=stands.grading.source,
        reason=_reason(stands.grading, history, facts.expected_close, deal),
        suggested=verdict.grade,
        suggested_reason=ground_message(verdict.ground, facts.expected_close, deal),
        since=stands.grade_since,
        need=facts.need,
        expected_close=facts.expected_close,
        cadence_days=policy.cadences[stands.grading.grade].days,
        next_due=due.get((customer_id, DueKind.FOLLOW_UP)),
        relationship_due=due.get((customer_id, DueKind.RELATIONSHIP)),
        history=history,
    )


def suggestions(book: Book, today: date, text: str | None = None) -> Iterator[Suggestion]:
    """Yield where the rule would grade otherwise, by customer id.

    Args:
        book: the book.
        today: the local date.
        text: only this customer, as named on the command line.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the text names no or several customers.
    """
    with book.reading() as connection:
        horizons = book_reads.policy(connection).horizons
        for each in graded(connection, today, _id(connection, text)):
            found = suggestion(each, today, horizons)
            if found is not None:
                yield found


def audit(book: Book, today: date, text: str | None = None) -> Iterator[AuditRow]:
    """Yield the grades that are doubtful, by customer id; as `suggestions`."""
    with book.reading() as connection:
        policy = book_reads.policy(connection)
        for each in graded(connection, today, _id(connection, text)):
            found = audited(each, today, policy.horizons, policy.cadences)
            if found is not None:
                yield found


def _id(connection: sqlite3.Connection, text: str | None) -> int | None:
    return None if text is None else named(connection, text).id


def _reason(
    grading: Grading,
    history: tuple[GradeChange, ...],
    close: date | None,
    deal: NamedDeal | None,
) -> Message | str | None:
    if grading.source is GradeSource.HAND:
        return stated_reason(history)
    if grading.ground is None:
        return None
    return ground_message(grading.ground, close, deal)
