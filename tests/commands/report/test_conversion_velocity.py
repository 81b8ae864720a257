"""`crm report conversion` and `velocity`: every figure is that of a plain loop over the moves."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from tests.commands.report.asking import CASES, Asking, ids, name_of, told
from tests.commands.report.plain_book import (
    OPEN,
    PlainBook,
    Row,
    Span,
    Whom,
    day,
    local,
    sure,
)
from tests.commands.report.plain_figures import median, over_time, share

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tests.conftest import Crm

_PLACES = {stage: at for at, stage in enumerate((*OPEN, "won"))}


def entered(book: PlainBook, stage: str, span: Span, whom: Whom) -> list[tuple[Row, list[str]]]:
    """Give the deals that came to a stage in a period, with the stages they came to after."""
    found = []
    for deal in book.of("deal", whom):
        moves = book.moves(deal["id"])
        for at, move in enumerate(moves):
            if move["stage"] == stage and span.has(local(move["at"])):
                found.append((deal, [later["stage"] for later in moves[at + 1 :]]))
                break
    return found


@pytest.mark.parametrize(("name", "span", "whom"), CASES, ids=name_of)
def test_conversion_is_that_of_a_loop_over_the_moves(
    asking: Callable[[str], Asking], name: str, span: Span, whom: Whom
) -> None:
    ask = asking(name)
    rows = told(ask(f"conversion --period {span.text} {whom.text}")["blocks"]["stages"])
    assert [row["stage"] for row in rows] == [*OPEN, "won"]
    for row in rows:
        came = entered(ask.book, row["stage"], span, whom)
        assert row["entered"] == len(came)
        assert row.get("ids", []) == ids(deal for deal, _ in came)
        if row["stage"] == "won":
            # Nothing comes after it.
            assert [row[key] for key in ("went_on", "lost", "still", "won")] == [None] * 4
            continue
        place = _PLACES[row["stage"]]
        went_on = [any(_PLACES.get(stage, -1) > place for stage in after) for _, after in came]
        fates = zip(went_on, came, strict=True)
        lost = [not on and deal["stage"] == "lost" for on, (deal, _) in fates]
        assert row["went_on"] == share(sum(went_on), len(came))
        assert row["lost"] == share(sum(lost), len(came))
        assert row["still"] == len(came) - sum(went_on) - sum(lost)
        won = sum(deal["stage"] == "won" for deal, _ in came)
        assert row["won"] == share(won, len(came))


def took(key: str, days: list[int]) -> Row:
    """Count deals, and say how long they took; of none there is no longest."""
    return {key: len(days), "days": median(days), "longest": max(days, default=None)}


def days_open(deals: Iterable[Row]) -> list[int]:
    """Give how many days closed deals were open."""
    return [(sure(deal["closed"]) - sure(deal["opened"])).days for deal in deals]


@pytest.mark.parametrize(("name", "span", "whom"), CASES, ids=name_of)
def test_velocity_is_that_of_a_loop_over_the_moves(
    asking: Callable[[str], Asking], name: str, span: Span, whom: Whom
) -> None:
    ask = asking(name)
    blocks = ask(f"velocity --period {span.text} {whom.text}")["blocks"]
    left: dict[str, list[tuple[Row, int]]] = {stage: [] for stage in OPEN}
    for deal in ask.book.of("deal", whom):
        for came, went in pairwise(ask.book.moves(deal["id"])):
            if came["stage"] in OPEN and span.has(local(went["at"])):
                days = (local(went["at"]) - local(came["at"])).days
                left[came["stage"]].append((deal, days))
    assert without_the_longest_of_none(told(blocks["stages"]), "left") == [
        {
            "stage": stage,
            **took("left", [days for _, days in some]),
            "record": "deal",
            "ids": ids(deal for deal, _ in some),
        }
        for stage, some in left.items()
    ]
    closed = [deal for deal in ask.book.of("deal", whom) if span.has(day(deal["closed"]))]
    by_outcome = {
        outcome: [deal for deal in closed if deal["stage"] == outcome]
        for outcome in ("won", "lost")
    }
    assert without_the_longest_of_none(told(blocks["whole"]), "deals") == [
        {"outcome": outcome, **took("deals", days_open(some)), "record": "deal", "ids": ids(some)}
        for outcome, some in by_outcome.items()
    ]
    won = over_time(span, [(sure(deal["closed"]), deal) for deal in by_outcome["won"]])
    assert told(blocks["time"]) == [
        {
            "when": label,
            "deals": len(some),
            "days": median(days_open(some)),
            "record": "deal",
            "ids": ids(some),
        }
        for label, some in won.items()
    ]


def without_the_longest_of_none(rows: list[Row], count: str) -> list[Row]:
    """Leave what is longest of nothing to a test of its own."""
    return [row if row[count] else {**row, "longest": None} for row in rows]


@pytest.fixture
def moved(crm: Crm) -> Crm:
    """One deal that goes on, back, on and is lost; one that stays."""
    crm("customer add Ann --grade B", today="2026-01-01")
    crm("deal add Ann one --amount 100 --close 2026-06-01", today="2026-01-05")
    crm("deal add Ann two --amount 100 --close 2026-06-01 --stage quote", today="2026-01-10")
    for today, line in {
        "2026-01-12": "move 1 need_confirmed",
        "2026-01-20": "move 1 negotiation",
        "2026-02-02": "move 1 need_confirmed",
        "2026-02-09 01:00": "move 1 quote",
        "2026-03-01": "lose 1 --reason price",
    }.items():
        crm(f"deal {line}", today=today)
    return crm


def fates(crm: Crm, period: str) -> dict[str, list[Any]]:
    """Give for each stage: entered, went on, lost there, still there."""
    rows = crm(f"report conversion --period {period} --json").json["blocks"]["stages"]["rows"]
    return {
        row["stage"]: [row["entered"], row["went_on"]["part"], row["lost"]["part"], row["still"]]
        for row in rows[:-1]
    }


def test_each_deal_counts_where_it_came_in_the_period_and_for_what_came_after(moved: Crm) -> None:
    assert fates(moved, "2026-01") == {
        "initial_contact": [1, 1, 0, 0],
        "need_confirmed": [1, 1, 0, 0],
        "quote": [1, 0, 0, 1],
        # It came no further than negotiation, and was lost.
        "negotiation": [1, 0, 1, 0],
    }
    assert fates(moved, "2026-02") == {
        "initial_contact": [0, 0, 0, 0],
        "need_confirmed": [1, 1, 0, 0],
        "quote": [1, 0, 1, 0],
        "negotiation": [0, 0, 0, 0],
    }
    assert fates(moved, "2026-01-01..2026-02-28")["need_confirmed"] == [1, 1, 0, 0]


def test_what_was_moved_back_is_still_there(moved: Crm) -> None:
    moved("deal move 2 need_confirmed", today="2026-03-02")
    assert fates(moved, "2026-01")["quote"] == [1, 0, 0, 1]
    assert fates(moved, "2026-03")["need_confirmed"] == [1, 0, 0, 1]


def test_days_in_a_stage_are_those_between_local_days_and_a_return_counts_again(moved: Crm) -> None:
    found = moved("report velocity --period 2026-01-01..2026-03-31 --json").json
    rows = {row["stage"]: row for row in found["blocks"]["stages"]["rows"]}
    assert rows["need_confirmed"]["days"] == {"median": 7.5, "count": 2}  # 8 days, then 7
    assert rows["need_confirmed"]["longest"] == 8
    assert rows["negotiation"]["days"] == {"median": 13, "count": 1}
    assert rows["quote"]["days"] == {"median": 20, "count": 1}


def test_where_nothing_came_or_left_there_is_no_rate_and_no_median(moved: Crm) -> None:
    found = moved("report conversion --period 2026-02 --json").json
    rows = {row["stage"]: row for row in found["blocks"]["stages"]["rows"]}
    assert rows["negotiation"]["went_on"] == {"part": 0, "whole": 0, "rate": None}
    lines = moved("report conversion --period 2026-02 --md").out.splitlines()
    (line,) = [line for line in lines if line.startswith("| negotiation")]
    assert line.count("no data") == 3

    found = moved("report velocity --period 2026-02 --json").json
    rows = {row["stage"]: row for row in found["blocks"]["stages"]["rows"]}
    assert rows["quote"]["days"] == {"median": None, "count": 0}
    lines = moved("report velocity --period 2026-02 --md").out.splitlines()
    assert all("no data" in line for line in lines if line.startswith("| quote"))


def test_the_longest_of_none_is_no_zero_days(moved: Crm) -> None:
    found = moved("report velocity --period 2026-02 --json").json
    (row,) = [row for row in found["blocks"]["stages"]["rows"] if row["stage"] == "quote"]
    assert row["left"] == 0
    assert row["longest"] is None


def test_a_stage_that_nothing_entered_names_no_records_but_says_so(moved: Crm) -> None:
    found = moved("report conversion --period 2026-02 --explain --json").json
    rows = {row["stage"]: row for row in found["blocks"]["stages"]["rows"]}
    assert rows["quote"]["ids"] == [1]
    assert rows["negotiation"]["ids"] == []
