"""Which step of a feedback may be taken: in order, none skipped unsaid, no closing unheard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.feedback_limit import next_step
from crmcli.domain.feedback_state import FeedbackKind, FeedbackState, procedure
from crmcli.domain.listed import names
from crmcli.errors import N_, Conflict, Refused, UsageFault

if TYPE_CHECKING:
    from datetime import datetime

LOWEST_SCORE, HIGHEST_SCORE = 1, 5
_REOPENING = 2
"""A call-back with this score or a lower one opens a complaint again (product.md section 6)."""


class FeedbackClosed(Conflict):
    """A step of something that is closed."""

    code = "feedback_closed"
    sentence = N_("Feedback {id} is closed already: {state}.")
    hint = N_("Open it again with `crm feedback reopen {id} --reason …`.")


class StepTaken(Conflict):
    """A step that was taken before."""

    code = "step_taken"
    sentence = N_("Feedback {id} is “{state}” already; “{to}” is no step from there.")


class UnknownStep(UsageFault):
    """A step of another kind of feedback."""

    code = "unknown_step"
    sentence = N_("A feedback of this kind ({kind}) is never {to}; its steps are {steps}.")


class StepsSkipped(Refused):
    """A step before its turn, without saying that others are skipped."""

    code = "steps_skipped"
    sentence = N_("The next step of feedback {id} is “{next}”; “{to}” comes after it.")
    hint = N_("Skip steps with --skip --reason …, or take them one by one.")


class CallBackFirst(Refused):
    """A complaint that would be closed before the customer was called back."""

    code = "call_back_first"
    sentence = N_("Complaint {id} cannot be closed before the satisfaction call-back.")
    hint = N_("Call back, then `crm feedback advance {id} --score 4` (1 to 5).")


class ScoreMissing(Refused):
    """A satisfaction call-back without its score."""

    code = "score_missing"
    sentence = N_("The satisfaction call-back of complaint {id} needs a score.")
    hint = N_("Give it from 1 to 5, as in `crm feedback advance {id} --score 4`.")


class ScoreTooEarly(Refused):
    """A score with a step that is no call-back."""

    code = "score_without_call_back"
    sentence = N_(
        "A score belongs to the satisfaction call-back; this step of feedback {id} is “{to}”."
    )


@dataclass(frozen=True, slots=True)
class StepRequest:
    """A step as it is asked for.

    Args:
        to: the state it leads to; None for the next one.
        skip: whether the steps before it may be skipped; the reason is the run's.
        score: what the customer said at the call-back, 1 to 5.
        note: what was done.
        handler: who handles it from now on.
        result: what came of it.
        at: the aware instant of the step; None for the run's.
        close: whether it is asked for as the last one, whichever that is.
    """

    to: FeedbackState | None = None
    skip: bool = False
    score: int | None = None
    note: str | None = None
    handler: str | None = None
    result: str | None = None
    at: datetime | None = None
    close: bool = False


class Step(NamedTuple):
    """A step that may be taken: where it leads, whether it skips others, whether it reopens."""

    state: FeedbackState
    skips: bool
    reopens: bool


def step_of(
    feedback_id: int, kind: FeedbackKind, state: FeedbackState, request: StepRequest
) -> Step:
    """Say which step is taken, or why it may not be.

    Args:
        feedback_id: which feedback, for the message.
        kind: of what kind it is.
        state: how far it has come.
        request: what is asked for.

    Raises:
        FeedbackClosed: there is no step left.
        UnknownStep: a feedback of this kind has no such step.
        StepTaken: the step was taken before.
        CallBackFirst: a complaint would be closed unheard.
        StepsSkipped: steps would be skipped, and nobody said so.
        ScoreMissing, ScoreTooEarly: a call-back has no score, or another step has one.
    """
    steps = procedure(kind)
    following = next_step(kind, state)
    if following is None:
        raise FeedbackClosed(id=feedback_id, state=state)
    to = request.to or (steps[-1] if request.close else following)
    if to not in steps:
        raise UnknownStep(kind=kind, to=to, steps=names(steps))
    if steps.index(to) <= steps.index(state):
        raise StepTaken(id=feedback_id, state=state, to=to)
    if to is FeedbackState.CLOSED and following is not to:
        raise CallBackFirst(id=feedback_id)
    if following is not to and not request.skip:
        raise StepsSkipped(id=feedback_id, to=to, next=following)
    calls_back = to is FeedbackState.CALLED_BACK
    if calls_back and request.score is None:
        raise ScoreMissing(id=feedback_id)
    if not calls_back and request.score is not None:
        raise ScoreTooEarly(id=feedback_id, to=to)
    reopens = request.score is not None and request.score <= _REOPENING
    return Step(to, following is not to, reopens)
