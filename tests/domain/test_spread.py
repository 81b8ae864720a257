"""Levelling the days."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.spread import Movable, levelled

TODAY = date(2026, 3, 31)


def day(number: int) -> date:
    return TODAY + timedelta(days=number)


movables = st.lists(
    st.tuples(st.integers(1, 60), st.integers(0, 30), st.integers(0, 30)), max_size=40
).map(
    lambda rows: [
        Movable(key, day(max(1, due - min(early, slack))), day(due), slack)
        for key, (due, slack, early) in enumerate(rows)
    ]
)
fixed = st.dictionaries(st.integers(0, 60).map(day), st.integers(0, 9))


def load_of(fixed_load: dict[date, int], places: dict[int, date]) -> Counter[date]:
    return Counter(fixed_load) + Counter(places.values())


@given(fixed, movables)
def test_days_get_no_fuller_and_nothing_is_late_lost_or_today(
    fixed_load: dict[date, int], found: list[Movable]
) -> None:
    before = load_of(fixed_load, {each.key: each.shown for each in found})
    moves = levelled(before, found, TODAY)
    places = {each.key: moves.get(each.key, each.shown) for each in found}
    after = load_of(fixed_load, places)
    assert sum(after.values()) == sum(before.values())
    assert max(after.values(), default=0) <= max(before.values(), default=0)
    assert sum(each**2 for each in after.values()) <= sum(each**2 for each in before.values())
    for each in found:
        assert TODAY < places[each.key] <= each.due
        assert (each.due - places[each.key]).days <= each.slack
        assert moves.get(each.key) != each.shown


@given(fixed, movables)
def test_levelled_days_stay_as_they_are(fixed_load: dict[date, int], found: list[Movable]) -> None:
    before = load_of(fixed_load, {each.key: each.shown for each in found})
    moves = levelled(before, found, TODAY)
    again = [
        Movable(each.key, moves.get(each.key, each.shown), each.due, each.slack) for each in found
    ]
    after = load_of(fixed_load, {each.key: each.shown for each in again})
    assert levelled(after, again, TODAY) == {}


def test_a_heap_on_one_day_is_spread_over_its_window() -> None:
    heap = [Movable(key, day(20), day(20), 14) for key in range(15)]
    moves = levelled({day(20): 15}, heap, TODAY)
    places = Counter(moves.get(each.key, each.shown) for each in heap)
    assert places == {day(number): 1 for number in range(6, 21)}


def test_nothing_moves_where_nothing_is_won() -> None:
    assert levelled({day(20): 1}, [Movable(1, day(20), day(20), 14)], TODAY) == {}
