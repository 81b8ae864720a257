"""A warning that a customer may leave: its kind, the day it appears, and its figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime
    from fractions import Fraction

    from crmcli.domain.churn.facts import LastLook
    from crmcli.domain.churn.kind import ChurnKind
    from crmcli.domain.money import Money
    from crmcli.domain.span import Span


@dataclass(frozen=True, slots=True)
class ChurnWarning:
    """A warning, which follows from facts alone and not from the day it is asked on.

    Args:
        kind: what it is of; each kind has its own figures, the others are empty.
        appears: the local date it appears.
        since: the local date it is counted from: the last order, the score, the limit, …
        orders: rhythm: how many orders are known.
        gap: rhythm: the median of the days between two orders.
        ratio: rhythm: how many of these may go by quietly.
        amounts: falling: the orders, the earliest first; each is smaller than the one before.
        score: low score: the score.
        complaint_id: low score, overdue complaint: the complaint, if there is one.
        limit: overdue complaint: the instant by which its next step was due.
        span: no deal: how long a key customer may be without one.
    """

    kind: ChurnKind
    appears: date
    since: date
    orders: int | None = None
    gap: Fraction | None = None
    ratio: Fraction | None = None
    amounts: tuple[Money, ...] = ()
    score: int | None = None
    complaint_id: int | None = None
    limit: datetime | None = None
    span: Span | None = None

    @property
    def mark(self) -> str:
        """What tells the facts of this warning from others; a look keeps it."""
        told = (self.kind.value, self.since.isoformat(), self.complaint_id, self.score)
        return ":".join(str(each) for each in told if each is not None)

    def is_standing(self, today: date, now: datetime | None = None) -> bool:
        """Tell whether it has appeared.

        Args:
            today: the local date it is asked on.
            now: the instant it is asked on, where the limit of a complaint may be still ahead.
        """
        if self.limit is not None and now is not None:
            return now > self.limit
        return self.appears <= today

    def is_looked_at(self, look: LastLook | None) -> bool:
        """Tell whether somebody has looked at it: it had appeared by then, with these facts."""
        return look is not None and self.appears <= look.day and self.mark in look.seen
