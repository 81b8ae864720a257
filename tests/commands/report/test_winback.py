"""`crm report winback`: every figure is that of a loop over the tries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.commands.report.asking import FEW, Asking, ids, name_of, told
from tests.commands.report.plain_book import Row, Span, Whom, day, sure
from tests.commands.report.plain_figures import folded, share
from tests.commands.report.plain_tables import (
    apart,
    assert_dated,
    assert_listed,
    assert_named,
    assert_spelled,
    assert_whole,
    by_column,
    in_order,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.conftest import Crm

_RESULTS = ("back", "thinking", "declined", "no_answer")
NO_REASON = None


def counted(tries: Sequence[Row]) -> Row:
    """Count tries."""
    return {"tries": len(tries), "record": "winback_try", "ids": ids(tries)}


def back(tries: Sequence[Row]) -> list[Row]:
    """Give the tries that brought one back."""
    return [row for row in tries if row["result"] == "back"]


def figures(tries: Sequence[Row]) -> Row:
    """Give the figures of some tries, by customers."""
    who = {row["customer_id"] for row in tries}
    came = {row["customer_id"] for row in back(tries)}
    return {**counted(tries), "customers": len(who), "back": share(len(came), len(who))}


def by_try(tries: Sequence[Row]) -> Row:
    """Tell how many tries brought one back, of all."""
    return {**counted(tries), "back": share(len(back(tries)), len(tries))}


def over_days(tries: Sequence[Row]) -> Row:
    """Tell how many tries there were, and how many brought one back."""
    return {**counted(tries), "back": len(back(tries))}


@pytest.mark.parametrize(("name", "span", "whom"), FEW, ids=name_of)
def test_tries_are_those_of_a_loop_over_them(
    asking: Callable[[str], Asking], name: str, span: Span, whom: Whom
) -> None:
    ask = asking(name)
    blocks = ask(f"winback --period {span.text} {whom.text}")["blocks"]
    tries = [row for row in ask.book.of("winback_try", whom) if span.has(day(row["day"]))]
    assert_whole(blocks["whole"], figures(tries))
    by_result = in_order(by_column(tries, "result"), _RESULTS)
    assert_listed(blocks["results"], "result", by_result, counted)
    assert_named(blocks["channels"], "channel", by_column(tries, "via"), by_try)
    by_reason = apart(tries, lambda row: folded(row["lost_reason"]) or NO_REASON)
    untold = ["customers", "back"]
    assert_spelled(blocks["reasons"], "reason", by_reason, figures, untold=untold)
    assert_dated(blocks["time"], span, [(sure(row["day"]), row) for row in tries], over_days)
    came = sorted(back(tries), key=lambda row: (row["day"], row["id"]), reverse=True)[:10]
    assert told(blocks["came"]) == [
        {
            "customer": ask.book.customers[row["customer_id"]]["name"],
            "lost": row["lost"],
            "back": row["day"],
            "days": (sure(row["day"]) - sure(row["lost"])).days,
            "reason": row["lost_reason"] or NO_REASON,
            "record": "winback_try",
            "ids": [row["id"]],
        }
        for row in came
    ]


def test_reasons_that_differ_in_case_and_width_are_one(crm: Crm) -> None:
    for name, reason in {"Ann": "price", "Bob": "ＰＲＩＣＥ", "Cem": "Price"}.items():
        crm(f"customer add {name}", today="2026-03-01")
        crm(f"customer lose {name} --reason {reason}", today="2026-03-02")
        crm(f"churn try {name} --result thinking", today="2026-03-03")
    crm("customer winback Ann --reason back", today="2026-03-04")
    blocks = crm("report winback --period 2026-03 --json").json["blocks"]
    (row,) = blocks["reasons"]["rows"]
    assert (row["tries"], row["customers"]) == (4, 3)
    assert row["back"] == {"part": 1, "whole": 3, "rate": 0.3333}
