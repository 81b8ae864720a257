"""The clocks of a customer, by product.md section 2."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.basis import Basis
from crmcli.domain.cadence import ClockFacts, follow_up_clock, relationship_clock, verify_clock
from crmcli.domain.channel import Channel
from crmcli.domain.grade import Grade
from crmcli.domain.policy import Policy
from crmcli.domain.span import Span, Unit

POLICY = Policy()
ENTERED = date(2026, 1, 5)


def facts(grade: Grade = Grade.B, **given_: object) -> ClockFacts:
    return replace(ClockFacts(grade, first_due=ENTERED, verified=ENTERED), **given_)  # type: ignore[arg-type]


def follow_up(given_: ClockFacts, policy: Policy = POLICY) -> date:
    clock = follow_up_clock(given_, policy)
    assert clock is not None
    return clock.due


@pytest.mark.parametrize(
    ("grade", "last", "due"),
    [
        (Grade.A, date(2026, 3, 2), date(2026, 3, 3)),
        (Grade.B, date(2026, 3, 2), date(2026, 3, 9)),
        (Grade.C, date(2026, 3, 2), date(2026, 3, 17)),
        (Grade.D, date(2026, 2, 20), date(2026, 3, 22)),
        (Grade.E, date(2024, 2, 29), date(2025, 2, 28)),
    ],
)
def test_the_cadence_counts_from_the_last_contact(grade: Grade, last: date, due: date) -> None:
    assert follow_up(facts(grade, contacted={Channel.WECHAT: last})) == due


def test_a_new_customer_is_due_the_day_it_is_entered_whatever_its_grade() -> None:
    for grade in Grade:
        assert follow_up(facts(grade)) == ENTERED


def test_a_raised_grade_is_due_the_day_it_was_raised_and_not_before() -> None:
    raised = facts(
        Grade.A,
        contacted={Channel.PHONE: date(2026, 2, 20)},
        grade_changed=date(2026, 3, 20),
    )
    assert follow_up(raised) == date(2026, 3, 20)
    assert follow_up(replace(raised, grade=Grade.D)) == date(2026, 3, 22)


def test_a_changed_policy_is_not_due_before_its_day() -> None:
    contacted = facts(Grade.C, contacted={Channel.PHONE: date(2026, 2, 1)})
    policy = POLICY.with_value("C", "10d", date(2026, 3, 20))
    clock = follow_up_clock(contacted, policy)
    assert clock is not None
    assert (clock.due, clock.basis) == (date(2026, 3, 20), Basis.POLICY_CHANGED)


def test_a_lost_customer_has_only_the_clock_of_a_planned_win_back() -> None:
    lost = facts(lost=True, key_since=ENTERED)
    assert follow_up_clock(lost, POLICY) is None
    assert relationship_clock(lost, POLICY) is None
    assert verify_clock(lost, POLICY) is None
    assert follow_up(replace(lost, winback=date(2026, 6, 1))) == date(2026, 6, 1)


def test_a_key_customer_phoned_yesterday_is_visited_a_month_after_the_last_visit() -> None:
    key = facts(
        key_since=ENTERED,
        contacted={Channel.PHONE: date(2026, 3, 30), Channel.VISIT: date(2026, 2, 19)},
    )
    clock = relationship_clock(key, POLICY)
    assert clock is not None
    assert (clock.due, clock.channel) == (date(2026, 3, 19), Channel.VISIT)


def test_an_existing_customer_of_grade_e_is_left_alone_unless_key() -> None:
    existing = facts(Grade.E, existing_since=ENTERED)
    assert relationship_clock(existing, POLICY) is None
    assert relationship_clock(replace(existing, key_since=ENTERED), POLICY) is not None
    clock = relationship_clock(replace(existing, grade=Grade.D), POLICY)
    assert clock is not None
    assert (clock.due, clock.channel) == (date(2026, 4, 5), Channel.PHONE)


def test_a_frequency_of_its_own_replaces_the_rule() -> None:
    own = facts(
        key_since=ENTERED,
        every=Span(2, Unit.WEEK),
        by_channel=Channel.MEETING,
        every_since=date(2026, 3, 1),
    )
    clock = relationship_clock(own, POLICY)
    assert clock is not None
    assert (clock.due, clock.channel) == (date(2026, 3, 15), Channel.MEETING)


days = st.integers(0, 700).map(lambda number: ENTERED + timedelta(days=number))
contacts = st.dictionaries(st.sampled_from(Channel), days, max_size=4)
any_facts = st.builds(
    facts,
    st.sampled_from(Grade),
    contacted=contacts,
    tried=contacts,
    grade_changed=st.none() | days,
    key_since=st.none() | days,
    existing_since=st.none() | days,
)


@given(any_facts, st.sampled_from(Channel), days)
def test_a_further_contact_never_moves_a_clock_back(
    before: ClockFacts, via: Channel, day: date
) -> None:
    latest = max(day, before.contacted.get(via, day))
    after = replace(before, contacted={**before.contacted, via: latest})
    if before.last_contact is not None:
        assert follow_up(after) >= follow_up(before)
    # One wish at a time: of two clocks the earlier one wins, and may be the other one afterwards.
    before, after = replace(before, existing_since=None), replace(after, existing_since=None)
    old, new = relationship_clock(before, POLICY), relationship_clock(after, POLICY)
    assert (old is None) == (new is None)
    if old is not None and new is not None and old.basis is Basis.CONTACT:
        assert new.due >= old.due


@given(any_facts)
def test_a_clock_is_the_latest_of_contact_grade_and_policy(given_: ClockFacts) -> None:
    last = given_.last_contact
    start = ENTERED if last is None else POLICY.cadences[given_.grade].after(last)
    assert follow_up(given_) == max(start, given_.grade_changed or start)


@given(any_facts)
def test_an_unanswered_try_moves_no_clock_and_puts_it_off_by_a_day(given_: ClockFacts) -> None:
    clock = follow_up_clock(given_, POLICY)
    assert clock is not None
    assert clock.due == follow_up(replace(given_, tried={}))
    tried = max(given_.tried.values(), default=None)
    assert clock.retry_on == (None if tried is None else tried + timedelta(days=1))
