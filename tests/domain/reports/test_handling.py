"""Steps of a feedback are judged by the limit that was valid on the day each was taken."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from crmcli.domain.feedback_state import FeedbackKind, FeedbackState
from crmcli.domain.policy import PolicyMove
from crmcli.domain.reports.handling import LimitsByDay, Taken, judged

BEGIN = datetime(2026, 3, 2, 9, tzinfo=UTC)
DEFAULT = LimitsByDay([])


def taken(*steps: tuple[FeedbackState, int], reopened: int | None = None) -> list[Taken]:
    """Give steps by their states, each so many hours after the beginning."""
    return [
        Taken(at, state, BEGIN + timedelta(hours=hours), at == reopened)
        for at, (state, hours) in enumerate(steps)
    ]


def in_time(
    steps: list[Taken],
    limits: LimitsByDay = DEFAULT,
    kind: FeedbackKind = FeedbackKind.COMPLAINT,
) -> list[tuple[FeedbackState, bool]]:
    return [(each.state, each.in_time) for each in judged(kind, steps, limits, UTC)]


def test_a_limit_is_kept_until_its_very_instant() -> None:
    first = (FeedbackState.RECORDED, 0)
    for hours, timely in ((24, True), (25, False)):
        steps = taken(first, (FeedbackState.INVESTIGATING, hours))
        assert in_time(steps) == [(FeedbackState.INVESTIGATING, timely)]


def test_the_solution_counts_from_the_beginning_and_the_call_back_from_carrying_out() -> None:
    steps = taken(
        (FeedbackState.RECORDED, 0),
        (FeedbackState.INVESTIGATING, 20),
        (FeedbackState.SOLUTION_MADE, 73),
        (FeedbackState.CARRIED_OUT, 140),
        (FeedbackState.CALLED_BACK, 140 + 7 * 24),
        (FeedbackState.CLOSED, 140 + 7 * 24 + 25),
    )
    assert [timely for _, timely in in_time(steps)] == [True, False, True, True, False]


def test_what_begins_anew_counts_from_there_and_has_no_limit_itself() -> None:
    steps = taken(
        (FeedbackState.RECORDED, 0),
        (FeedbackState.INVESTIGATING, 2),
        (FeedbackState.RECORDED, 500),
        (FeedbackState.INVESTIGATING, 523),
        reopened=2,
    )
    assert in_time(steps) == [
        (FeedbackState.INVESTIGATING, True),
        (FeedbackState.INVESTIGATING, True),
    ]


def test_other_feedback_is_handled_and_told_within_one_limit() -> None:
    week = 7 * 24
    steps = taken(
        (FeedbackState.RECEIVED, 0),
        (FeedbackState.HANDLED, week),
        (FeedbackState.CUSTOMER_TOLD, week + 1),
    )
    found = in_time(steps, kind=FeedbackKind.OPINION)
    assert [timely for _, timely in found] == [True, False]


def test_a_later_change_of_a_limit_judges_nothing_that_was_done_before_it() -> None:
    change = date(2026, 3, 3)
    limits = LimitsByDay([PolicyMove("complaint.first", "1d", "2h", change)])
    first = (FeedbackState.RECORDED, 0)
    before = taken(first, (FeedbackState.INVESTIGATING, 10))
    after = taken(first, (FeedbackState.INVESTIGATING, 23))
    assert in_time(before, limits) == [(FeedbackState.INVESTIGATING, True)]
    assert in_time(after, limits) == [(FeedbackState.INVESTIGATING, False)]


def test_nothing_was_judged_where_nothing_followed() -> None:
    assert in_time(taken((FeedbackState.RECORDED, 0))) == []
    assert in_time([]) == []
