"""`crm report activity`: every figure is that of a loop over the contacts and the promises."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.commands.report.asking import FEW, Asking, ids, name_of, told
from tests.commands.report.plain_book import PlainBook, Row, Span, Whom, day, local, sure
from tests.commands.report.plain_figures import share
from tests.commands.report.plain_tables import (
    assert_dated,
    assert_named,
    assert_whole,
    by_column,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.conftest import Crm

_BY = {"channels": "via", "purposes": "purpose", "authors": "author"}


def figures(contacts: Sequence[Row]) -> Row:
    """Give the figures of some contacts."""
    answered = [row for row in contacts if row["outcome"] != "no_answer"]
    made = [row for row in contacts if row["direction"] == "out"]
    return {
        "contacts": len(contacts),
        "customers": len({row["customer_id"] for row in answered}),
        "minutes": sum(row["minutes"] or 0 for row in contacts),
        "reached": share(sum(row["outcome"] != "no_answer" for row in made), len(made)),
        **traced(contacts),
    }


def traced(contacts: Sequence[Row]) -> Row:
    """Name contacts."""
    return {"record": "contact", "ids": ids(contacts)}


def counted(contacts: Sequence[Row]) -> Row:
    """Count contacts."""
    return {"contacts": len(contacts), **traced(contacts)}


@pytest.mark.parametrize(("name", "span", "whom"), FEW, ids=name_of)
def test_contacts_are_those_of_a_loop_over_them(
    asking: Callable[[str], Asking], name: str, span: Span, whom: Whom
) -> None:
    ask = asking(name)
    blocks = ask(f"activity --period {span.text} {whom.text}")["blocks"]
    contacts = [row for row in ask.book.of("contact", whom) if span.has(day(row["day"]))]
    noted = sum(row["minutes"] is not None for row in contacts)
    assert_whole(blocks["whole"], {**figures(contacts), "noted": share(noted, len(contacts))})
    for key, column in _BY.items():
        found = by_column(contacts, column)
        assert_named(blocks[key], column, found, figures, untold=["customers"])
    assert_named(blocks["outcomes"], "outcome", by_column(contacts, "outcome"), counted)
    dated = [(sure(row["day"]), row) for row in contacts]
    assert_dated(blocks["days"], span, dated, counted, daily=True)


def dropped(book: PlainBook, whom: Whom) -> list[tuple[str, Row]]:
    """Give what was dropped, each with the instant at which the history notes it last."""
    made = {row["id"]: row["at"] for row in book["command"]}
    known = {row["id"]: row for row in book.of("promise", whom) if row["state"] == "dropped"}
    last: dict[int, str] = {}
    for row in book["change"]:
        is_change = (row["record"], row["action"]) == ("promise", "changed")
        if is_change and row["first"] in known and json.loads(row["new"]).get("state") == "dropped":
            last[row["first"]] = max(made[row["command_id"]], last.get(row["first"], ""))
    return [(at, known[key]) for key, at in last.items()]


def sides(what: str, promises: Sequence[Row]) -> Row:
    """Count promises by whose they are; one may be there more than once."""
    theirs = sum(bool(row["theirs"]) for row in promises)
    count = len(promises)
    traced_ = {"record": "promise", "ids": ids(promises)}
    return {"what": what, "mine": count - theirs, "theirs": theirs, "all": count, **traced_}


def kept_in_time(promises: Sequence[Row]) -> Row:
    """Tell how many of the promises that were kept were kept until their day."""
    timely = sum(row["kept"] <= row["by"] for row in promises)
    count = len(promises)
    return {
        "kept": count,
        "in_time": share(timely, count),
        "record": "promise",
        "ids": ids(promises),
    }


@pytest.mark.parametrize(("name", "span", "whom"), FEW, ids=name_of)
def test_promises_are_those_of_a_loop_over_them(
    asking: Callable[[str], Asking], name: str, span: Span, whom: Whom
) -> None:
    ask = asking(name)
    blocks = ask(f"activity --period {span.text} {whom.text}")["blocks"]
    promises = {row["id"]: row for row in ask.book.of("promise", whom)}
    kept = [row for row in promises.values() if span.has(day(row["kept"]))]
    moved = [
        promises[row["promise_id"]]
        for row in ask.book["promise_move"]
        if row["promise_id"] in promises and span.has(day(row["moved"]))
    ]
    assert told(blocks["promises"]) == [
        sides("made", [row for row in promises.values() if span.has(day(row["made"]))]),
        sides("kept", kept),
        sides("moved", moved),
        sides("dropped", [row for at, row in dropped(ask.book, whom) if span.has(local(at))]),
    ]
    assert blocks["promises"]["total"] is None
    by_side = {
        side: [row for row in kept if bool(row["theirs"]) is (side == "theirs")]
        for side in ("mine", "theirs")
    }
    found = {side: some for side, some in by_side.items() if some}
    assert_named(blocks["in_time"], "whose", found, kept_in_time)


def test_a_promise_that_was_moved_is_in_time_until_its_last_day(crm: Crm) -> None:
    crm("customer add Ann", today="2026-03-01")
    for _ in range(3):
        line = "log add Ann hello --via phone --next 'send it' --by 2026-03-10 --keep"
        crm(line, today="2026-03-02")
    for by in ("2026-03-11", "2026-03-12"):
        crm(f"promise move 1 --by {by} --reason ill", today="2026-03-09")
    crm("promise keep 1 2", today="2026-03-12")
    crm("promise drop 3 --reason 'no use'", today="2026-03-11")
    crm("undo --yes", today="2026-03-13")
    blocks = crm("report activity --period 2026-03 --json", today="2026-03-31").json["blocks"]
    assert {row["what"]: row["all"] for row in blocks["promises"]["rows"]} == {
        "made": 3, "kept": 2, "moved": 2, "dropped": 0,
    }  # fmt: skip
    (row,) = blocks["in_time"]["rows"]
    assert row["in_time"] == {"part": 1, "whole": 2, "rate": 0.5}
