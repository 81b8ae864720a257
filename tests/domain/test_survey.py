"""When a customer is asked again, and what answers come to."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.counting import Rhythm
from crmcli.domain.obligation import survey_obligation
from crmcli.domain.span import Span, Unit
from crmcli.domain.survey import summary

QUARTER = Span(3, Unit.MONTH)


def test_a_survey_is_due_a_quarter_after_the_last_or_the_first_purchase() -> None:
    bought, asked = date(2026, 1, 31), date(2026, 3, 15)
    assert survey_obligation(1, bought, None, Rhythm(QUARTER)).due == date(2026, 4, 30)
    assert survey_obligation(1, bought, asked, Rhythm(QUARTER)).due == date(2026, 6, 15)


def test_without_answers_there_are_no_figures() -> None:
    none = summary([])
    assert (none.answers, none.recommend_answers) == (0, 0)
    assert (none.average, none.satisfied_percent, none.net_recommendation) == (None, None, None)
    scores = summary([(4, None, 1)])
    assert (scores.average, scores.recommend_answers, scores.net_recommendation) == (4.0, 0, None)


@pytest.mark.parametrize(
    ("answers", "average", "share", "net"),
    [
        ([(5, 10, 1), (4, 8, 1), (1, 0, 1)], 3.33, 66.7, 0.0),
        ([(5, 9, 2), (3, 7, 1)], 4.33, 66.7, 66.7),
        ([(1, 6, 3)], 1.0, 0.0, -100.0),
        ([(5, None, 7), (4, 10, 1)], 4.88, 100.0, 100.0),
        ([(1, 0, 1), (1, 0, 1), (5, 9, 1)], 2.33, 33.3, -33.3),
    ],
)
def test_figures_are_exact_and_rounded_once(
    answers: list[tuple[int, int | None, int]], average: float, share: float, net: float
) -> None:
    found = summary(answers)
    assert (found.average, found.satisfied_percent, found.net_recommendation) == (
        average,
        share,
        net,
    )


@given(
    st.lists(
        st.tuples(st.integers(1, 5), st.none() | st.integers(0, 10), st.integers(1, 9)), max_size=8
    )
)
def test_figures_stay_within_their_range_and_beside_their_number(
    answers: list[tuple[int, int | None, int]],
) -> None:
    found = summary(answers)
    assert found.answers == sum(many for _, _, many in answers)
    assert found.recommend_answers == found.promoters + found.passives + found.detractors
    assert (found.average is None) == (found.answers == 0)
    if found.average is not None and found.satisfied_percent is not None:
        assert 1 <= found.average <= 5
        assert 0 <= found.satisfied_percent <= 100
    if found.net_recommendation is not None:
        assert -100 <= found.net_recommendation <= 100
