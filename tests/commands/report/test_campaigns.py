"""`crm report campaigns`: every figure is that of a loop over the lists and what was bought."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.commands.report.asking import FEW, Asking, name_of, told
from tests.commands.report.plain_book import PlainBook, Row, Span, Whom, day, sure
from tests.commands.report.plain_figures import share
from tests.commands.report.plain_tables import (
    assert_listed,
    assert_named,
    assert_total,
    by_column,
    in_order,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tests.conftest import Crm

_KINDS = ("offer", "event", "greeting", "other")


def members(book: PlainBook, whom: Whom, campaigns: Sequence[Row]) -> list[Row]:
    """Give the places on the lists of campaigns, each with what was bought for it."""
    found = []
    for campaign in campaigns:
        for row in book.of("campaign_member", whom):
            if row["campaign_id"] == campaign["id"]:
                known = {"campaign": campaign, "kind": campaign["kind"]}
                found.append({**row, **known, "bought": bought(book, row, campaign["days"])})
    return found


def bought(book: PlainBook, member: Row, days: int) -> list[Row]:
    """Give what a customer bought from the day it was reached to so many days after it."""
    first = day(member["reached"])
    if first is None:
        return []
    return [
        row
        for row in book["purchase"]
        if row["customer_id"] == member["customer_id"]
        and first <= sure(row["day"]) <= first + timedelta(days=days)
    ]


def figures(book: PlainBook, some: Sequence[Row]) -> Row:
    """Give the figures of some places on lists."""
    reached = [row for row in some if row["reached"]]
    what = [each for row in reached for each in row["bought"]]
    return {
        "reached": len(reached),
        "answered": share(sum(row["answered"] is not None for row in reached), len(reached)),
        "bought": share(sum(bool(row["bought"]) for row in reached), len(reached)),
        "amount": book.sums(pair for row in what for pair in book.amount(row, sure(row["day"]))),
    }


def traced(record: str, ids: Iterable[int]) -> Row:
    """Name records."""
    return {"record": record, "ids": sorted(set(ids))}


@pytest.mark.parametrize(("name", "span", "whom"), FEW, ids=name_of)
def test_campaigns_are_those_of_a_loop_over_their_lists(
    asking: Callable[[str], Asking], name: str, span: Span, whom: Whom
) -> None:
    ask = asking(name)
    book = ask.book
    blocks = ask(f"campaigns --period {span.text} {whom.text}")["blocks"]
    campaigns = [row for row in book["campaign"] if span.has(day(row["day"]))]
    listed = members(book, whom, campaigns)

    def of_each(some: Sequence[Row]) -> Row:
        ids = {row["id"] for row in some}
        own = [row for row in listed if row["campaign_id"] in ids]
        head = {"day": some[0]["day"] if len(some) == 1 else None, "listed": len(own)}
        customers = traced("customer", (row["customer_id"] for row in own))
        return {**head, **figures(book, own), **customers}

    latest = sorted(campaigns, key=lambda row: (row["day"], row["id"]), reverse=True)
    assert told(blocks["campaigns"]) == [
        {"campaign": row["name"], **of_each([row])} for row in latest
    ]
    found = {row["id"]: [row] for row in latest}
    assert_total(blocks["campaigns"], "campaign", found, of_each)

    def of_kind(some: Sequence[Row]) -> Row:
        told_ = {key: of_each(some)[key] for key in ("answered", "bought", "amount")}
        return {"campaigns": len(some), **told_, **traced("campaign", (row["id"] for row in some))}

    kinds = in_order(by_column(campaigns, "kind"), _KINDS)
    assert_listed(blocks["kinds"], "kind", kinds, of_kind)

    def of_channel(some: Sequence[Row]) -> Row:
        return {**figures(book, some), **traced("customer", (row["customer_id"] for row in some))}

    reached = [row for row in listed if row["reached"]]
    assert_named(blocks["channels"], "channel", by_column(reached, "via"), of_channel)


def test_a_purchase_counts_on_the_last_of_the_days_and_not_on_the_next(crm: Crm) -> None:
    for at, name in enumerate(("Ann", "Bob", "Cem")):
        crm(f"customer add {name}", today="2026-02-01")
        crm(f"purchase add {name} --amount 100 --at 2026-03-{14 + at}", today="2026-03-31")
    crm("campaign add spring Ann Bob Cem --days 5", today="2026-03-01")
    crm("campaign reach spring --all --via phone --yes", today="2026-03-10")
    (row,) = crm("report campaigns --json").json["blocks"]["campaigns"]["rows"]
    assert row["bought"] == {"part": 2, "whole": 3, "rate": 0.6667}
    assert row["amount"]["book_amount"] == {"amount": "200.00", "currency": "CNY"}
