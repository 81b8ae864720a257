"""Which step of a feedback may be taken."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from crmcli.domain.feedback_state import FeedbackKind, FeedbackState, procedure
from crmcli.domain.feedback_step import (
    CallBackFirst,
    FeedbackClosed,
    ScoreMissing,
    ScoreTooEarly,
    Step,
    StepRequest,
    StepsSkipped,
    StepTaken,
    UnknownStep,
    step_of,
)

if TYPE_CHECKING:
    from crmcli.errors import CrmError

COMPLAINT = FeedbackKind.COMPLAINT
S = FeedbackState


def step(state: FeedbackState, kind: FeedbackKind = COMPLAINT, **asked: Any) -> Step:
    return step_of(1, kind, state, StepRequest(**asked))


@pytest.mark.parametrize("kind", list(FeedbackKind))
def test_steps_follow_one_another_to_the_end(kind: FeedbackKind) -> None:
    steps = procedure(kind)
    for before, after in pairwise(steps):
        score = 4 if after is S.CALLED_BACK else None
        assert step(before, kind, score=score) == Step(after, skips=False, reopens=False)
        assert step(before, kind, score=score, to=after, skip=True).skips is False
    with pytest.raises(FeedbackClosed):
        step(steps[-1], kind)


@pytest.mark.parametrize(("score", "reopens"), [(1, True), (2, True), (3, False), (5, False)])
def test_a_low_score_reopens(score: int, reopens: bool) -> None:  # noqa: FBT001 - a table
    assert step(S.CARRIED_OUT, score=score) == Step(S.CALLED_BACK, skips=False, reopens=reopens)


def test_steps_are_skipped_only_when_that_is_said() -> None:
    assert step(S.RECORDED, to=S.CARRIED_OUT, skip=True) == Step(
        S.CARRIED_OUT, skips=True, reopens=False
    )
    assert step(S.RECORDED, to=S.CALLED_BACK, skip=True, score=5).skips
    assert step(S.RECEIVED, FeedbackKind.PRAISE, close=True, skip=True).state is S.CUSTOMER_TOLD
    assert step(S.CALLED_BACK, close=True).state is S.CLOSED


@pytest.mark.parametrize(
    ("state", "asked", "fault"),
    [
        (S.RECORDED, {"to": S.CARRIED_OUT}, StepsSkipped),
        (S.RECORDED, {"to": S.RECORDED}, StepTaken),
        (S.CARRIED_OUT, {"to": S.INVESTIGATING, "skip": True}, StepTaken),
        (S.RECORDED, {"to": S.HANDLED}, UnknownStep),
        (S.CARRIED_OUT, {}, ScoreMissing),
        (S.RECORDED, {"to": S.CALLED_BACK, "skip": True}, ScoreMissing),
        (S.RECORDED, {"score": 5}, ScoreTooEarly),
        (S.CALLED_BACK, {"score": 5}, ScoreTooEarly),
        *(
            (state, asked, CallBackFirst)
            for state in procedure(COMPLAINT)[:4]
            for asked in (
                {"to": S.CLOSED},
                {"to": S.CLOSED, "skip": True},
                {"close": True},
                {"close": True, "skip": True},
            )
        ),
    ],
)
def test_what_the_procedure_forbids_is_refused(
    state: FeedbackState, asked: dict[str, Any], fault: type[CrmError]
) -> None:
    with pytest.raises(fault):
        step(state, **asked)
