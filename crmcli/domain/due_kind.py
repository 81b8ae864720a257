"""The kinds of things that are owed, and the order in which they are listed."""

from __future__ import annotations

from enum import StrEnum


class DueKind(StrEnum):
    """What is owed (product.md section 4)."""

    COMPLAINT = "complaint"
    FEEDBACK = "feedback"
    PROMISE = "promise"
    FOLLOW_UP = "follow_up"
    RELATIONSHIP = "relationship"
    DEAL = "deal"
    CHURN = "churn"
    SURVEY = "survey"
    BIRTHDAY = "birthday"
    FESTIVAL = "festival"
    VERIFY = "verify"


CLOCK_KINDS = (DueKind.FOLLOW_UP, DueKind.RELATIONSHIP, DueKind.VERIFY)
"""The kinds that a customer has by itself; their subject is the customer."""

CUSTOMER_KINDS = frozenset(DueKind) - {
    DueKind.COMPLAINT,
    DueKind.FEEDBACK,
    DueKind.PROMISE,
    DueKind.DEAL,
    DueKind.FESTIVAL,
}
"""The kinds whose subject is the customer; that of the others is a record of theirs."""

GREETING_KINDS = frozenset({DueKind.BIRTHDAY, DueKind.FESTIVAL})
"""The kinds that end by themselves: after some days a greeting is too late, and the next stands."""

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
