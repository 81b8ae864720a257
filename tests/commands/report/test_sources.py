"""`crm report sources`: every figure is that of a loop over the customers and purchases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.commands.report.asking import FEW, Asking, ids, name_of, told
from tests.commands.report.plain_book import PlainBook, Row, Span, Whom, local
from tests.commands.report.plain_figures import share
from tests.commands.report.plain_purchases import bought_in, total
from tests.commands.report.plain_tables import assert_named, by_column

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.conftest import Crm


def buyers(book: PlainBook) -> set[int]:
    """Give who has a purchase or a won deal."""
    won = {row["customer_id"] for row in book["deal"] if row["stage"] == "won"}
    return won | {row["customer_id"] for row in book["purchase"]}


@pytest.mark.parametrize(("name", "span", "whom"), FEW, ids=name_of)
def test_sources_are_those_of_a_loop_over_the_customers(
    asking: Callable[[str], Asking], name: str, span: Span, whom: Whom
) -> None:
    ask = asking(name)
    book = ask.book
    blocks = ask(f"sources --period {span.text} {whom.text}")["blocks"]
    bought, ever = bought_in(book, span, whom), buyers(book)
    customers = [
        row
        for row in book.of("customer", whom)
        if span.last is None or local(row["created"]) <= span.last
    ]

    def figures(some: Sequence[Row]) -> Row:
        keys = {row["id"] for row in some}
        return {
            "customers": len(some),
            "buyers": share(len(keys & ever), len(some)),
            "new": sum(span.has(local(row["created"])) for row in some),
            "amount": total(book, (row for row in bought if row["customer_id"] in keys)),
            "record": "customer",
            "ids": ids(some),
        }

    assert_named(blocks["sources"], "source", by_column(customers, "source"), figures)
    referred = by_column([row for row in customers if row["referred_by"]], "referred_by")
    rows = [
        {"referrer": book.customers[key]["name"], **figures(some)} for key, some in referred.items()
    ]
    most = [row["customers"] for row in rows]
    shown = told(blocks["referrers"])
    assert [row["customers"] for row in shown] == sorted(most, reverse=True)[:10]
    assert all(row in rows for row in shown)
    assert blocks["referrers"]["total"] is None


def test_who_is_entered_after_the_period_counts_in_none_of_its_figures(crm: Crm) -> None:
    crm("customer add Ann --source fair", today="2026-02-01")
    crm("customer add Bob --source fair", today="2026-03-05")
    crm("purchase add Ann --amount 100 --at 2026-02-10", today="2026-03-31")
    crm("purchase add Bob --amount 7 --at 2026-02-11", today="2026-03-31")
    (row,) = crm("report sources --period 2026-02 --json").json["blocks"]["sources"]["rows"]
    assert (row["customers"], row["buyers"]["part"]) == (1, 1)
    assert row["amount"]["book_amount"] == {"amount": "100.00", "currency": "CNY"}
