"""Which grades are doubtful, and what would be honest (product.md section 2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.audit import AuditRow, Doubt, Graded, audited, honest_grading
from crmcli.domain.grade import Grade, GradeSource, Ground, Need
from crmcli.domain.grading import Facts
from crmcli.domain.policy import Policy

TODAY = date(2026, 3, 31)
POLICY = Policy()


def customer(grade: Grade = Grade.B, **given_: Any) -> Graded:
    """Grade B by rule since yesterday, contacted since, to close in two months."""
    plain = Graded(
        customer_id=1,
        customer="王芳",
        grade=grade,
        source=GradeSource.RULE,
        since=TODAY - timedelta(days=1),
        facts=Facts(Need.CLEAR, date(2026, 5, 31)),
        last_contact=TODAY,
    )
    return replace(plain, **given_)


def audit(graded: Graded, today: date = TODAY) -> AuditRow | None:
    return audited(graded, today, POLICY.horizons, POLICY.cadences)


def doubts(graded: Graded, today: date = TODAY) -> tuple[Doubt, ...]:
    row = audit(graded, today)
    return () if row is None else row.doubts


def honest(graded: Graded, today: date = TODAY) -> Grade:
    return honest_grading(graded, today, POLICY.horizons).grade


def test_a_grade_that_agrees_with_its_facts_is_not_doubted() -> None:
    assert audit(customer()) is None


@pytest.mark.parametrize(
    ("grade", "since", "long"),
    [
        (Grade.A, date(2026, 3, 1), False),
        (Grade.A, date(2026, 2, 28), True),
        (Grade.B, date(2025, 12, 31), False),
        (Grade.B, date(2025, 12, 30), True),
        (Grade.C, date(2025, 10, 1), False),
        (Grade.C, date(2025, 9, 30), True),
        (Grade.D, date(2016, 1, 1), False),
        (Grade.E, date(2016, 1, 1), False),
    ],
)
def test_a_b_and_c_are_doubted_once_their_horizon_has_run_out(
    grade: Grade,
    since: date,
    long: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    assert (Doubt.TOO_LONG in doubts(customer(grade, since=since))) is long


def test_a_close_date_that_passed_is_doubted_and_counts_as_none() -> None:
    passed = customer(facts=Facts(Need.CLEAR, TODAY - timedelta(days=1)))
    row = audit(passed)
    assert row is not None
    assert row.doubts == (Doubt.CLOSE_PASSED,)
    assert row.honest is Grade.D
    grading = honest_grading(passed, TODAY, POLICY.horizons)
    assert (grading.source, grading.ground) == (GradeSource.RULE, Ground.CLOSE_PASSED)


def test_a_close_today_has_not_passed() -> None:
    assert doubts(customer(Grade.A, facts=Facts(Need.CLEAR, TODAY))) == ()


def test_a_grade_by_hand_against_the_rule_is_doubted_and_the_rule_is_honest() -> None:
    by_hand = customer(Grade.A, source=GradeSource.HAND)
    assert doubts(by_hand) == (Doubt.AGAINST_RULE,)
    assert honest(by_hand) is Grade.B
    assert doubts(customer(Grade.B, source=GradeSource.HAND)) == ()
    unknown = customer(Grade.A, source=GradeSource.HAND, facts=Facts())
    assert doubts(unknown) == ()


def test_what_an_audit_chose_is_not_doubted_for_being_against_the_rule() -> None:
    chosen = customer(Grade.C, source=GradeSource.HAND, by_audit=True)
    assert doubts(chosen) == ()


def test_a_customer_not_contacted_since_it_was_graded_is_doubted_once_its_cadence_ran_out() -> None:
    since = date(2026, 3, 2)
    never = customer(since=since, last_contact=None)
    assert doubts(never, since + timedelta(days=7)) == ()
    assert doubts(never, since + timedelta(days=8)) == (Doubt.NEVER_CONTACTED,)
    before = replace(never, last_contact=since - timedelta(days=1))
    assert doubts(before, since + timedelta(days=8)) == (Doubt.NEVER_CONTACTED,)
    same_day = replace(never, last_contact=since)
    assert doubts(same_day, since + timedelta(days=8)) == ()


def test_where_the_rule_repeats_the_doubted_grade_the_next_lower_is_honest() -> None:
    stale = customer(since=date(2025, 6, 1))
    assert doubts(stale) == (Doubt.TOO_LONG,)
    assert honest(stale) is Grade.C
    assert honest_grading(stale, TODAY, POLICY.horizons).source is GradeSource.HAND


def test_without_known_facts_the_next_lower_is_honest() -> None:
    assert honest(customer(Grade.A, facts=Facts())) is Grade.B
    assert honest(customer(Grade.E, facts=Facts())) is Grade.E


graded = st.builds(
    Graded,
    st.just(1),
    st.just("x"),
    st.sampled_from(Grade),
    st.sampled_from(GradeSource),
    st.dates(date(2024, 1, 1), TODAY),
    st.builds(
        Facts,
        st.none() | st.sampled_from(Need),
        st.none() | st.dates(date(2025, 1, 1), date(2027, 12, 31)),
    ),
    st.none() | st.dates(date(2024, 1, 1), TODAY),
)


@given(graded)
def test_an_honest_grade_is_another_one_unless_there_is_no_lower(one: Graded) -> None:
    answer = honest(one)
    assert answer is not one.grade or one.grade is Grade.E


@given(graded)
def test_a_doubtful_customer_is_not_doubted_again_once_it_has_its_honest_grade(
    one: Graded,
) -> None:
    grading = honest_grading(one, TODAY, POLICY.horizons)
    given_ = replace(
        one,
        grade=grading.grade,
        source=grading.source,
        since=TODAY,
        by_audit=grading.source is GradeSource.HAND,
    )
    assert set(doubts(given_)) <= {Doubt.CLOSE_PASSED}


@given(graded)
def test_a_row_says_what_the_customer_has(one: Graded) -> None:
    row = audit(one)
    if row is not None:
        assert row.doubts
        assert len(set(row.doubts)) == len(row.doubts)
        assert (row.grade, row.since) == (one.grade, one.since)
        assert row.honest is honest(one)
