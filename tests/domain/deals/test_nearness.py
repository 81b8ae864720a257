"""Which past deals are near to the one at hand, in which order, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.classes import NeedKind
from crmcli.domain.customer import CompanySize
from crmcli.domain.deals.nearness import PastDeal, Situation, near_cases
from crmcli.domain.money import Money
from crmcli.domain.stage import OPEN_STAGES, Stage
from crmcli.render.words import say

NOW = Situation(
    1,
    industry="IT",
    company_size=CompanySize.SMALL,
    need_kind=NeedKind.PRODUCT,
    stage=Stage.QUOTE,
    objection="price",
    amount=Money(100_000, "CNY"),
)
NOTHING = Situation(2)


def past(key: int, situation: Situation = NOTHING, **values: object) -> PastDeal:
    deal = PastDeal(
        key, "李雷", "ERP", Stage.WON, date(2026, 1, 5), None, None, None, None, situation
    )
    return replace(deal, **values)  # type: ignore[arg-type]


def ids(deals: list[PastDeal], at_hand: Situation = NOW) -> list[int]:
    return [each.id for each in near_cases(at_hand, deals, 10)]


def reasons(then: Situation, at_hand: Situation = NOW) -> list[str]:
    return [say(why) for each in near_cases(at_hand, [past(1, then)], 1) for why in each.near]


def test_each_likeness_is_named_the_most_telling_first() -> None:
    assert reasons(replace(NOW, customer_id=2)) == [
        "objection price",
        "industry IT",
        "at quote",
        "size small",
        "amount alike",
        "need for product",
    ]
    assert reasons(Situation(1)) == ["the same customer"]


def test_what_has_nothing_in_common_is_left_out() -> None:
    assert ids([past(1), past(2, Situation(2, industry="IT"))]) == [2]
    assert ids([past(1, NOW)], Situation(9)) == []


def test_the_objection_counts_more_than_the_trade_and_that_more_than_the_size() -> None:
    size = past(1, Situation(2, company_size=CompanySize.SMALL))
    trade = past(2, Situation(2, industry="IT"))
    objection = past(3, Situation(2, objection="price"))
    assert ids([size, trade, objection]) == [3, 2, 1]


def test_of_two_as_near_the_one_that_teaches_comes_first_then_the_later_one() -> None:
    near = Situation(2, industry="IT")
    deals = [
        past(1, near),
        past(2, near, closed=date(2026, 2, 5)),
        past(3, near, closed=date(2020, 1, 1), avoid="late quotes"),
    ]
    assert ids(deals) == [3, 2, 1]


def test_words_are_compared_whatever_their_case_and_width() -> None:
    assert reasons(Situation(2, industry="ｉｔ", objection="PRICE")) == [
        "objection PRICE",
        "industry ｉｔ",
    ]


def test_amounts_of_two_currencies_are_not_compared() -> None:
    assert reasons(Situation(2, amount=Money(100_000, "EUR"))) == []
    assert reasons(Situation(2, amount=Money(300_000, "CNY"))) == ["amount alike"]
    assert reasons(Situation(2, amount=Money(300_001, "CNY"))) == ["amount of the same order"]
    assert reasons(Situation(2, amount=Money(10_000, "CNY"))) == ["amount of the same order"]
    assert reasons(Situation(2, amount=Money(9_999, "CNY"))) == []
    assert reasons(Situation(2, amount=Money(0, "CNY"))) == []


def test_both_kinds_of_need_are_like_each() -> None:
    assert reasons(Situation(2, need_kind=NeedKind.BOTH)) == ["need for both"]
    assert reasons(Situation(2, need_kind=NeedKind.SERVICE)) == []


situations = st.builds(
    Situation,
    customer_id=st.integers(1, 3),
    industry=st.none() | st.sampled_from(["IT", "食品"]),
    company_size=st.none() | st.sampled_from(CompanySize),
    need_kind=st.none() | st.sampled_from(NeedKind),
    stage=st.none() | st.sampled_from(OPEN_STAGES),
    objection=st.none() | st.sampled_from(["price", "价格"]),
    amount=st.none() | st.builds(Money, st.integers(0, 10**9), st.sampled_from(["CNY", "JPY"])),
)


@given(situations, st.lists(situations, max_size=8), st.integers(0, 8))
def test_the_nearest_come_first_and_each_says_why(
    at_hand: Situation, then: list[Situation], most: int
) -> None:
    deals = [past(key, each) for key, each in enumerate(then)]
    found = near_cases(at_hand, deals, most)
    scores = [each.score for each in near_cases(at_hand, deals, len(deals))]
    assert [each.score for each in found] == scores[:most]
    assert scores == sorted(scores, reverse=True)
    assert all(each.near and each.score for each in found)
    assert near_cases(at_hand, deals[::-1], most) == found
