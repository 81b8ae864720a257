"""`crm report satisfaction`: every figure is that of a loop over the answers and the call-backs."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import pytest

from tests.commands.report.asking import FEW, Asking, ids, name_of, told
from tests.commands.report.plain_book import PlainBook, Row, Span, Whom, day, local, sure
from tests.commands.report.plain_figures import mean, share
from tests.commands.report.plain_tables import assert_dated, assert_listed, assert_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_SCORES = (5, 4, 3, 2, 1)
_WHO = {
    "promoters": (9, 10),
    "passives": (7, 8),
    "detractors": (0, 1, 2, 3, 4, 5, 6),
}


def answers(some: Sequence[Row]) -> Row:
    """Count answers."""
    return {"answers": len(some), "record": "survey", "ids": ids(some)}


def call_backs(some: Sequence[Row]) -> Row:
    """Count call-backs."""
    return {"call_backs": len(some), "record": "feedback_step", "ids": ids(some)}


def scored(some: Sequence[Row]) -> Row:
    """Count answers, and give the mean of their scores."""
    return {"score": mean([row["score"] for row in some]), **answers(some)}


def net(some: Sequence[Row]) -> Row:
    """Give the share of promoters less that of detractors, in percent: the mean of 100, 0, -100."""
    asked = [row["recommend"] for row in some if row["recommend"] is not None]
    return mean([100 if each >= 9 else -100 if each <= 6 else 0 for each in asked])


def named(book: PlainBook, row: Row) -> Row:
    """Tell of an answer as the list of the lowest does."""
    return {
        "customer": book.customers[row["customer_id"]]["name"],
        **{key: row[key] for key in ("day", "score", "recommend", "note")},
        "record": "survey",
        "ids": [row["id"]],
    }


@pytest.mark.parametrize(("name", "span", "whom"), FEW, ids=name_of)
def test_answers_are_those_of_a_loop_over_them(
    asking: Callable[[str], Asking], name: str, span: Span, whom: Whom
) -> None:
    ask = asking(name)
    blocks = ask(f"satisfaction --period {span.text} {whom.text}")["blocks"]
    given = [row for row in ask.book.of("survey", whom) if span.has(day(row["day"]))]
    expected = {
        **scored(given),
        "customers": len({row["customer_id"] for row in given}),
        "satisfied": share(sum(row["score"] in (4, 5) for row in given), len(given)),
        "net_recommendation": net(given),
    }
    assert_whole(blocks["whole"], expected)
    by_score = {str(each): [row for row in given if row["score"] == each] for each in _SCORES}
    assert_listed(blocks["scores"], "score", by_score, answers)
    asked = [row for row in given if row["recommend"] is not None]
    by_who = {
        who: [row for row in asked if row["recommend"] in numbers] for who, numbers in _WHO.items()
    }

    def of_asked(some: Sequence[Row]) -> Row:
        return {**answers(some), "share": share(len(some), len(asked))}

    assert_listed(blocks["recommending"], "who", by_who, of_asked)
    assert_dated(blocks["time"], span, [(sure(row["day"]), row) for row in given], scored)
    low = [row for row in given if row["score"] < 4]
    shown = told(blocks["lowest"])
    assert [row["score"] for row in shown] == sorted(row["score"] for row in low)[:10]
    assert all(row in [named(ask.book, each) for each in low] for row in shown)
    assert len({row["ids"][0] for row in shown}) == len(shown)
    for _, alike in groupby(shown, key=lambda row: (row["score"], row["recommend"])):
        days = [row["day"] for row in alike]
        assert days == sorted(days, reverse=True)


@pytest.mark.parametrize(("name", "span", "whom"), FEW, ids=name_of)
def test_call_backs_are_those_of_a_loop_over_the_steps(
    asking: Callable[[str], Asking], name: str, span: Span, whom: Whom
) -> None:
    ask = asking(name)
    blocks = ask(f"satisfaction --period {span.text} {whom.text}")["blocks"]
    complaints = {row["id"] for row in ask.book["feedback"] if row["kind"] == "complaint"}
    called = [
        row
        for row in ask.book.of("feedback_step", whom)
        if row["state"] == "called_back" and span.has(local(row["at"]))
    ]
    assert {row["feedback_id"] for row in called} <= complaints
    expected = {
        **call_backs(called),
        "complaints": len({row["feedback_id"] for row in called}),
        "score": mean([row["score"] for row in called]),
        "low": share(sum(row["score"] in (1, 2) for row in called), len(called)),
    }
    assert_whole(blocks["call_backs"], expected)
    by_score = {str(each): [row for row in called if row["score"] == each] for each in _SCORES}
    assert_listed(blocks["called_back"], "score", by_score, call_backs)
