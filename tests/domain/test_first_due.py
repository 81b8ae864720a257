"""Customers that were never contacted are spread evenly over five days, best grade first."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.first_due import Spread
from crmcli.domain.grade import Grade

TODAY = date(2026, 11, 20)


@given(st.dictionaries(st.sampled_from(list(Grade)), st.integers(1, 30), min_size=1))
def test_they_are_spread_evenly_and_best_first(waiting: dict[Grade, int]) -> None:
    spread = Spread(TODAY, waiting)
    days = [spread.next_day(grade) for grade in Grade for _ in range(waiting.get(grade, 0))]
    assert all(before <= after for before, after in pairwise(days))
    assert days[0] == TODAY
    assert days[-1] <= TODAY + timedelta(days=4)
    sizes = [days.count(TODAY + timedelta(days=each)) for each in range(5)]
    assert max(sizes) - min(sizes) <= 1


def test_the_order_in_which_they_come_does_not_matter() -> None:
    spread = Spread(TODAY, {Grade.A: 1, Grade.E: 4})
    late = [spread.next_day(Grade.E) for _ in range(4)]
    assert spread.next_day(Grade.A) == TODAY
    assert late == [TODAY + timedelta(days=each) for each in (1, 2, 3, 4)]
