from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.id_ranges import IdRanges

PAIRS = st.lists(st.tuples(st.integers(1, 60), st.integers(0, 6)), max_size=20)


@given(PAIRS)
def test_ranges_hold_what_was_put_into_them_and_nothing_else(pairs: list[tuple[int, int]]) -> None:
    ranges, held = IdRanges(), set()
    for first, more in pairs:
        ranges.add(first, first + more)
        held |= set(range(first, first + more + 1))

    assert {key for key in range(80) if key in ranges} == held
    assert ranges.count == len(held)
    assert bool(ranges) == bool(held)
    found = list(ranges)
    assert found == sorted(found)
    assert all(before[1] + 1 < after[0] for before, after in pairwise(found))
    for first, more in pairs:
        assert ranges.overlaps(first + more, first + more + 5)


@given(PAIRS)
def test_what_is_written_is_read_back(pairs: list[tuple[int, int]]) -> None:
    ranges = IdRanges((first, first + more) for first, more in pairs)

    assert list(IdRanges.read(str(ranges))) == list(ranges)


def test_ranges_are_written_short() -> None:
    assert str(IdRanges([(1, 5), (7, 7), (6, 6)])) == "1-7"
    assert str(IdRanges([(9, 9), (1, 5)])) == "1-5,9"
