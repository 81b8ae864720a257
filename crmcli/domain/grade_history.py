"""A customer's grade with everything behind it: the answer of `grade show`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from crmcli.domain.grading import Grade, GradeSource, Need
    from crmcli.domain.message import Message


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
