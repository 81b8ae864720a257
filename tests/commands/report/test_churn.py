"""`crm report churn`: warnings as product.md has them, and losses one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.commands.report.asking import FEW, LATER, PLAIN, Asking, name_of, told
from tests.commands.report.plain_book import Row, Span, Whom, sure
from tests.commands.report.plain_churn import KINDS, could_be_lost, losses, warnings
from tests.commands.report.plain_figures import folded, share
from tests.commands.report.plain_purchases import listed
from tests.commands.report.plain_tables import (
    apart,
    assert_dated,
    assert_listed,
    assert_spelled,
    assert_whole,
    in_order,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.conftest import Crm

_NO_REASON = None
_SEEN = [case for case in FEW if case[1].text in {"last-quarter", "2026", "all"}]
"""Warnings are those of today, whatever the period."""


def lost(some: Sequence[Row]) -> Row:
    """Count losses, and those of customers who are back."""
    return {
        "lost": len(some),
        "back": sum(row["back"] for row in some),
        "record": "customer",
        "ids": sorted({row["id"] for row in some}),
    }


@pytest.mark.parametrize(("name", "span", "whom"), [*_SEEN, *LATER], ids=name_of)
def test_warnings_are_those_of_the_rule(
    asking: Callable[[str], Asking], name: str, span: Span, whom: Whom
) -> None:
    ask = asking(name)
    blocks = ask(f"churn --period {span.text} {whom.text}")["blocks"]
    found = warnings(ask.book, whom)
    expected = []
    for kind in KINDS:
        some = [each for each in found if each.kind == kind]
        who = sorted({each.customer_id for each in some})
        looked = share(sum(each.looked for each in some), len(some))
        row = {"warning": kind, "customers": len(who), "looked": looked}
        expected.append({**row, "record": "customer", "ids": who})
    assert told(blocks["warnings"]) == expected
    unseen = sorted(each for each in found if not each.looked)[:10]
    assert told(blocks["may_leave"]) == [
        {
            "customer": ask.book.customers[each.customer_id]["name"],
            "warning": each.kind,
            "value": listed(ask)[each.customer_id]["value"],
            "since": each.since.isoformat(),
            "record": "customer",
            "ids": [each.customer_id],
        }
        for each in unseen
    ]


@pytest.mark.parametrize(("name", "span", "whom"), FEW, ids=name_of)
def test_losses_are_those_of_a_loop_over_them(
    asking: Callable[[str], Asking], name: str, span: Span, whom: Whom
) -> None:
    ask = asking(name)
    blocks = ask(f"churn --period {span.text} {whom.text}")["blocks"]
    found = [row for row in losses(ask.book, whom) if span.has(sure(row["lost"]))]
    for row in found:
        row["value"] = listed(ask)[row["id"]]["value"]
    there = could_be_lost(ask.book, span, whom)
    of_all = share(len({row["id"] for row in found}), len(there))
    assert_whole(blocks["whole"], {**lost(found), "share": of_all})
    by_reason = apart(found, lambda row: folded(row["why"]) or _NO_REASON)
    assert_spelled(blocks["reasons"], "reason", by_reason, lost)
    by_value = in_order(apart(found, lambda row: row["value"]), ("high", "medium", "low"))
    assert_listed(blocks["values"], "value", by_value, lost)
    assert_dated(blocks["time"], span, [(sure(row["lost"]), row) for row in found], lost)
    still = [row for row in found if not row["back"]]
    last = sorted(still, key=lambda row: (row["lost"], row["id"]), reverse=True)[:10]
    assert told(blocks["gone"]) == [
        {
            "customer": ask.book.customers[row["id"]]["name"],
            "day": row["lost"],
            "value": row["value"],
            "reason": row["why"] or _NO_REASON,
            "record": "customer",
            "ids": [row["id"]],
        }
        for row in last
    ]


@pytest.mark.parametrize("name", ["demo", "busy"])
def test_warnings_are_those_of_the_list(asking: Callable[[str], Asking], name: str) -> None:
    ask = asking(name)
    rows = ask.run("churn list --all --json").json
    some = {(each.customer_id, each.kind) for each in warnings(ask.book, PLAIN)}
    assert {(row["customer_id"], row["kind"]) for row in rows} == some


def test_who_was_lost_twice_counts_as_two_losses_of_one_customer(crm: Crm) -> None:
    for name in ("Ann", "Bob"):
        crm(f"customer add {name}", today="2026-03-01")
    for lost_on, back_on in (("2026-03-02", "2026-03-05"), ("2026-03-10", "2026-04-02")):
        crm("customer lose Ann --reason price", today=lost_on)
        crm("customer winback Ann --reason back", today=back_on)
    for period, expected in {
        "2026-03": (2, 2, {"part": 1, "whole": 2, "rate": 0.5}),
        "2026-03-20..2026-03-31": (0, 0, {"part": 0, "whole": 1, "rate": 0}),
        "2026-04": (0, 0, {"part": 0, "whole": 2, "rate": 0}),
    }.items():
        found = crm(f"report churn --period {period} --json", today="2026-05-01").json
        (row,) = found["blocks"]["whole"]["rows"]
        assert (row["lost"], row["back"], row["share"]) == expected
