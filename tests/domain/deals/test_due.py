"""When a deal is due, and why, in short and in full."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.basis import Basis
from crmcli.domain.counting import Rhythm
from crmcli.domain.deals.due import (
    DealDue,
    DealDueFacts,
    deal_due,
    deal_explanation,
    deal_reason,
    quiet_since,
)
from crmcli.domain.span import Span, Unit
from crmcli.domain.stage import CLOSED_STAGES, OPEN_STAGES, Stage
from crmcli.render.words import say

DAY = date(2026, 3, 1)
WEEK = Span(7, Unit.DAY)
FACTS = DealDueFacts("ERP licence", Stage.QUOTE, date(2026, 3, 8), Basis.QUIET, DAY, WEEK)

days = st.integers(-400, 400).map(lambda number: DAY + timedelta(days=number))
limits = st.sampled_from([WEEK, Span(1, Unit.DAY), Span(2, Unit.WEEK), Span(1, Unit.MONTH)])


def test_a_deal_is_due_the_day_after_its_expected_close() -> None:
    found = deal_due(DAY, DAY, Rhythm(WEEK), Stage.QUOTE)
    assert found == DealDue(date(2026, 3, 2), Basis.CLOSE_PASSED, DAY)


def test_a_quiet_deal_is_due_when_its_limit_has_run_out() -> None:
    due = DealDue(date(2026, 3, 8), Basis.QUIET, DAY)
    assert deal_due(None, DAY, Rhythm(WEEK), Stage.QUOTE) == due
    assert deal_due(date(2026, 12, 1), DAY, Rhythm(WEEK), Stage.QUOTE) == due


def test_where_both_fall_on_one_day_the_close_is_told() -> None:
    found = deal_due(date(2026, 3, 7), DAY, Rhythm(WEEK), Stage.QUOTE)
    assert found == DealDue(date(2026, 3, 8), Basis.CLOSE_PASSED, date(2026, 3, 7))


def test_a_month_of_quiet_is_a_calendar_month() -> None:
    found = deal_due(None, date(2026, 1, 31), Rhythm(Span(1, Unit.MONTH)), Stage.INITIAL_CONTACT)
    assert found is not None
    assert found.due == date(2026, 2, 28)


@pytest.mark.parametrize("stage", CLOSED_STAGES)
def test_a_deal_that_was_won_or_lost_is_never_due(stage: Stage) -> None:
    assert deal_due(DAY, DAY, Rhythm(WEEK), stage) is None


def test_the_last_sign_is_the_latest_of_opening_move_and_contact() -> None:
    early, late = date(2026, 1, 5), date(2026, 2, 5)
    assert quiet_since(early) == early
    assert quiet_since(early, late) == late
    assert quiet_since(early, early, late) == late
    assert quiet_since(late, early, early) == late


@given(st.none() | days, days, limits, st.sampled_from(OPEN_STAGES))
def test_it_is_due_on_whichever_comes_first(
    close: date | None, since: date, limit: Span, stage: Stage
) -> None:
    found = deal_due(close, since, Rhythm(limit), stage)
    assert found is not None
    dates = [limit.after(since), *([close + timedelta(days=1)] if close else [])]
    assert found.due == min(dates)
    assert found.since == (close if found.basis is Basis.CLOSE_PASSED else since)


def test_the_end_of_the_calendar_is_no_fault() -> None:
    found = deal_due(date.max, date.max, Rhythm(WEEK), Stage.QUOTE)
    assert found is not None
    assert found.due == date.max


def test_the_reason_says_the_days_and_the_limit() -> None:
    told = say(deal_reason(FACTS, date(2026, 3, 13)))
    assert told == "quote: no contact for 12 days, limit 7"
    assert say(deal_reason(FACTS, date(2026, 3, 2))) == "quote: no contact for 1 day, limit 7"
    told = say(deal_reason(FACTS._replace(limit=Span(1, Unit.MONTH)), date(2026, 5, 1)))
    assert told == "quote: no contact for 61 days, limit 1 month"
    early = FACTS._replace(stage=Stage.NEED_CONFIRMED)
    assert say(deal_reason(early, DAY)) == "need confirmed: no contact for 0 days, limit 7"


def test_the_reason_says_which_close_has_passed() -> None:
    passed = FACTS._replace(basis=Basis.CLOSE_PASSED)
    assert say(deal_reason(passed, date(2026, 3, 2))) == "expected close 2026-03-01 has passed"
    assert say(deal_reason(passed, DAY)) == "expected close 2026-03-01"


def test_the_explanation_says_the_facts_the_rule_and_the_sum() -> None:
    assert [say(each) for each in deal_explanation(FACTS)] == [
        "The deal ERP licence is at quote.",
        "At this stage 7 days without a contact or a move are the limit.",
        "The last one was on 2026-03-01: 2026-03-01 + 7 days = 2026-03-08.",
        "A contact or a move to another stage takes it off the list.",
    ]
    passed = FACTS._replace(basis=Basis.CLOSE_PASSED, due=date(2026, 3, 2))
    assert [say(each) for each in deal_explanation(passed)] == [
        "The deal ERP licence is at quote.",
        "It is expected to close on 2026-03-01, and due the day after: 2026-03-02.",
        "It stays on the list until it has a new date, or is won or lost.",
    ]
