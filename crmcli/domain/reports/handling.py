"""Whether the steps of a feedback were taken in time, by the limits valid when they were taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.feedback_limit import step_deadline, step_limits
from crmcli.domain.feedback_state import procedure
from crmcli.domain.policy import Policy, policy_from
from crmcli.domain.working_policy import working_time_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date, datetime, tzinfo

    from crmcli.domain.feedback_limit import StepLimits
    from crmcli.domain.feedback_state import FeedbackKind, FeedbackState
    from crmcli.domain.policy import PolicyMove
    from crmcli.domain.working_time import WorkingTime


class Taken(NamedTuple):
    """A step that was taken, the first with which a feedback was recorded; `at` is an instant."""

    id: int
    state: FeedbackState
    at: datetime
    reopened: bool


class Judged(NamedTuple):
    """A step that came after another one, and whether it was taken within its limit."""

    id: int
    state: FeedbackState
    in_time: bool


class LimitsByDay:
    """The limits of steps as they were on any day.

    Args:
        moves: every change of a policy, the first one first.
        with_calendar: gives a policy the work calendar it names.
    """

    def __init__(
        self,
        moves: Iterable[PolicyMove],
        with_calendar: Callable[[Policy], Policy] = lambda policy: policy,
    ) -> None:
        self._moves = list(moves)
        self._with_calendar = with_calendar
        self._known: dict[int, tuple[StepLimits, WorkingTime]] = {}

    def on(self, day: date) -> tuple[StepLimits, WorkingTime]:
        """Give the limits of a day, with the changes of that day, and when work was done."""
        changes = [
            (each.name, each.value, each.on)
            for each in self._moves
            if each.on is not None and each.on <= day
        ]
        key = len(changes)
        if key not in self._known:
            policy = self._with_calendar(policy_from(changes))
            self._known[key] = step_limits(policy), working_time_of(policy)
        return self._known[key]


def judged(
    kind: FeedbackKind, steps: Iterable[Taken], limits: LimitsByDay, zone: tzinfo | None
) -> Iterator[Judged]:
    """Judge the steps of a feedback, each by the limit valid on the day it was taken.

    What began anew counts from there; it is no step that had a limit.

    Args:
        kind: of what kind it is.
        steps: all that were taken, in order.
        limits: those of each day.
        zone: the book's time zone; None for the machine's own.
    """
    order = procedure(kind)
    state, begun, since = order[0], None, None
    for step in steps:
        if begun is None or since is None or step.reopened:
            begun = step.at
        else:
            valid = limits.on(step.at.astimezone(zone).date())
            owed = step_deadline(kind, state, begun, since, *valid, zone)
            yield Judged(step.id, step.state, owed is None or step.at <= owed.due_at)
        state, since = step.state, step.at
