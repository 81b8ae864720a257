"""Giving a customer a grade: the change itself, its history, and what it does to the clocks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crmcli.domain.contact import NewFacts
from crmcli.domain.grade import START, GradeSource, Ground, Need
from crmcli.domain.grading import Facts, Grading, judge, regrade

if TYPE_CHECKING:
    from datetime import date

    from crmcli.domain.policy import Policy
    from crmcli.store.reads.standing import Standing
    from crmcli.store.transaction import Transaction


def with_facts(standing: Standing, given: NewFacts) -> Standing:
    """Return how a customer stands with new facts of its own.

    An expected close given to a customer whose need is not known says that there is a clear need:
    a close without a need would be a close of nothing.
    """
    own = standing.own_facts
    need = given.need or own.need
    if given.expected_close is not None and need is None:
        need = Need.CLEAR
    return replace(standing, own_facts=Facts(need, given.expected_close or own.expected_close))


def regraded(
    transaction: Transaction,
    before: Standing,
    given: NewFacts,
    policy: Policy,
    contact_id: int | None = None,
    *,
    facts_changed: bool = False,
) -> Standing:
    """Grade a customer again on new facts, or by the user's choice, and write what changed.

    Args:
        transaction: the open transaction.
        before: how the customer stands.
        given: facts and grade that came with the change.
        policy: the numbers in force.
        contact_id: the contact it came with.
        facts_changed: whether facts were taken back; the rule then answers as to new ones.

    Returns:
        How the customer stands afterwards; its clocks are not set yet.
    """
    today = transaction.run.today
    after = with_facts(before, given)
    if not given.keep:
        verdict = judge(after.facts(today), today, policy.horizons)
        new_facts = given.given or facts_changed
        grading = regrade(before.grading, verdict, new_facts=new_facts, chosen=given.grade)
        after = _graded(after, grading, today)
    _write(transaction, before, after)
    if after.grading != before.grading or given.grade is not None:
        record_grading(transaction, before.grading, after, given.reason, contact_id)
    return after


def regraded_by_deals(
    transaction: Transaction, before: Standing, after: Standing, policy: Policy
) -> Standing:
    """Grade a customer again where its deals changed the facts that count.

    Where nothing is left that a grade could rest on, since the facts were those of a deal alone,
    the customer is as a new one.

    Args:
        transaction: the open transaction.
        before: how the customer stood before its deals changed.
        after: how it stands now; its grade is still the one of before.
        policy: the numbers in force.

    Returns:
        How the customer stands afterwards; its clocks are not set yet.
    """
    today = transaction.run.today
    facts = after.facts(today)
    if facts == before.facts(today):
        return after
    if facts.need is not None or before.own_facts.need is not None:
        return regraded(transaction, after, NewFacts(), policy, facts_changed=True)
    start = Grading(START, GradeSource.START, Ground.NEED_UNKNOWN)
    without = _graded(after, start, today)
    _write(transaction, after, without)
    record_grading(transaction, after.grading, without, None)
    return without


def record_grading(
    transaction: Transaction,
    before: Grading | None,
    after: Standing,
    reason: str | None,
    contact_id: int | None = None,
) -> None:
    """Add one line to the history of a customer's grade."""
    facts, deal = after.facts(transaction.run.today), after.deal(transaction.run.today)
    transaction.add(
        "grade_change",
        customer_id=after.customer_id,
        day=transaction.run.today,
        from_grade=None if before is None else before.grade,
        to_grade=after.grading.grade,
        source=after.grading.source,
        ground=after.grading.ground,
        need=facts.need,
        expected_close=facts.expected_close,
        reason=reason,
        contact_id=contact_id,
        command_id=transaction.command_id,
        deal_id=None if deal is None else deal.id,
    )


def _graded(standing: Standing, grading: Grading, today: date) -> Standing:
    if grading.grade is standing.grading.grade:
        return replace(standing, grading=grading)
    clocks = replace(standing.clocks, grade=grading.grade, grade_changed=today)
    return replace(standing, grading=grading, grade_since=today, clocks=clocks)


def _write(transaction: Transaction, before: Standing, after: Standing) -> None:
    columns = {
        "need": (before.own_facts.need, after.own_facts.need),
        "own_close": (before.own_facts.expected_close, after.own_facts.expected_close),
        "grade": (before.grading.grade, after.grading.grade),
        "grade_source": (before.grading.source, after.grading.source),
        "grade_ground": (before.grading.ground, after.grading.ground),
        "grade_since": (before.grade_since, after.grade_since),
        "grade_changed": (before.clocks.grade_changed, after.clocks.grade_changed),
    }
    changed = {name: new for name, (old, new) in columns.items() if old != new}
    if changed:
        changed["updated"] = transaction.run.now
        transaction.change("customer", {"id": after.customer_id}, **changed)
