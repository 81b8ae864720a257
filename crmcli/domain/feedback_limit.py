"""Until when the next step of a feedback is owed.

The limits of a complaint (policies): its first step within `complaint.first` and its solution
within `complaint.solution`, both counted from when it was recorded or reopened; carrying that out
within `complaint.solution` again, counted from the solution; the satisfaction call-back within
`complaint.callback` of carrying out; closing within `complaint.close` of the call-back. Any other
feedback is handled, and the customer told, within `feedback.limit` of receiving it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.feedback_state import FeedbackKind, FeedbackState, procedure
from crmcli.domain.limit import Limit, LimitUnit
from crmcli.domain.working_time import deadline

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from crmcli.domain.policy import Policy
    from crmcli.domain.working_time import WorkingTime


@dataclass(frozen=True, slots=True)
class StepLimits:
    """How long each step may take (product.md section 6, policies)."""

    feedback: Limit = Limit(7, LimitUnit.DAY)
    first: Limit = Limit(1, LimitUnit.DAY)
    solution: Limit = Limit(3, LimitUnit.DAY)
    callback: Limit = Limit(7, LimitUnit.DAY)
    close: Limit = Limit(1, LimitUnit.DAY)


def step_limits(policy: Policy) -> StepLimits:
    """Take the limits from the policy in force."""
    return StepLimits(
        feedback=policy.limit("feedback.limit"),
        first=policy.limit("complaint.first"),
        solution=policy.limit("complaint.solution"),
        callback=policy.limit("complaint.callback"),
        close=policy.limit("complaint.close"),
    )


class StepDue(NamedTuple):
    """The instant in UTC until which a step is owed, and the limit that says so."""

    due_at: datetime
    limit: Limit


def step_deadline(
    kind: FeedbackKind,
    state: FeedbackState,
    opened_or_reopened: datetime,
    state_since: datetime,
    limits: StepLimits,
    working: WorkingTime,
    zone: tzinfo | None,
) -> StepDue | None:
    """Say until when the next step of a feedback is owed; None for one that is closed.

    Args:
        kind: of what kind it is.
        state: how far it has come.
        opened_or_reopened: the aware instant it was opened, or reopened last.
        state_since: the aware instant of its last step.
        limits: how long each step may take.
        working: when work is done, and whether limits are counted by it.
        zone: the book's time zone; None for the machine's own.
    """
    limit = step_limit(kind, state, limits)
    if limit is None:
        return None
    since = counted_from(state, opened_or_reopened, state_since)
    return StepDue(deadline(since, limit, working, zone), limit)


def step_limit(kind: FeedbackKind, state: FeedbackState, limits: StepLimits) -> Limit | None:
    """Return how long the step after a state may take; None where there is none."""
    if next_step(kind, state) is None:
        return None
    if kind is not FeedbackKind.COMPLAINT:
        return limits.feedback
    return {
        FeedbackState.RECORDED: limits.first,
        FeedbackState.INVESTIGATING: limits.solution,
        FeedbackState.SOLUTION_MADE: limits.solution,
        FeedbackState.CARRIED_OUT: limits.callback,
        FeedbackState.CALLED_BACK: limits.close,
    }[state]


def counted_from(
    state: FeedbackState, opened_or_reopened: datetime, state_since: datetime
) -> datetime:
    """Return the instant from which the limit of the step after a state is counted."""
    return opened_or_reopened if state in _FROM_THE_START else state_since


_FROM_THE_START = frozenset(
    {
        FeedbackState.RECEIVED,
        FeedbackState.HANDLED,
        FeedbackState.RECORDED,
        FeedbackState.INVESTIGATING,
    }
)


def next_step(kind: FeedbackKind, state: FeedbackState) -> FeedbackState | None:
    """Return the state that the next step leads to; None for the last one.

    Raises:
        ValueError: the state is none of this kind's.
    """
    steps = procedure(kind)
    at = steps.index(state) + 1
    return steps[at] if at < len(steps) else None
