"""Until when the next step of a feedback is owed, and the words for it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from crmcli.domain.feedback_limit import StepLimits, next_step, step_deadline
from crmcli.domain.feedback_reason import StepFacts, step_explanation, step_reason, step_title
from crmcli.domain.feedback_state import FeedbackKind, FeedbackState, procedure
from crmcli.domain.limit import read_limit
from crmcli.domain.working_time import WorkingTime
from crmcli.render.words import say

ZONE = ZoneInfo("Asia/Shanghai")
OPENED = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
STEPPED = datetime(2026, 3, 3, 2, 0, tzinfo=UTC)
LIMITS = StepLimits(
    feedback=read_limit("7d"),
    first=read_limit("4h"),
    solution=read_limit("3d"),
    callback=read_limit("6d"),
    close=read_limit("2d"),
)


def owed(kind: FeedbackKind, state: FeedbackState) -> tuple[timedelta, str] | None:
    """Say how long after it was opened the next step is owed, and by which limit."""
    due = step_deadline(kind, state, OPENED, STEPPED, LIMITS, WorkingTime(), ZONE)
    return None if due is None else (due.due_at - OPENED, str(due.limit))


def test_each_step_of_a_complaint_has_its_limit() -> None:
    later = STEPPED - OPENED
    expected = [
        (timedelta(hours=4), "4h"),
        (timedelta(days=3), "3d"),
        (later + timedelta(days=3), "3d"),
        (later + timedelta(days=6), "6d"),
        (later + timedelta(days=2), "2d"),
        None,
    ]
    steps = procedure(FeedbackKind.COMPLAINT)
    assert [owed(FeedbackKind.COMPLAINT, each) for each in steps] == expected


@pytest.mark.parametrize(
    "kind", [FeedbackKind.OPINION, FeedbackKind.SUGGESTION, FeedbackKind.PRAISE]
)
def test_both_steps_of_other_feedback_lie_within_one_limit(kind: FeedbackKind) -> None:
    found = [owed(kind, each) for each in procedure(kind)]
    assert found == [(timedelta(days=7), "7d"), (timedelta(days=7), "7d"), None]


def test_working_time_counts_for_steps() -> None:
    friday = datetime(2026, 3, 6, 9, 30, tzinfo=UTC)
    due = step_deadline(
        FeedbackKind.COMPLAINT,
        FeedbackState.RECORDED,
        friday,
        friday,
        StepLimits(),
        WorkingTime(working=True),
        ZONE,
    )
    assert due is not None
    assert due.due_at == datetime(2026, 3, 9, 9, 30, tzinfo=UTC)


def test_a_state_of_another_kind_has_no_next_step() -> None:
    with pytest.raises(ValueError, match="not in tuple"):
        next_step(FeedbackKind.PRAISE, FeedbackState.RECORDED)


def facts(state: FeedbackState = FeedbackState.RECORDED, *, reopened: bool = False) -> StepFacts:
    return StepFacts(
        feedback_id=3,
        kind=FeedbackKind.COMPLAINT,
        state=state,
        text="pump leaks",
        counted_from=OPENED,
        due_at=OPENED + timedelta(days=1),
        limit=read_limit("1d"),
        handler="Li",
        reopened=reopened,
    )


def test_a_reason_says_what_is_to_be_done_until_when(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crmcli.local_time._bound", [ZONE])
    assert say(step_reason(facts())) == "complaint 3, recorded: investigate by 2026-03-03 09:00"
    assert say(step_title(facts())) == "Investigate: pump leaks"
    told = [say(each) for each in step_explanation(facts(), WorkingTime())]
    assert told == [
        "Complaint 3: pump leaks. It is recorded, handled by Li.",
        (
            "A complaint's first step is taken within 1 day of recording it:"
            " 2026-03-02 09:00 + 1 day = 2026-03-03 09:00."
        ),
    ]


def test_an_explanation_says_what_reopening_and_working_time_change() -> None:
    told = [say(each) for each in step_explanation(facts(reopened=True), WorkingTime(working=True))]
    assert "of reopening it" in told[1]
    assert told[2] == "Limits count working time: Mon to Fri, 09:00-18:00."


@pytest.mark.parametrize("kind", list(FeedbackKind))
def test_every_step_can_be_told(kind: FeedbackKind) -> None:
    for state in procedure(kind)[:-1]:
        found = StepFacts(1, kind, state, "x", OPENED, STEPPED, read_limit("2h"))
        for each in (
            step_reason(found),
            step_title(found),
            *step_explanation(found, WorkingTime()),
        ):
            assert "{" not in say(each)
