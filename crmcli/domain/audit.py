"""Which grades are doubtful, why, and what the honest grade would be (product.md section 2)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from crmcli.domain.grade import Grade, GradeSource, Ground
from crmcli.domain.grading import Facts, Grading, Verdict, judge

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from crmcli.domain.named_deal import NamedDeal
    from crmcli.domain.span import Span


class Doubt(StrEnum):
    """Why a grade and its facts disagree."""

    TOO_LONG = "too_long"
    CLOSE_PASSED = "close_passed"
    AGAINST_RULE = "against_rule"
    NEVER_CONTACTED = "never_contacted"


@dataclass(frozen=True, slots=True)
class Graded:
    """What a suggestion and an audit look at; all dates are local dates.

    Args:
        customer_id: whose grade it is.
        customer: the name.
        grade: the grade in force.
        source: who gave it.
        since: since when the customer has it.
        facts: need and expected close, an open deal's before the customer's own.
        last_contact: the latest contact that counts.
        by_audit: whether an earlier audit gave it, whose choice is not doubted for what it was.
        deal: the open deal that its expected close is the date of.
    """

    customer_id: int
    customer: str
    grade: Grade
    source: GradeSource
    since: date
    facts: Facts
    last_contact: date | None
    by_audit: bool = False
    deal: NamedDeal | None = None


@dataclass(frozen=True, slots=True)
class AuditRow:
    """A doubtful grade; the field names are the keys of its JSON. Dates are local."""

    customer_id: int
    customer: str
    grade: Grade
    doubts: tuple[Doubt, ...]
    honest: Grade
    since: date
    expected_close: date | None
    last_contact: date | None


def doubts(
    customer: Graded,
    today: date,
    horizons: Mapping[Grade, Span],
    cadences: Mapping[Grade, Span],
) -> tuple[Doubt, ...]:
    """List what is doubtful about a grade; empty for an honest one.

    A customer never contacted since it was graded is doubtful once the grade's own cadence has run
    out: before that nobody is late, and a book imported this morning would be nothing but doubts.
    """
    found: list[Doubt] = []
    horizon = horizons.get(customer.grade)
    if horizon is not None and horizon.after(customer.since) < today:
        found.append(Doubt.TOO_LONG)
    verdict = judge(customer.facts, today, horizons)
    close = customer.facts.expected_close
    # A grade given after the date had passed has taken that into account.
    if verdict.ground is Ground.CLOSE_PASSED and close is not None and customer.since <= close:
        found.append(Doubt.CLOSE_PASSED)
    if (
        customer.source is GradeSource.HAND
        and not customer.by_audit
        and verdict.grade is not None
        and verdict.grade is not customer.grade
    ):
        found.append(Doubt.AGAINST_RULE)
    contacted = customer.last_contact is not None and customer.last_contact >= customer.since
    if not contacted and cadences[customer.grade].after(customer.since) < today:
        found.append(Doubt.NEVER_CONTACTED)
    return tuple(found)


def audited(
    customer: Graded,
    today: date,
    horizons: Mapping[Grade, Span],
    cadences: Mapping[Grade, Span],
) -> AuditRow | None:
    """Say what is doubtful about a grade and what it would honestly be; None for an honest one."""
    found = doubts(customer, today, horizons, cadences)
    if not found:
        return None
    return AuditRow(
        customer_id=customer.customer_id,
        customer=customer.customer,
        grade=customer.grade,
        doubts=found,
        honest=honest_grading(customer, today, horizons).grade,
        since=customer.since,
        expected_close=customer.facts.expected_close,
        last_contact=customer.last_contact,
    )


def honest_grading(customer: Graded, today: date, horizons: Mapping[Grade, Span]) -> Grading:
    """Say the grade a doubtful customer would honestly have, and who gives it.

    A passed date counts as no date; where the rule repeats the doubted grade, or has no answer, it
    is the next lower one, which only a hand can give.
    """
    verdict = _without_passed_date(customer.facts, today, horizons)
    if verdict.grade is None or verdict.grade is customer.grade:
        return Grading(customer.grade.next_lower, GradeSource.HAND, verdict.ground)
    return Grading(verdict.grade, GradeSource.RULE, verdict.ground)


def _without_passed_date(facts: Facts, today: date, horizons: Mapping[Grade, Span]) -> Verdict:
    verdict = judge(facts, today, horizons)
    if verdict.ground is not Ground.CLOSE_PASSED:
        return verdict
    # The ground says what is wrong with the date, not that there never was one.
    answer = judge(replace(facts, expected_close=None), today, horizons)
    return Verdict(answer.grade, Ground.CLOSE_PASSED)
