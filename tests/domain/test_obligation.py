"""When an obligation is on the list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.basis import Basis
from crmcli.domain.cadence import ClockFacts
from crmcli.domain.channel import Channel
from crmcli.domain.due_kind import DueKind
from crmcli.domain.grade import Grade
from crmcli.domain.obligation import Obligation, clock_obligations
from crmcli.domain.policy import Policy
from crmcli.domain.span import Span, Unit

DUE = date(2026, 3, 31)


def owed(**given_: Any) -> Obligation:
    plain = Obligation(
        DueKind.FOLLOW_UP, 1, 1, DUE, Span(7, Unit.DAY), Basis.CONTACT, date(2026, 3, 24)
    )
    return replace(plain, **given_)


def after(days: int) -> date:
    return DUE + timedelta(days=days)


def test_it_is_shown_from_its_day() -> None:
    assert owed().shown_from == DUE


def test_a_plan_brings_it_forward_and_never_back() -> None:
    assert owed(planned_on=after(-3)).shown_from == after(-3)
    assert owed(planned_on=after(3)).shown_from == DUE


def test_a_snooze_and_an_unanswered_try_put_it_off_and_never_forward() -> None:
    assert owed(snoozed_until=after(3)).shown_from == after(3)
    assert owed(retry_on=after(1)).shown_from == after(1)
    assert owed(snoozed_until=after(-3), retry_on=after(-1)).shown_from == DUE
    assert owed(planned_on=after(-5), snoozed_until=after(-2)).shown_from == after(-2)


maybe = st.none() | st.integers(-30, 30).map(after)


@given(maybe, maybe, maybe)
def test_it_is_shown_on_the_latest_of_its_delays(
    planned: date | None, retry: date | None, snoozed: date | None
) -> None:
    shown = owed(planned_on=planned, retry_on=retry, snoozed_until=snoozed).shown_from
    start = min(DUE, planned or DUE)
    assert shown == max(start, retry or start, snoozed or start)


def test_a_key_customer_of_grade_e_has_all_three_clocks_and_an_archived_one_none() -> None:
    facts = ClockFacts(
        grade=Grade.E,
        first_due=DUE,
        verified=DUE,
        key_since=DUE,
        contacted={Channel.PHONE: DUE},
    )
    kinds = [each.kind for each in clock_obligations(1, facts, Policy())]
    assert kinds == [DueKind.FOLLOW_UP, DueKind.RELATIONSHIP, DueKind.VERIFY]
    archived = ClockFacts(grade=Grade.E, first_due=DUE, verified=DUE, archived=True)
    assert list(clock_obligations(1, archived, Policy())) == []
