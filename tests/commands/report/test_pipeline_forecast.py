"""`crm report pipeline` and `forecast`: every figure is that of a plain loop over the book."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.commands.report.asking import CASES, Asking, by_name, ids, name_of, told, told_row
from tests.commands.report.plain_book import OPEN, Row, Span, Whom, day, sure
from tests.commands.report.plain_deals import largest, open_at_end, stuck, worth
from tests.commands.report.plain_figures import money

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Crm


@pytest.mark.parametrize(("name", "span", "whom"), CASES, ids=name_of)
def test_the_pipeline_is_that_of_a_loop_over_the_deals(
    asking: Callable[[str], Asking], name: str, span: Span, whom: Whom
) -> None:
    ask = asking(name)
    book = ask.book
    blocks = ask(f"pipeline --period {span.text} {whom.text}")["blocks"]
    deals = open_at_end(book, span, whom)

    by_stage = {stage: [each for each in deals if each[0] == stage] for stage in OPEN}
    assert told(blocks["stages"]) == [
        {"stage": stage, **worth(book, some)} for stage, some in by_stage.items() if some
    ]
    owners: dict[str, list[tuple[str, Row]]] = {}
    for stage, deal in deals:
        owner = book.customers[deal["customer_id"]]["owner"]
        owners.setdefault(owner, []).append((stage, deal))
    assert by_name(told(blocks["owners"]), "owner") == {
        (owner,): {"owner": owner, **worth(book, some)} for owner, some in owners.items()
    }
    for key, column in {"stages": "stage", "owners": "owner"}.items():
        if len(blocks[key]["rows"]) > 1:
            assert told_row(blocks[key]["total"]) == {column: None, **worth(book, deals)}
        else:
            assert blocks[key]["total"] is None
    assert told(blocks["largest"]) == largest(book, [deal for _, deal in deals], "expected_close")


@pytest.mark.parametrize("name", ["demo", "random", "foreign"])
@pytest.mark.parametrize("whom", [Whom(), Whom("--grade A,B", "AB")], ids=name_of)
def test_what_sticks_is_reckoned_from_moves_and_contacts(
    asking: Callable[[str], Asking], name: str, whom: Whom
) -> None:
    ask = asking(name)
    block = ask(f"pipeline {whom.text}")["blocks"]["stuck"]
    assert by_name(told(block), "why") == {
        (why,): {
            "why": why,
            "deals": len(some),
            "amount": ask.book.sums(
                each for deal in some for each in ask.book.amount(deal, ask.book.today)
            ),
            "record": "deal",
            "ids": ids(some),
        }
        for why, some in stuck(ask.book, whom).items()
    }


@pytest.mark.parametrize(("name", "span", "whom"), CASES, ids=name_of)
def test_the_forecast_is_that_of_a_loop_over_the_deals(
    asking: Callable[[str], Asking], name: str, span: Span, whom: Whom
) -> None:
    ask = asking(name)
    book = ask.book
    blocks = ask(f"forecast --period {span.text} {whom.text}")["blocks"]
    won = [
        deal
        for deal in book.of("deal", whom)
        if deal["stage"] == "won" and span.has(day(deal["closed"]))
    ]
    deals = [(deal["stage"], deal) for deal in book.of("deal", whom) if deal["stage"] in OPEN]
    within = [each for each in deals if span.has(day(each[1]["expected_close"]))]

    whole = [each for deal in won for each in book.amount(deal, sure(deal["closed"]))]
    rest = [each for _, deal in within for each in book.amount(deal, book.today)]
    likely = [each for stage, deal in within for each in book.weighted(deal, stage)]
    assert told(blocks["period"]) == [
        {
            "what": "won",
            "deals": len(won),
            "amount": book.sums(whole),
            "weighted": book.sums(whole),
            "record": "deal",
            "ids": ids(won),
        },
        {"what": "open", **worth(book, within)},
    ]
    assert told_row(blocks["period"]["total"]) == {
        "what": None,
        "deals": len(won) + len(within),
        "amount": book.sums(whole + rest),
        "weighted": book.sums(whole + likely),
        "record": "deal",
        "ids": ids([*won, *(deal for _, deal in within)]),
    }
    months: dict[str | None, list[tuple[str, Row]]] = {}
    for stage, deal in deals:
        close = day(deal["expected_close"])
        if close is None:
            label: str | None = None
        else:
            label = "passed" if close < book.today else close.isoformat()[:7]
        months.setdefault(label, []).append((stage, deal))
    ordered = sorted(months, key=lambda label: (label is None, label != "passed", label or ""))
    assert told(blocks["months"]) == [
        {"month": label, **worth(book, months[label])} for label in ordered
    ]
    if len(months) > 1:
        assert told_row(blocks["months"]["total"]) == {"month": None, **worth(book, deals)}
    expected = [deal for _, deal in within]
    assert told(blocks["largest"]) == largest(book, expected, "expected_close")


@pytest.fixture
def three(crm: Crm) -> Crm:
    """Three deals of 2.50, 0.07 and 0.01: their weighted amounts have to be rounded."""
    crm("customer add Ann --grade B", today="2026-01-05")
    for amount, percent in (("2.50", 33), ("0.07", 50), ("0.01", 50)):
        line = f"deal add Ann d --amount {amount} --probability {percent} --close 2026-04-20"
        crm(line, today="2026-01-05")
    return crm


def test_weighted_amounts_are_rounded_deal_by_deal_a_half_to_the_even(three: Crm) -> None:
    # 82.5 is 82, 3.5 is 4, 0.5 is 0.
    (row,) = three("report pipeline --json").json["blocks"]["stages"]["rows"]
    assert row["weighted"]["amounts"] == [money(86, "CNY")]
    (row,) = three("report forecast --json").json["blocks"]["months"]["rows"]
    assert row["weighted"]["amounts"] == [money(86, "CNY")]


def test_a_deal_is_seen_at_the_stage_that_it_had_when_the_period_was_over(three: Crm) -> None:
    three("deal move 1 quote", today="2026-02-01 01:00")
    three("deal win 1", today="2026-03-05")
    for period, stages in {
        "2026-01": {"initial_contact": [1, 2, 3]},
        "2026-02": {"initial_contact": [2, 3], "quote": [1]},
        "2026-03": {"initial_contact": [2, 3]},
    }.items():
        found = three(f"report pipeline --period {period} --explain --json").json
        rows = found["blocks"]["stages"]["rows"]
        assert {row["stage"]: row["ids"] for row in rows} == stages


def test_a_deal_that_was_lost_by_then_was_not_open_though_it_goes_on_today(three: Crm) -> None:
    three("deal lose 1 --reason price", today="2026-01-20")
    three("deal reopen 1 --reason again", today="2026-02-10")
    for period, open_ in {"2026-01": [2, 3], "2026-02": [1, 2, 3]}.items():
        found = three(f"report pipeline --period {period} --explain --json").json
        assert [row["ids"] for row in found["blocks"]["stages"]["rows"]] == [open_]
        line = f"report count --by grade --sum deals --period {period} --json"
        (row,) = three(line).json["blocks"]["count"]["rows"]
        assert row["deals"] == (2 if period == "2026-01" else 3)


def test_a_deal_that_was_lost_again_was_open_in_between(three: Crm) -> None:
    three("deal lose 1 --reason price", today="2026-01-20")
    three("deal reopen 1 --reason again", today="2026-02-10")
    three("deal lose 1 --reason again", today="2026-03-10")
    for period, open_ in {"2026-01": [2, 3], "2026-02": [1, 2, 3], "2026-03": [2, 3]}.items():
        found = three(f"report pipeline --period {period} --explain --json").json
        assert [row["ids"] for row in found["blocks"]["stages"]["rows"]] == [open_]


def test_a_close_of_today_is_of_its_month_and_one_of_yesterday_is_none(three: Crm) -> None:
    for today, month in {"2026-04-20": "2026-04", "2026-04-21": "passed"}.items():
        found = three("report forecast --json", today=today).json["blocks"]
        assert [row["month"] for row in found["months"]["rows"]] == [month]
        # It was to close in the period either way.
        assert [row["deals"] for row in found["period"]["rows"]] == [0, 3]


@pytest.mark.parametrize("report", ["pipeline", "forecast"])
def test_where_nothing_is_open_nothing_is_likely(crm: Crm, report: str) -> None:
    crm("customer add Ann --grade B")
    blocks = crm(f"report {report} --json").json["blocks"]
    for block in blocks.values():
        for row in block["rows"]:
            assert row["deals"] == 0
            for key in ("amount", "weighted"):
                assert row[key] == {"amounts": [], "book_amount": money(0, "CNY")}
