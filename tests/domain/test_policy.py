"""The numbers that rules run on, how they are written, and how they change."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.grade import Grade
from crmcli.domain.policy import (
    Policy,
    PolicyMove,
    ShrinkingHorizons,
    UnknownPolicy,
    UnreadableMinutes,
    canonical_policy,
    moves,
    policy_from,
)
from crmcli.domain.span import Span, Unit
from crmcli.errors import UnreadableSpan

POLICY = Policy()
DAY = date(2026, 3, 20)

clocks = st.sampled_from(["A", "B", "C", "D", "E", "visit", "call", "verify"])
spans = st.builds(Span, st.integers(1, 90), st.sampled_from(Unit)).map(str)


def test_the_defaults_are_the_rules_of_the_trade() -> None:
    values = POLICY.values()
    assert [values[each] for each in "ABCDE"] == ["1d", "7d", "15d", "30d", "1y"]
    assert [values[f"horizon.{each}"] for each in "ABC"] == ["1m", "3m", "6m"]
    assert [values[each] for each in ("visit", "call", "verify")] == ["1m", "3m", "365d"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("b", "B"),
        (" cadence.b ", "B"),
        ("HORIZON.a", "horizon.A"),
        ("Visit", "visit"),
        ("minutes.PHONE", "minutes.phone"),
    ],
)
def test_a_policy_is_named_as_people_write_it(typed: str, kept: str) -> None:
    assert canonical_policy(typed) == kept


@pytest.mark.parametrize("typed", ["", "F", "horizon.D", "minutes", "cadence.horizon.A", "grade"])
def test_a_name_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(UnknownPolicy):
        canonical_policy(typed)


def test_a_changed_cadence_keeps_its_date_and_leaves_the_others_alone() -> None:
    changed = POLICY.with_value("B", "5d", DAY)
    assert changed.cadences[Grade.B] == Span(5, Unit.DAY)
    assert changed.changed == {Grade.B: DAY}
    assert {**changed.values(), "B": "7d"} == POLICY.values()
    assert POLICY.values()["B"] == "7d"


def test_only_a_cadence_keeps_the_day_that_clocks_start_anew() -> None:
    for name, value in (("visit", "2m"), ("horizon.A", "2m"), ("minutes.phone", "5")):
        assert POLICY.with_value(name, value, DAY).changed == {}


def test_what_is_only_tried_has_no_date() -> None:
    assert POLICY.with_value("B", "5d").changed == {}


def test_horizons_must_grow_from_a_to_c() -> None:
    with pytest.raises(ShrinkingHorizons):
        POLICY.with_value("horizon.A", "3m")
    with pytest.raises(ShrinkingHorizons):
        POLICY.with_value("horizon.C", "2m")


def test_horizons_that_move_together_are_looked_at_together() -> None:
    wider = POLICY.with_values({"horizon.A": "4m", "horizon.B": "5m"})
    assert [wider.values()[f"horizon.{each}"] for each in "ABC"] == ["4m", "5m", "6m"]
    kept = [("horizon.A", "4m", DAY), ("horizon.B", "5m", DAY)]
    assert policy_from(kept).horizons == wider.horizons


@pytest.mark.parametrize("text", ["", "0", "-5", "1.5", "1441", "五", "10d"])
def test_minutes_are_a_whole_number_of_a_day(text: str) -> None:
    with pytest.raises(UnreadableMinutes):
        POLICY.with_value("minutes.phone", text)


def test_a_cadence_that_is_no_span_is_refused() -> None:
    with pytest.raises(UnreadableSpan):
        POLICY.with_value("B", "soon")


@pytest.mark.parametrize(
    ("name", "value"),
    [("B", "1w"), ("B", "7天"), ("E", "12m"), ("call", "1q"), ("minutes.phone", "010")],
)
def test_the_present_value_in_other_words_is_no_change(name: str, value: str) -> None:
    assert moves(POLICY, {name: value}) == []


def test_a_change_says_from_what_to_what_and_when() -> None:
    assert moves(POLICY, {"b": "5d", "C": "15d"}, DAY) == [PolicyMove("B", "7d", "5d", DAY)]


@given(st.lists(st.tuples(clocks, spans, st.dates()), max_size=8))
def test_the_last_change_of_each_number_holds(changes: list[tuple[str, str, date]]) -> None:
    policy = policy_from(changes)
    last = {name: value for name, value, _day in changes}
    assert policy.values() == {**POLICY.values(), **last}
    days = {name: day for name, _value, day in changes}
    assert policy.changed == {Grade(name): day for name, day in days.items() if len(name) == 1}


@given(clocks, spans)
def test_what_is_written_is_read_back(name: str, value: str) -> None:
    policy = POLICY.with_value(name, value, DAY)
    assert policy_from([(name, policy.values()[name], DAY)]) == policy
    assert moves(policy, policy.values()) == []
