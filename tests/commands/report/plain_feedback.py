"""Feedback as a loop over its steps sees it: taken within the limits of their days, or overdue."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from tests.commands.report.plain_book import ZONE, PlainBook, Row, Whom, local

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

COMPLAINT = (
    "recorded", "investigating", "solution_made", "carried_out", "called_back", "closed",
)  # fmt: skip
OTHERS = ("received", "handled", "customer_told")
_LIMITS = dict(
    zip(
        COMPLAINT,
        ("first", "solution", "solution", "callback", "close"),
        strict=False,
    )
)
"""For the state of a complaint, the limit of the step that comes next."""
_FROM_THE_START = {"recorded", "investigating"}


class Judged(NamedTuple):
    """A step that had a limit, and whether it was taken within it."""

    step: Row
    in_time: bool


class Handled:
    """A feedback, and how it was dealt with.

    Args:
        book: its book.
        row: the feedback.
    """

    def __init__(self, book: PlainBook, row: Row) -> None:
        self.row = row
        self.opened, self.closed = local(row["opened"]), row["closed"] and local(row["closed"])
        self._book, self._is_complaint = book, row["kind"] == "complaint"
        steps = [step for step in book["feedback_step"] if step["feedback_id"] == row["id"]]
        self.steps = sorted(steps, key=lambda step: step["id"])
        self.reopened = any(step["reopened"] for step in steps)
        self.judged = list(self._judge())
        self.in_time = all(each.in_time for each in self.judged)

    def _judge(self) -> Iterator[Judged]:
        """Hold each step against the limit of the first step after the state before it."""
        for at, step in enumerate(self.steps):
            taken = datetime.fromisoformat(step["at"])
            if at and not step["reopened"]:
                yield Judged(step, taken <= self._limit(at, local(step["at"])))

    def _limit(self, at: int, on: date) -> datetime:
        """Say until when a step was owed, by the limits of a day."""
        before = self.steps[at - 1]
        start = [step for step in self.steps[:at] if step["reopened"]] or self.steps[:1]
        since, name = start[-1], "feedback.limit"
        if self._is_complaint:
            name = f"complaint.{_LIMITS[before['state']]}"
            since = since if before["state"] in _FROM_THE_START else before
        return after(self._book.policy(name, on), datetime.fromisoformat(since["at"]))

    @property
    def owed(self) -> datetime | None:
        """Until when its next step is owed, by the limits of today."""
        return None if self.closed else self._limit(len(self.steps), self._book.today)


def after(limit: str, at: datetime) -> datetime:
    """Add a limit to an instant: hours, or days that end at the same time of day."""
    count = int(limit[:-1])
    if limit.endswith("h"):
        return at + timedelta(hours=count)
    return (at.astimezone(ZONE).replace(tzinfo=None) + timedelta(days=count)).replace(tzinfo=ZONE)


def now(book: PlainBook) -> datetime:
    """Give the instant at which a book is looked at: noon, where only a day is told."""
    return datetime.combine(book.today, time(12), ZONE)


def handled(book: PlainBook, whom: Whom) -> list[Handled]:
    """Go through all feedback of the customers that count."""
    return [Handled(book, row) for row in book.of("feedback", whom)]
