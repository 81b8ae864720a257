"""A row of the due list: what is owed to whom, since when and why (应跟进)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.domain.obligation import DueKind

if TYPE_CHECKING:
    from datetime import date

    from crmcli.domain.contact import Channel
    from crmcli.domain.grading import Grade
    from crmcli.domain.message import Message
    from crmcli.domain.money import Money

KIND_ORDER: dict[DueKind, int] = {
    DueKind.COMPLAINT: 0,
    DueKind.FEEDBACK: 1,
    DueKind.PROMISE: 2,
    DueKind.FOLLOW_UP: 3,
    DueKind.RELATIONSHIP: 3,
    DueKind.DEAL: 3,
    DueKind.CHURN: 4,
    DueKind.SURVEY: 5,
    DueKind.BIRTHDAY: 6,
    DueKind.FESTIVAL: 6,
    DueKind.VERIFY: 7,
}
"""The order of the list by kind (product.md section 4); kinds with one number are one group."""


@dataclass(frozen=True, slots=True)
class DueRow:
    """One obligation on the list; the field names are the keys of its JSON.

    `due` and `snoozed_until` are local dates, `overdue_days` is negative for what is still ahead.
    """

    ref: str
    kind: DueKind
    customer_id: int
    customer: str
    company: str | None
    grade: Grade
    due: date
    overdue_days: int
    channel: Channel | None
    title: Message | str
    why: Message
    phone: str | None
    amount: Money | None
    snoozed_until: date | None


def due_ref(kind: DueKind, subject_id: int) -> str:
    """Name an obligation, such as `follow_up:17`."""
    return f"{kind}:{subject_id}"
