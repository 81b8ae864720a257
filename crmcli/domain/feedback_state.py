"""What customers say back, and the steps in which it is dealt with (反馈, 投诉)."""

from __future__ import annotations

from enum import StrEnum


class FeedbackKind(StrEnum):
    """What kind of feedback it is: opinion 意见, suggestion 建议, praise 表扬, complaint 投诉."""

    OPINION = "opinion"
    SUGGESTION = "suggestion"
    PRAISE = "praise"
    COMPLAINT = "complaint"


class Severity(StrEnum):
    """How grave it is."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


class FeedbackState(StrEnum):
    """How far a feedback has come; each kind has its own procedure."""

    RECEIVED = "received"
    HANDLED = "handled"
    CUSTOMER_TOLD = "customer_told"
    RECORDED = "recorded"
    INVESTIGATING = "investigating"
    SOLUTION_MADE = "solution_made"
    CARRIED_OUT = "carried_out"
    CALLED_BACK = "called_back"
    CLOSED = "closed"


PROCEDURE = (FeedbackState.RECEIVED, FeedbackState.HANDLED, FeedbackState.CUSTOMER_TOLD)
"""The steps of an opinion, a suggestion or a praise (product.md section 6, rule)."""

COMPLAINT_PROCEDURE = (
    FeedbackState.RECORDED,
    FeedbackState.INVESTIGATING,
    FeedbackState.SOLUTION_MADE,
    FeedbackState.CARRIED_OUT,
    FeedbackState.CALLED_BACK,
    FeedbackState.CLOSED,
)
"""The steps of a complaint (product.md section 6, rule)."""


def procedure(kind: FeedbackKind) -> tuple[FeedbackState, ...]:
    """Return the steps of a kind of feedback; with the last one it is closed."""
    return COMPLAINT_PROCEDURE if kind is FeedbackKind.COMPLAINT else PROCEDURE
