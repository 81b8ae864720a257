"""What a customer usually buys: products, the days between orders, the average order."""

from __future__ import annotations

from datetime import date

import pytest

from crmcli.domain.also_bought import also_bought
from crmcli.domain.churn.facts import Bought
from crmcli.domain.money import Money
from crmcli.domain.preference import Preference, ProductBought, preference_of


def buys(*rows: tuple[str, str | None, int]) -> list[ProductBought]:
    return [
        ProductBought(product, Bought(date.fromisoformat(day), minor, "CNY", minor))
        for day, product, minor in rows
    ]


def test_who_bought_nothing_has_no_preference() -> None:
    assert preference_of([], "CNY") == Preference(0, (), None, (), None)


def test_products_are_those_of_the_most_orders_and_the_later_first() -> None:
    found = preference_of(
        buys(
            ("2026-01-01", "pipe", 1),
            ("2026-01-01", "pipe", 1),
            ("2026-02-01", "pump", 1),
            ("2026-03-01", "pump", 1),
            ("2026-03-01", "valve", 1),
            ("2026-03-01", None, 1),
        ),
        "CNY",
    )
    assert [(each.product, each.orders) for each in found.products] == [
        ("pump", 2),
        ("valve", 1),
        ("pipe", 1),
    ]
    assert (found.orders, found.last_on) == (3, date(2026, 3, 1))


@pytest.mark.parametrize(
    ("days", "interval"),
    [
        (["2026-01-01"], None),
        (["2026-01-01", "2026-01-31"], None),
        (["2026-01-01", "2026-01-31", "2026-03-03"], 30.5),
        (["2026-01-01", "2026-01-31", "2026-01-31", "2026-03-02"], 30),
        (["2026-01-01", "2026-01-02", "2026-01-03", "2026-12-31"], 1),
    ],
)
def test_the_interval_is_the_median_gap_from_three_orders_on(
    days: list[str], interval: float | None
) -> None:
    found = preference_of(buys(*((day, None, 1) for day in days)), "CNY")
    assert found.interval_days == interval


def test_the_average_order_is_rounded_half_to_even_and_counts_days() -> None:
    found = preference_of(
        buys(("2026-01-01", None, 3), ("2026-01-01", None, 3), ("2026-01-02", None, 3)), "CNY"
    )
    assert found.average == (Money(4, "CNY"),)


def test_without_a_rate_there_is_an_average_for_each_currency() -> None:
    day = date(2026, 1, 1)
    found = preference_of(
        [
            ProductBought(None, Bought(day, 500, "USD", None)),
            ProductBought(None, Bought(day, 300, "CNY", 300)),
            ProductBought(None, Bought(date(2026, 1, 2), 300, "CNY", 300)),
        ],
        "CNY",
    )
    assert found.average == (Money(300, "CNY"), Money(500, "USD"))


def test_a_suggestion_has_its_largest_share_and_never_rests_on_one() -> None:
    found = also_bought(
        [
            ("pipe", "valve", 12, 30),
            ("pump", "valve", 5, 6),
            ("pipe", "glue", 29, 30),
            ("pump", "tap", 1, 1),
        ]
    )
    assert [(each.product, each.because, each.both, each.buyers) for each in found] == [
        ("glue", "pipe", 29, 30),
        ("valve", "pump", 5, 6),
    ]
    assert also_bought([("pipe", "valve", 12, 30)], 0) == []
