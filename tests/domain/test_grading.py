"""The grade of a customer by its facts, and who may change it (product.md section 2)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.grade import Grade, GradeSource, Ground, Need
from crmcli.domain.grading import Facts, Grading, Verdict, ground_message, judge, regrade
from crmcli.domain.policy import Policy

TODAY = date(2026, 3, 31)
HORIZONS = Policy().horizons

days = st.dates(date(2000, 1, 1), date(2100, 12, 31))
closes = st.none() | st.dates(date(1999, 1, 1), date(2102, 12, 31))
needs = st.none() | st.sampled_from(Need)
grounds = st.sampled_from(Ground)
gradings = st.builds(Grading, st.sampled_from(Grade), st.sampled_from(GradeSource), grounds)
verdicts = st.builds(Verdict, st.none() | st.sampled_from(Grade), grounds)


@pytest.mark.parametrize(
    ("close", "grade"),
    [
        (date(2026, 3, 31), Grade.A),
        (date(2026, 4, 30), Grade.A),
        (date(2026, 5, 1), Grade.B),
        (date(2026, 6, 30), Grade.B),
        (date(2026, 7, 1), Grade.C),
        (date(2026, 9, 30), Grade.C),
        (date(2026, 10, 1), Grade.D),
        (None, Grade.D),
    ],
)
def test_a_clear_need_is_graded_by_its_close(close: date | None, grade: Grade) -> None:
    assert judge(Facts(Need.CLEAR, close), TODAY, HORIZONS).grade is grade


def test_a_months_end_is_clamped() -> None:
    facts = Facts(Need.CLEAR, date(2027, 2, 28))
    assert judge(facts, date(2027, 1, 31), HORIZONS).grade is Grade.A
    leap = Facts(Need.CLEAR, date(2028, 2, 29))
    assert judge(leap, date(2028, 1, 31), HORIZONS).grade is Grade.A


@given(days, closes)
def test_a_potential_need_is_d_and_no_need_is_e_whatever_the_date(
    today: date, close: date | None
) -> None:
    potential = judge(Facts(Need.POTENTIAL, close), today, HORIZONS)
    assert potential == Verdict(Grade.D, Ground.POTENTIAL)
    assert judge(Facts(Need.NONE, close), today, HORIZONS) == Verdict(Grade.E, Ground.NO_NEED)


@given(days, closes)
def test_an_unknown_need_supports_no_grade(today: date, close: date | None) -> None:
    verdict = judge(Facts(None, close), today, HORIZONS)
    assert verdict == Verdict(None, Ground.NEED_UNKNOWN)


def test_a_close_that_passed_supports_no_grade_and_says_so() -> None:
    close = TODAY - timedelta(days=1)
    verdict = judge(Facts(Need.CLEAR, close), TODAY, HORIZONS)
    assert verdict == Verdict(None, Ground.CLOSE_PASSED)
    assert ground_message(verdict.ground, close).details == {"close": close}


@given(days, st.integers(0, 800), st.integers(0, 800))
def test_an_earlier_close_never_gives_a_lower_grade(today: date, one: int, other: int) -> None:
    near, far = sorted((one, other))
    grades = [
        judge(Facts(Need.CLEAR, today + timedelta(days=each)), today, HORIZONS).grade
        for each in (near, far)
    ]
    assert grades[0] is not None
    assert grades[1] is not None
    assert grades[0] <= grades[1]


@given(days, st.sampled_from([Grade.A, Grade.B, Grade.C]))
def test_the_last_day_of_a_horizon_belongs_to_its_grade_and_the_next_one_does_not(
    today: date, grade: Grade
) -> None:
    last = HORIZONS[grade].after(today)
    assert judge(Facts(Need.CLEAR, last), today, HORIZONS).grade is grade
    after = judge(Facts(Need.CLEAR, last + timedelta(days=1)), today, HORIZONS).grade
    assert after is grade.next_lower


@given(gradings, verdicts, st.booleans(), st.sampled_from(Grade))
def test_a_chosen_grade_wins_and_is_by_hand(
    current: Grading,
    verdict: Verdict,
    new_facts: bool,  # noqa: FBT001 - drawn
    chosen: Grade,
) -> None:
    after = regrade(current, verdict, new_facts=new_facts, chosen=chosen)
    assert (after.grade, after.source) == (chosen, GradeSource.HAND)


@given(gradings, grounds, st.booleans())
def test_without_an_answer_of_the_rule_the_grade_stays_and_says_what_it_rests_on(
    current: Grading,
    ground: Ground,
    new_facts: bool,  # noqa: FBT001 - drawn
) -> None:
    after = regrade(current, Verdict(None, ground), new_facts=new_facts)
    assert after == Grading(current.grade, current.source, ground)


@given(gradings, verdicts)
def test_a_grade_by_hand_stays_until_there_are_new_facts(
    current: Grading, verdict: Verdict
) -> None:
    after = regrade(current, verdict, new_facts=False)
    if verdict.grade is None:
        assert (after.grade, after.source) == (current.grade, current.source)
    elif current.source is GradeSource.HAND:
        assert after == current
    else:
        assert after == Grading(verdict.grade, GradeSource.RULE, verdict.ground)


@given(gradings, st.sampled_from(Grade), grounds)
def test_new_facts_let_the_rule_decide_again(
    current: Grading, answer: Grade, ground: Ground
) -> None:
    after = regrade(current, Verdict(answer, ground), new_facts=True)
    assert after == Grading(answer, GradeSource.RULE, ground)


@given(gradings, verdicts, st.booleans())
def test_grading_twice_on_the_same_facts_changes_nothing_more(
    current: Grading,
    verdict: Verdict,
    new_facts: bool,  # noqa: FBT001 - drawn
) -> None:
    once = regrade(current, verdict, new_facts=new_facts)
    assert regrade(once, verdict, new_facts=False) == once
