"""Which grades are doubtful, why, and what the honest grade would be (product.md section 2)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from crmcli.domain.grading import Facts, Grade, GradeSource, Ground, judge

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from crmcli.domain.span import Span


class Doubt(StrEnum):
    """Why a grade and its facts disagree."""

    TOO_LONG = "too_long"
    CLOSE_PASSED = "close_passed"
    AGAINST_RULE = "against_rule"
    NEVER_CONTACTED = "never_contacted"


@dataclass(frozen=True, slots=True)
class Graded:
    """What an audit looks at; all dates are local dates."""

    grade: Grade
    source: GradeSource
    since: date
    facts: Facts
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
    if verdict.ground is Ground.CLOSE_PASSED:
        found.append(Doubt.CLOSE_PASSED)
    if (
        customer.source is GradeSource.HAND
        and verdict.grade is not None
        and verdict.grade is not customer.grade
    ):
        found.append(Doubt.AGAINST_RULE)
    contacted = customer.last_contact is not None and customer.last_contact >= customer.since
    if not contacted and cadences[customer.grade].after(customer.since) < today:
        found.append(Doubt.NEVER_CONTACTED)
    return tuple(found)


def honest_grade(customer: Graded, today: date, horizons: Mapping[Grade, Span]) -> Grade:
    """Say the grade a doubtful customer would honestly have.

    A passed date counts as no date; where the rule repeats the doubted grade, or has no answer, it
    is the next lower one.
    """
    facts = customer.facts
    if facts.expected_close is not None and facts.expected_close < today:
        facts = replace(facts, expected_close=None)
    verdict = judge(facts, today, horizons)
    if verdict.grade is None or verdict.grade is customer.grade:
        return customer.grade.next_lower
    return verdict.grade
