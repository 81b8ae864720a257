"""A customer's grade with everything behind it: the answer of `grade show`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.domain.grading import ground_message, judge

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from crmcli.domain.audit import Graded
    from crmcli.domain.grade import Grade, GradeSource, Need
    from crmcli.domain.message import Message
    from crmcli.domain.span import Span


@dataclass(frozen=True, slots=True)
class GradeChange:
    """One grading of the past; the field names are the keys of its JSON. Dates are local."""

    on: date
    grade_from: Grade | None
    grade_to: Grade
    source: GradeSource
    reason: Message | str | None
    need: Need | None
    expected_close: date | None
    contact_id: int | None


def stated_reason(history: Sequence[GradeChange]) -> str | None:
    """Say why a grade was given by hand; None where nobody said so.

    A later line that leaves the grade alone, as when a close date passes, gave nothing.

    Args:
        history: the customer's gradings, the latest first.
    """
    for line in history:
        if isinstance(line.reason, str):
            return line.reason
        if line.grade_from is not line.grade_to:
            return None
    return None


@dataclass(frozen=True, slots=True)
class GradeReport:
    """A customer's grade beside the rule's own answer; the field names are the keys of its JSON.

    `suggested` is None where the facts support no grade. `cadence_days` is nominal.
    """

    customer_id: int
    customer: str
    grade: Grade
    source: GradeSource
    reason: Message | str | None
    suggested: Grade | None
    suggested_reason: Message
    since: date
    need: Need | None
    expected_close: date | None
    cadence_days: int
    next_due: date | None
    relationship_due: date | None
    history: tuple[GradeChange, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Where the rule would grade otherwise; the field names are the keys of its JSON."""

    customer_id: int
    customer: str
    grade: Grade
    source: GradeSource
    since: date
    suggested: Grade
    suggested_reason: Message
    need: Need | None
    expected_close: date | None


def suggestion(customer: Graded, today: date, horizons: Mapping[Grade, Span]) -> Suggestion | None:
    """Give the rule's answer on a local date where it is not the grade in force, else None."""
    verdict = judge(customer.facts, today, horizons)
    if verdict.grade is None or verdict.grade is customer.grade:
        return None
    return Suggestion(
        customer_id=customer.customer_id,
        customer=customer.customer,
        grade=customer.grade,
        source=customer.source,
        since=customer.since,
        suggested=verdict.grade,
        suggested_reason=ground_message(
            verdict.ground, customer.facts.expected_close, customer.deal
        ),
        need=customer.facts.need,
        expected_close=customer.facts.expected_close,
    )


@dataclass(frozen=True, slots=True)
class GradeMove:
    """How many customers went from one grade to another."""

    grade_from: Grade
    grade_to: Grade
    count: int


@dataclass(frozen=True, slots=True)
class GradesGiven:
    """Grades that were given to many customers; the field names are the keys of its JSON."""

    changed: int
    moves: tuple[GradeMove, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """A grade that was given to a customer: the one it had before, and the report as it is now."""

    before: Grade
    report: GradeReport
