"""How the feedback of a report was dealt with: read from the book, judged step by step."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.feedback_state import FeedbackKind, FeedbackState, Severity
from crmcli.domain.reports.handling import LimitsByDay, Taken, judged
from crmcli.local_time import zone
from crmcli.store.reads.policies import policy_moves
from crmcli.store.reads.reports.local_days import local_day
from crmcli.store.reads.work_calendars import with_calendar

if TYPE_CHECKING:
    from crmcli.domain.reports.handling import Judged
    from crmcli.store.reads.reports.counting import Records
    from crmcli.store.reads.reports.scope import Scope


class Handled(NamedTuple):
    """A feedback, and how it was dealt with.

    Args:
        id: which one.
        kind: of what kind it is.
        category: what it is about; None if that was not said.
        severity: how grave it is.
        days: how many days passed until it was closed; None for one that is open.
        overdue: whether the limit of its next step has run out.
        reopened: whether it began anew.
        judged: the steps that were taken, each in time or not.
    """

    id: int
    kind: FeedbackKind
    category: str | None
    severity: Severity
    days: int | None
    overdue: bool
    reopened: bool
    judged: tuple[Judged, ...]

    @property
    def in_time(self) -> bool:
        """Whether each step was taken in time."""
        return all(each.in_time for each in self.judged)


def handled(scope: Scope, feedback: Records) -> list[Handled]:
    """Read feedback and judge it.

    Args:
        scope: what is looked at.
        feedback: which.
    """
    sql = f"""
        SELECT r.id, r.kind, r.category, r.severity, r.opened, r.closed,
               EXISTS (SELECT 1 FROM obligation o WHERE o.subject_id = r.id AND o.due_at < :now
                   AND o.kind = CASE r.kind WHEN 'complaint' THEN 'complaint' ELSE 'feedback' END)
          FROM {feedback.source} WHERE {feedback.where} ORDER BY r.id
    """  # noqa: S608 - our own names
    steps = _steps(scope, feedback)
    limits, here = (
        LimitsByDay(policy_moves(scope.connection), partial(with_calendar, scope.connection)),
        zone(),
    )
    found = []
    for row in scope.connection.execute(sql, feedback.given(scope)):
        key, word, category, severity, opened, closed, overdue = row
        kind, taken = FeedbackKind(word), steps.get(key, [])
        found.append(
            Handled(
                key,
                kind,
                category,
                Severity(severity),
                None if closed is None else (local_day(closed) - local_day(opened)).days,
                bool(overdue),
                any(each.reopened for each in taken),
                tuple(judged(kind, taken, limits, here)),
            )
        )
    return found


def _steps(scope: Scope, feedback: Records) -> dict[int, list[Taken]]:
    sql = f"""
        SELECT r.id, s.id, s.state, s.at, s.reopened
          FROM {feedback.source} JOIN feedback_step s ON s.feedback_id = r.id
         WHERE {feedback.where} ORDER BY s.id
    """  # noqa: S608 - our own names
    found: dict[int, list[Taken]] = {}
    for key, step, state, at, reopened in scope.connection.execute(sql, feedback.given(scope)):
        taken = Taken(step, FeedbackState(state), datetime.fromisoformat(at), bool(reopened))
        found.setdefault(key, []).append(taken)
    return found
