"""`crm report won` and `lost`: every figure is that of a plain loop over the book."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.commands.report.asking import CASES, Asking, by_name, name_of, told, told_row
from tests.commands.report.plain_book import PlainBook, Row, Span, Whom, sure
from tests.commands.report.plain_deals import closed, deals_and_sum, largest
from tests.commands.report.plain_figures import folded, median, money, over_time, share

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tests.conftest import Crm

TITLES = {"won": "Why deals were won", "lost": "Why deals were lost"}


def grouped(book: PlainBook, column: str, deals: Iterable[tuple[Any, Row]]) -> dict[Any, Row]:
    """Make the rows of a table of deals by what it is named by."""
    found: dict[Any, list[Row]] = {}
    for name, deal in deals:
        found.setdefault(name, []).append(deal)
    return {(name,): {column: name, **deals_and_sum(book, some)} for name, some in found.items()}


def assert_total(book: PlainBook, block: Row, column: str, deals: Sequence[Row]) -> None:
    """Check what all rows of a table add up to; one row is its own total."""
    if len(block["rows"]) > 1:
        assert told_row(block["total"]) == {column: None, **deals_and_sum(book, deals)}
    else:
        assert block["total"] is None


@pytest.mark.parametrize(("name", "span", "whom"), CASES, ids=name_of)
@pytest.mark.parametrize("outcome", ["won", "lost"])
def test_each_figure_is_that_of_a_loop_over_the_deals(
    asking: Callable[[str], Asking], name: str, span: Span, whom: Whom, outcome: str
) -> None:
    ask = asking(name)
    book = ask.book
    blocks = ask(f"{outcome} --period {span.text} {whom.text}")["blocks"]
    ended = closed(book, span, whom)
    deals = [deal for deal in ended if deal["stage"] == outcome]

    took = [(sure(deal["closed"]) - sure(deal["opened"])).days for deal in deals]
    assert told(blocks["outcome"]) == [
        {
            "outcome": outcome,
            **deals_and_sum(book, deals),
            "of_closed": share(len(deals), len(ended)),
            "days_open": median(took),
        }
    ]
    cases = {case["deal_id"]: case["because"] for case in book["deal_case"]}
    reasons = [
        (cases.get(deal["id"]) if outcome == "won" else deal["lost_reason"], deal) for deal in deals
    ]
    # Which of several spellings a row is called by does not matter.
    rows = [{**row, "reason": folded(row["reason"]) or None} for row in told(blocks["reasons"])]
    assert by_name(rows, "reason") == grouped(
        book, "reason", [(folded(reason) or None, deal) for reason, deal in reasons]
    )
    assert_total(book, blocks["reasons"], "reason", deals)

    dated = over_time(span, [(sure(deal["closed"]), deal) for deal in deals])
    assert told(blocks["time"]) == [
        {"when": label, **deals_and_sum(book, some)} for label, some in dated.items()
    ]
    assert_total(book, blocks["time"], "when", deals)
    assert told(blocks["largest"]) == largest(book, deals, "closed")

    if outcome == "lost":
        left = [(book.moves(deal["id"])[-1]["from_stage"], deal) for deal in deals]
        assert by_name(told(blocks["stages"]), "stage") == grouped(book, "stage", left)
        assert_total(book, blocks["stages"], "stage", deals)


def test_reasons_of_deals_that_differ_in_case_and_width_are_one(crm: Crm) -> None:
    crm("customer add Ann --grade B", today="2026-03-01")
    for at, reason in enumerate(("price", "Ｐｒｉｃｅ", "PRICE ", "价格"), 1):
        crm(f"deal add Ann d{at} --amount {at}00 --close +6w", today="2026-03-02")
        crm(["deal", "lose", str(at), "--reason", reason])
    rows = crm("report lost --json").json["blocks"]["reasons"]["rows"]
    assert [(row["deals"], row["amount"]["book_amount"]["amount"]) for row in rows] == [
        (3, "600.00"),
        (1, "400.00"),
    ]


@pytest.mark.parametrize("outcome", ["won", "lost"])
def test_of_no_deals_there_is_no_rate_and_no_median(crm: Crm, outcome: str) -> None:
    crm("customer add Ann --grade B")
    blocks = crm(f"report {outcome} --json").json["blocks"]
    (row,) = blocks["outcome"]["rows"]
    assert row["deals"] == 0
    assert row["of_closed"] == {"part": 0, "whole": 0, "rate": None}
    assert row["days_open"] == {"median": None, "count": 0}
    assert row["amount"] == {"amounts": [], "book_amount": money(0, "CNY")}
    assert (blocks["reasons"]["rows"], blocks["reasons"]["total"]) == ([], None)
    assert "NaN" not in crm(f"report {outcome} --md").out


def test_where_others_were_lost_none_won_is_a_rate_of_zero(crm: Crm) -> None:
    crm("customer add Ann --grade B")
    crm("deal add Ann one --amount 100 --close +6w", today="2026-03-01")
    crm("deal lose 1 --reason price")
    (row,) = crm("report won --json").json["blocks"]["outcome"]["rows"]
    assert row["of_closed"] == {"part": 0, "whole": 1, "rate": 0}
    (row,) = crm("report lost --json").json["blocks"]["outcome"]["rows"]
    assert row["of_closed"] == {"part": 1, "whole": 1, "rate": 1}
    assert row["days_open"] == {"median": 30, "count": 1}


def test_an_amount_is_counted_by_the_rate_of_the_day_it_was_closed(crm: Crm) -> None:
    crm("customer add Ann --grade B", today="2026-03-01")
    crm("rate set USD 7 --on 2026-03-01")
    crm("rate set USD 8 --on 2026-03-20")
    for at, closed_on in enumerate(("2026-03-19", "2026-03-20"), 1):
        crm(f"deal add Ann d{at} --amount 'USD 10.01' --close +6w", today="2026-03-02")
        crm(f"deal win {at}", today=closed_on)
    for period, book_amount in {"2026-03-19": "70.07", "2026-03-20": "80.08"}.items():
        (row,) = crm(f"report won --period {period} --json").json["blocks"]["outcome"]["rows"]
        assert row["amount"]["book_amount"] == {"amount": book_amount, "currency": "CNY"}


def test_without_a_rate_there_is_a_sum_for_each_currency_and_none_of_all(crm: Crm) -> None:
    crm("customer add Ann --grade B", today="2026-03-01")
    for at, amount in enumerate(("100", "USD 10", "USD 20.50", "JPY 3000"), 1):
        crm(["deal", "add", "Ann", f"d{at}", "--amount", amount, "--close", "+6w"])
        crm(f"deal win {at}")
    (row,) = crm("report won --json").json["blocks"]["outcome"]["rows"]
    assert row["amount"] == {
        "amounts": [money(10000, "CNY"), money(3000, "JPY"), money(3050, "USD")],
        "book_amount": None,
    }
    assert "CNY 100.00 + JPY 3,000 + USD 30.50" in crm("report won --md").out


def test_a_deal_counts_on_the_local_day_on_which_it_was_closed(crm: Crm) -> None:
    crm("customer add Ann --grade B", today="2026-03-01")
    crm("deal add Ann one --amount 100 --close +6w", today="2026-03-01")
    crm("deal win 1", today="2026-04-01 01:30")
    for period, deals in {"2026-03": 0, "2026-04": 1}.items():
        found = crm(f"report won --period {period} --json", today="2026-04-02").json
        assert found["blocks"]["outcome"]["rows"][0]["deals"] == deals
