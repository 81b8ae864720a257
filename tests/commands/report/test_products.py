"""`crm report products`: every figure is that of a loop over the purchases."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from tests.commands.report.asking import FEW, Asking, ids, name_of, told
from tests.commands.report.plain_book import Row, Span, Whom, sure
from tests.commands.report.plain_purchases import bought_in, customers, orders, total
from tests.commands.report.plain_tables import (
    assert_dated,
    assert_named,
    assert_whole,
    by_column,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.conftest import Crm

_UNTOLD = ["orders", "customers", "last_on"]


@pytest.mark.parametrize(("name", "span", "whom"), FEW, ids=name_of)
def test_products_are_those_of_a_loop_over_the_purchases(
    asking: Callable[[str], Asking], name: str, span: Span, whom: Whom
) -> None:
    ask = asking(name)
    blocks = ask(f"products --period {span.text} {whom.text}")["blocks"]
    bought = bought_in(ask.book, span, whom)

    def ordered(some: Sequence[Row]) -> Row:
        traced = {"record": "purchase", "ids": ids(some)}
        return {"orders": len(orders(some)), "amount": total(ask.book, some), **traced}

    def figures(some: Sequence[Row]) -> Row:
        quantity = Fraction(sum(row["thousandths"] for row in some), 1000)
        return {
            **ordered(some),
            "customers": customers(some),
            "quantity": float(quantity),
            "last_on": max(row["day"] for row in some),
        }

    named = {row["product"] for row in bought} - {None}
    expected = {**ordered(bought), "customers": customers(bought), "products": len(named)}
    assert_whole(blocks["whole"], expected)
    found = by_column(bought, "product", None)
    assert_named(blocks["products"], "product", found, figures, untold=_UNTOLD)
    often = [row["orders"] for row in told(blocks["products"])]
    assert often == sorted(often, reverse=True)
    assert_dated(blocks["time"], span, [(sure(row["day"]), row) for row in bought], ordered)


def test_what_is_bought_on_one_day_is_one_order_of_several_products(crm: Crm) -> None:
    for name in ("Ann", "Bob"):
        crm(f"customer add {name}", today="2026-03-01")
    for line in (
        "Ann --product pump --quantity 1.5",
        "Ann --product seal --quantity 2",
        "Bob --product pump --quantity 0.25",
    ):
        crm(f"purchase add {line} --amount 10 --at 2026-03-02")
    blocks = crm("report products --period 2026-03 --json").json["blocks"]
    (row,) = blocks["whole"]["rows"]
    assert (row["orders"], row["customers"], row["products"]) == (2, 2, 2)
    found = {row["product"]: (row["orders"], row["quantity"]) for row in blocks["products"]["rows"]}
    assert found == {"pump": (2, 1.75), "seal": (1, 2)}
    assert blocks["products"]["notes"] == ["An order may be of several products."]
