"""The board: which column a deal is in, and what its columns add up to."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.deals.board import Sums, board
from crmcli.domain.deals.deal import Deal, share
from crmcli.domain.money import Money
from crmcli.domain.stage import OPEN_STAGES, Stage

DAY = date(2026, 3, 1)


def deal(
    key: int, stage: Stage, amount: Money | None = None, probability: int = 50, late: int = -3
) -> Deal:
    return Deal(
        id=key,
        customer_id=1,
        customer="王芳",
        title="ERP",
        amount=amount,
        stage=stage,
        probability=probability,
        expected_close=None,
        opened=DAY,
        closed=None,
        quiet_days=0,
        lost_reason=None,
        company=None,
        owner="me",
        stage_since=DAY,
        weighted=None,
        own_probability=False,
        due=DAY,
        due_basis=None,
        overdue_days=late,
        notes=None,
        author="me",
    )


def test_each_stage_has_a_column_with_its_own_deals_in_their_order() -> None:
    deals = [deal(1, Stage.QUOTE), deal(2, Stage.INITIAL_CONTACT), deal(3, Stage.QUOTE)]
    columns = board(deals, OPEN_STAGES, 10)
    assert [each.stage for each in columns] == list(OPEN_STAGES)
    assert [[card.id for card in each.cards] for each in columns] == [[2], [], [1, 3], []]


def test_sums_are_of_all_deals_also_of_those_without_a_card() -> None:
    deals = [deal(key, Stage.QUOTE, Money(key, "CNY"), late=key - 3) for key in range(1, 6)]
    column = board(deals, [Stage.QUOTE], 2)[0]
    assert [card.id for card in column.cards] == [1, 2]
    assert (column.more, column.sums.count, column.sums.overdue) == (3, 5, 3)
    assert column.sums.amounts == (Money(15, "CNY"),)


def test_two_currencies_are_never_added() -> None:
    sums = Sums()
    for amount in (Money(5, "JPY"), Money(99_999, "CNY"), Money(1, "CNY"), None):
        sums.add(deal(1, Stage.QUOTE, amount))
    assert sums.amounts == (Money(100_000, "CNY"), Money(5, "JPY"))
    assert sums.weighted == (Money(50_000, "CNY"), Money(2, "JPY"))
    assert sums.count == 4


def test_a_stage_without_a_column_is_left_out() -> None:
    assert board([deal(1, Stage.WON)], OPEN_STAGES, 5)[0].sums.count == 0


@given(st.integers(0, 2**63), st.integers(0, 100))
def test_a_share_is_the_nearest_minor_unit(minor: int, percent: int) -> None:
    assert share(minor, percent) == round(Fraction(minor * percent, 100))


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 100)), max_size=20))
def test_a_weighted_sum_is_rounded_once(parts: list[tuple[int, int]]) -> None:
    sums = Sums()
    for minor, percent in parts:
        sums.add(deal(1, Stage.QUOTE, Money(minor, "CNY"), percent))
    wanted = round(sum(Fraction(minor * percent, 100) for minor, percent in parts))
    assert sums.weighted == ((Money(wanted, "CNY"),) if parts else ())
