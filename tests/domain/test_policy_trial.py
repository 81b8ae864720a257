"""The load of the coming days, as a tried policy would make it."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.grade import Grade
from crmcli.domain.policy import Policy
from crmcli.domain.policy_trial import LOAD_DAYS, load_of

TODAY = date(2026, 3, 31)
CADENCES = {grade: Policy().rhythm(grade, span) for grade, span in Policy().cadences.items()}


def test_each_customer_comes_back_after_its_cadence() -> None:
    load = load_of({(Grade.B, TODAY + timedelta(days=2)): 3}, TODAY, CADENCES)
    loaded = {(day - TODAY).days: count for day, count in load.items() if count}
    assert loaded == {2: 3, 9: 3, 16: 3, 23: 3}


def test_what_is_due_today_or_overdue_is_contacted_today() -> None:
    starts = {(Grade.C, TODAY): 1, (Grade.C, TODAY - timedelta(days=90)): 1}
    load = load_of(starts, TODAY, CADENCES)
    assert {(day - TODAY).days: count for day, count in load.items() if count} == {15: 2}


def test_the_end_of_the_calendar_ends_the_load() -> None:
    load = load_of({(Grade.A, date(9999, 12, 30)): 1}, date(9999, 12, 30), CADENCES)
    assert load[date(9999, 12, 31)] == 1


@given(
    st.dictionaries(
        st.tuples(
            st.sampled_from(Grade), st.dates(TODAY - timedelta(days=50), TODAY + timedelta(days=50))
        ),
        st.integers(1, 5),
        max_size=6,
    )
)
def test_the_load_is_that_of_each_start_by_itself(starts: dict[tuple[Grade, date], int]) -> None:
    together = load_of(starts, TODAY, CADENCES)
    alone: Counter[date] = Counter()
    for start, count in starts.items():
        for day, each in load_of({start: 1}, TODAY, CADENCES).items():
            alone[day] += count * each
    assert together == {day: alone[day] for day in together}
    assert list(together) == [TODAY + timedelta(days=n) for n in range(1, LOAD_DAYS + 1)]
