"""Giving grades: to one customer by hand, to all that the rule or an audit grades otherwise."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from crmcli.domain.audit import audited, honest_grading
from crmcli.domain.audit_reason import audit_reason
from crmcli.domain.contact import NewFacts
from crmcli.domain.grade import GradeSource
from crmcli.domain.grade_history import Given, GradeMove, GradesGiven, suggestion
from crmcli.domain.grading import Grading, judge
from crmcli.services.grades.reading import report_of
from crmcli.services.grades.regrading import regraded
from crmcli.services.grades.settled import reclocked
from crmcli.services.naming.customers import ArchivedCustomer, named
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.grades import graded
from crmcli.store.reads.standing import standing, standings
from crmcli.store.settling.reclocking import reclock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from crmcli.domain.audit import Graded
    from crmcli.domain.grade import Grade
    from crmcli.domain.policy import Policy
    from crmcli.domain.run import Run
    from crmcli.store.book import Book
    from crmcli.store.reads.standing import Standing
    from crmcli.store.transaction import Transaction

    Choice = tuple[Grading, str | None]
    Choose = Callable[[Graded, Run, Policy], Choice | None]

_PAGE = 500
"""How many customers are looked at together; memory holds no more of them."""


def give(book: Book, run: Run, text: str, grade: Grade) -> Given:
    """Give a customer a grade by hand; the run carries the reason.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the text names no or several customers.
        ArchivedCustomer: the customer is archived.
    """
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(Given)
        if seen is not None:
            return seen
        policy = book_reads.policy(transaction.connection)
        before = _standing(transaction, text)
        facts = NewFacts(grade=grade, reason=run.reason)
        reclocked(transaction, regraded(transaction, before, facts, policy), policy)
        return transaction.finished(_answer(transaction, before))


def give_suggested(book: Book, run: Run, text: str) -> Given:
    """Grade one customer by rule, also one graded by hand; nothing if the rule has no answer.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the text names no or several customers.
        ArchivedCustomer: the customer is archived.
    """
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(Given)
        if seen is not None:
            return seen
        before = _standing(transaction, text)
        page = graded(transaction.connection, run.today, before.customer_id)
        _graded_page(transaction, page, _by_rule)
        return transaction.finished(_answer(transaction, before))


def give_all_suggested(book: Book, run: Run) -> GradesGiven:
    """Grade by rule whoever the rule grades otherwise, all or none."""
    return _give_all(book, run, _by_rule)


def give_all_honest(book: Book, run: Run) -> GradesGiven:
    """Give every doubtful customer its honest grade, all or none.

    The history says which doubts it was for.
    """
    return _give_all(book, run, _honest)


def _by_rule(customer: Graded, run: Run, policy: Policy) -> Choice | None:
    if suggestion(customer, run.today, policy.horizons) is None:
        return None
    verdict = judge(customer.facts, run.today, policy.horizons)
    return Grading(verdict.grade or customer.grade, GradeSource.RULE, verdict.ground), run.reason


def _honest(customer: Graded, run: Run, policy: Policy) -> Choice | None:
    row = audited(customer, run.today, policy.horizons, policy.cadences)
    if row is None or row.honest is customer.grade:
        return None
    reason = run.reason or audit_reason(row.doubts)
    return honest_grading(customer, run.today, policy.horizons), reason


def _standing(transaction: Transaction, text: str) -> Standing:
    found = standing(transaction.connection, named(transaction.connection, text).id)
    if found.clocks.archived:
        raise ArchivedCustomer(customer=found.name, id=found.customer_id)
    return found


def _answer(transaction: Transaction, before: Standing) -> Given:
    today = transaction.run.today
    return Given(before.grading.grade, report_of(transaction.connection, before.customer_id, today))


def _give_all(book: Book, run: Run, choose: Choose) -> GradesGiven:
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(GradesGiven)
        if seen is not None:
            return seen
        moves: Counter[tuple[Grade, Grade]] = Counter()
        last, today = 0, run.today
        # Page by page, since what is being changed must not be read on by the same query.
        while page := list(graded(transaction.connection, today, after=last, most=_PAGE)):
            moves += _graded_page(transaction, page, choose)
            last = page[-1].customer_id
        summary = tuple(GradeMove(*pair, count) for pair, count in sorted(moves.items()))
        return transaction.finished(GradesGiven(moves.total(), summary))


def _graded_page(
    transaction: Transaction, page: Iterable[Graded], choose: Choose
) -> Counter[tuple[Grade, Grade]]:
    policy = book_reads.policy(transaction.connection)
    chosen = ((each.customer_id, choose(each, transaction.run, policy)) for each in page)
    wanted = {key: choice for key, choice in chosen if choice is not None}
    return _write(transaction, wanted, policy)


def _write(
    transaction: Transaction, wanted: dict[int, Choice], policy: Policy
) -> Counter[tuple[Grade, Grade]]:
    run = transaction.run
    before = standings(transaction.connection, list(wanted))
    after: list[Standing] = []
    history, rows = [], []
    for stands in before:
        grading, reason = wanted[stands.customer_id]
        clocks = replace(stands.clocks, grade=grading.grade, grade_changed=run.today)
        given = replace(stands, grading=grading, grade_since=run.today, clocks=clocks)
        after.append(given)
        history.append(_history(transaction, stands, given, reason))
        rows.append(
            {
                "id": given.customer_id,
                "grade": grading.grade,
                "grade_source": grading.source,
                "grade_ground": grading.ground,
                "grade_since": run.today,
                "grade_changed": run.today,
                "updated": run.now,
            }
        )
    transaction.change_many("customer", {}, "id", rows)
    transaction.add_many("grade_change", history)
    reclock(transaction, after, policy)
    return _moves(before, after)


def _history(
    transaction: Transaction, before: Standing, after: Standing, reason: str | None
) -> dict[str, object]:
    today = transaction.run.today
    facts, deal = after.facts(today), after.deal(today)
    return {
        "customer_id": after.customer_id,
        "day": transaction.run.today,
        "from_grade": before.grading.grade,
        "to_grade": after.grading.grade,
        "source": after.grading.source,
        "ground": after.grading.ground,
        "need": facts.need,
        "expected_close": facts.expected_close,
        "reason": reason,
        "command_id": transaction.command_id,
        "deal_id": None if deal is None else deal.id,
    }


def _moves(before: Sequence[Standing], after: Sequence[Standing]) -> Counter[tuple[Grade, Grade]]:
    pairs = zip(before, after, strict=True)
    return Counter((old.grading.grade, new.grading.grade) for old, new in pairs)
