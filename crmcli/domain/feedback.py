"""A feedback or complaint (反馈, 投诉): what a customer said, and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.domain.feedback_state import FeedbackKind, FeedbackState, Severity

if TYPE_CHECKING:
    from datetime import datetime

    from crmcli.domain.channel import Channel
    from crmcli.domain.measure import Measure


@dataclass(frozen=True, slots=True)
class FeedbackDraft:
    """A feedback as it is to be recorded; `opened` is an aware instant."""

    kind: FeedbackKind
    text: str
    opened: datetime
    category: str | None = None
    severity: Severity = Severity.NORMAL
    via: Channel | None = None
    handler: str | None = None


@dataclass(frozen=True, slots=True)
class FeedbackQuery:
    """Which feedback is asked for.

    Args:
        customer_id: only that of this customer; without it that of archived ones is left out.
        kinds: only of these kinds; empty for all.
        handler: only what this one handles.
        open: only what is not closed.
        overdue: only what is not closed and whose step is overdue.
        all: that of archived customers too.
    """

    customer_id: int | None = None
    kinds: tuple[FeedbackKind, ...] = ()
    handler: str | None = None
    open: bool = False
    overdue: bool = False
    all: bool = False


@dataclass(frozen=True, slots=True)
class FeedbackStep:
    """A step that was taken, the first when it was recorded; `at` is a UTC instant.

    `skipped` says that steps before it were passed over, `reopened` that it began anew; `reason`
    says why.
    """

    state: FeedbackState
    at: datetime
    author: str
    note: str | None
    score: int | None
    skipped: bool
    reopened: bool
    reason: str | None


@dataclass(frozen=True, slots=True)
class Feedback:
    """A feedback as it is in the book; the field names are the keys of its JSON.

    Instants are UTC. `step_due` is until when the next step is owed; None where nothing is owed,
    as for one that is closed. `overdue_days` counts begun days, 0 until that instant. `score` is
    that of the last satisfaction call-back.
    """

    id: int
    customer_id: int
    customer: str
    kind: FeedbackKind
    category: str | None
    severity: Severity
    text: str
    state: FeedbackState
    handler: str | None
    opened: datetime
    step_due: datetime | None
    overdue_days: int
    closed: datetime | None
    score: int | None
    steps: tuple[FeedbackStep, ...]
    via: Channel | None
    result: str | None
    next_step: FeedbackState | None
    measures: tuple[Measure, ...]
