"""`crm report value`: every figure is that of a loop over the customers and their purchases."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from tests.commands.report.asking import FEW, LATER, Asking, ids, name_of, told, told_row
from tests.commands.report.plain_book import PlainBook, Row, Span, Whom
from tests.commands.report.plain_figures import median, rate
from tests.commands.report.plain_purchases import (
    bought_in,
    customers,
    listed,
    orders,
    total,
    worth,
)
from tests.commands.report.plain_tables import assert_listed, assert_whole, by_column

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.conftest import Crm

_AXES = {
    "values": ("value", ("high", "medium", "low")),
    "frequencies": ("frequency", ("high", "medium", "low")),
    "lifecycles": ("lifecycle", ("prospect", "first_purchase", "repeat", "loyal", "lost")),
}


@pytest.mark.parametrize(("name", "span", "whom"), [*FEW, *LATER], ids=name_of)
def test_classes_are_those_of_the_list_of_customers(
    asking: Callable[[str], Asking], name: str, span: Span, whom: Whom
) -> None:
    ask = asking(name)
    blocks = ask(f"value --period {span.text} {whom.text}")["blocks"]
    bought = bought_in(ask.book, span, whom)
    some = [row for key, row in listed(ask).items() if key in ask.book.chosen(whom)]

    def figures(of_class: Sequence[Row]) -> Row:
        keys = {row["id"] for row in of_class}
        own = [row for row in bought if row["customer_id"] in keys]
        return {
            "customers": len(keys),
            "buyers": customers(own),
            "amount": total(ask.book, own),
            "record": "customer",
            "ids": ids(of_class),
        }

    for key, (axis, classes) in _AXES.items():
        found = {each: [row for row in some if row[axis] == each] for each in classes}
        assert_listed(blocks[key], "class", found, figures)


def known(book: PlainBook, purchases: Sequence[Row]) -> int:
    """Add up what has a worth in the book's currency."""
    return sum(worth(book, row) or 0 for row in purchases)


def middle(book: PlainBook, purchases: Sequence[Row]) -> Row:
    """Give the median of the orders of which all has a worth, in units of the book's currency."""
    worths = [[worth(book, row) for row in some] for some in orders(purchases).values()]
    sums = [Fraction(sum(map(int, some)), 100) for some in worths if None not in some]  # type: ignore[arg-type]
    return median(sums, 2)


@pytest.mark.parametrize(("name", "span", "whom"), FEW, ids=name_of)
def test_what_was_bought_is_that_of_a_loop_over_the_purchases(
    asking: Callable[[str], Asking], name: str, span: Span, whom: Whom
) -> None:
    ask = asking(name)
    book = ask.book
    blocks = ask(f"value --period {span.text} {whom.text}")["blocks"]
    bought = bought_in(book, span, whom)
    by_order = orders(bought)
    expected = {
        "orders": len(by_order),
        "customers": customers(bought),
        "amount": total(book, bought),
        "median_order": {**middle(book, bought), "currency": book.base},
        "record": "purchase",
        "ids": ids(bought),
    }
    assert_whole(blocks["bought"], expected)
    own = by_column(bought, "customer_id")
    best = sorted(own, key=lambda key: (-known(book, own[key]), key))
    assert told(blocks["best"]) == [
        {
            "customer": book.customers[key]["name"],
            "amount": total(book, own[key]),
            "orders": len(orders(own[key])),
            "last_on": max(row["day"] for row in own[key]),
            "record": "purchase",
            "ids": ids(own[key]),
        }
        for key in best[:10]
    ]

    def brought(who: str | None, keys: Sequence[int]) -> Row:
        some = [row for key in keys for row in own[key]]
        return {
            "who": who,
            "customers": len(keys),
            "amount": total(book, some),
            "share": rate(known(book, some), known(book, bought)),
            "record": "customer",
            "ids": sorted(keys),
        }

    rows = [brought("first", best[:10]), brought("others", best[10:])]
    assert told(blocks["concentration"]) == rows
    assert told_row(blocks["concentration"]["total"]) == brought(None, best)


def test_an_order_without_a_rate_is_left_out_of_the_median_and_that_is_said(crm: Crm) -> None:
    crm("customer add Ann", today="2026-03-01")
    for line in ("--amount 10.01 --at 2026-03-02", "--amount 'USD 5' --at 2026-03-02",
                 "--amount 20 --at 2026-03-03", "--amount 30 --at 2026-03-04"):  # fmt: skip
        crm(f"purchase add Ann {line}")
    block = crm("report value --period 2026-03 --json").json["blocks"]["bought"]
    (row,) = block["rows"]
    assert (row["orders"], row["median_order"]) == (
        3,
        {"median": 25, "count": 2, "currency": "CNY"},
    )
    left_out, lacking = block["notes"]
    assert left_out == "1 order in a currency without a rate is left out of the median."
    assert lacking.startswith("USD: an amount has no rate on its day, so there is no sum of all;")


def test_where_one_amount_has_no_rate_all_of_a_table_add_up_by_currency(crm: Crm) -> None:
    crm("customer add Ann", today="2026-03-01")
    crm("customer add Bob", today="2026-03-01")
    crm("rate set EUR 8 --on 2026-03-01")
    for line in ("Ann --amount 10", "Bob --amount 'EUR 5'", "Bob --amount 'USD 7'"):
        crm(f"purchase add {line} --at 2026-03-02")
    found = crm("report value --period 2026-03 --md").out
    first, others, total = (
        [cell.strip() for cell in line.split("|")[3:-2]]
        for line in found.split("## How much the first brought")[1].splitlines()
        if line.startswith("| ") and "Who" not in line and "---" not in line
    )
    assert (first, others, total) == (
        ["CNY 10.00 + EUR 5.00 + USD 7.00"],
        ["0"],
        ["CNY 10.00 + EUR 5.00 + USD 7.00"],
    )
    assert "1 purchase in a currency without a rate is left out of the share." in found
    best = found.split("## Who bought most")[1]
    assert "| Bob | EUR 5.00 + USD 7.00 |" in best
    assert "| Ann | CNY 10.00 |" in best
    # Programs have both.
    rows = crm("report value --period 2026-03 --json").json["blocks"]["best"]["rows"]
    assert [row["amount"]["book_amount"] for row in rows] == [
        None,
        {"amount": "10.00", "currency": "CNY"},
    ]


def test_deals_and_buyers_without_a_rate_come_last_and_that_is_said(crm: Crm) -> None:
    crm("customer add Ann")
    for at in range(10):
        crm(f"deal add Ann small{at} --amount 10 --close +6w")
    crm("deal add Ann large --amount 'USD 5000000' --close +6w")
    (block,) = [crm("report pipeline --json").json["blocks"]["largest"]]
    assert block["notes"] == ["Deals in a currency without a rate come last: USD."]
    crm("purchase add Ann --amount 'USD 5'")
    best = crm("report value --json").json["blocks"]["best"]
    assert "counts for no rank" in best["notes"][0]


def test_what_was_bought_by_classes_is_compared_while_classes_are_those_of_today(crm: Crm) -> None:
    crm("customer add Ann", today="2026-02-01")
    crm("purchase add Ann --amount 5 --at 2026-02-10", today="2026-03-31")
    rows = crm("report value --period 2026-03 --compare --json").json["blocks"]["values"]["rows"]
    (row,) = [row for row in rows if row["customers"]]
    assert (row["buyers"], row["buyers_before"], "customers_before" in row) == (0, 1, False)
