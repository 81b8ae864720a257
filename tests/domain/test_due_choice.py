"""Choosing the best part of the list."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.due_choice import Candidate, Cut, LeftOut, choose

TWO_OF_ONE = [
    Candidate("promise:1", 1, 90),
    Candidate("follow_up:2", 2, 10),
    Candidate("follow_up:1", 1, 90),
    Candidate("follow_up:3", 3, 10),
]


def test_a_limit_of_rows_takes_the_first_rows() -> None:
    refs, left = choose(TWO_OF_ONE, Cut(limit=2))
    assert refs == {"promise:1", "follow_up:2"}
    assert left == LeftOut(rows=2, customers=1, minutes=10, taken=100)


def test_a_limit_of_customers_takes_all_of_their_rows() -> None:
    refs, left = choose(TWO_OF_ONE, Cut(limit=2, by_customer=True))
    assert refs == {"promise:1", "follow_up:2", "follow_up:1"}
    assert left == LeftOut(rows=1, customers=1, minutes=10, taken=100)


def test_a_budget_counts_a_customer_once_and_passes_over_what_does_not_fit() -> None:
    assert choose(TWO_OF_ONE, Cut(minutes=100))[0] == {"promise:1", "follow_up:1", "follow_up:2"}
    refs, left = choose(TWO_OF_ONE, Cut(minutes=20))
    assert refs == {"follow_up:2", "follow_up:3"}
    assert left == LeftOut(rows=2, customers=1, minutes=90, taken=20)


lists = st.lists(st.tuples(st.integers(1, 8), st.integers(1, 5)), max_size=30).map(
    lambda pairs: [Candidate(f"promise:{at}", who, 10 * who) for at, (who, _) in enumerate(pairs)]
)
cuts = st.builds(
    Cut,
    st.none() | st.integers(1, 10),
    st.none() | st.integers(1, 200),
    st.booleans(),
)


@given(lists, cuts)
def test_nothing_is_lost_and_no_bound_is_passed(candidates: list[Candidate], cut: Cut) -> None:
    refs, left = choose(candidates, cut)
    taken = [each for each in candidates if each.ref in refs]
    customers = {each.customer_id for each in taken}
    assert len(taken) + left.rows == len(candidates)
    assert len(customers) + left.customers == len({each.customer_id for each in candidates})
    assert left.taken == sum({each.customer_id: each.minutes for each in taken}.values())
    if cut.minutes is not None:
        assert left.taken <= cut.minutes
    if cut.limit is not None:
        assert len(customers if cut.by_customer else taken) <= cut.limit
    if cut.is_none:
        assert not left.rows
