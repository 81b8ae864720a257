"""`crm report feedback`: every figure is that of a loop over the feedback and its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.commands.report.asking import FEW, LATER, Asking, name_of
from tests.commands.report.plain_book import PlainBook, Row, Span, Whom, day
from tests.commands.report.plain_feedback import COMPLAINT, OTHERS, Handled, handled, now
from tests.commands.report.plain_figures import median, share
from tests.commands.report.plain_tables import (
    apart,
    assert_dated,
    assert_listed,
    assert_named,
    assert_whole,
    by_column,
    in_order,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.conftest import Crm

_ORDERS = {
    "kinds": ("kind", ("opinion", "suggestion", "praise", "complaint")),
    "severities": ("severity", ("high", "normal", "low")),
}


def figures(book: PlainBook, said: Sequence[Row]) -> Row:
    """Give the figures of some feedback, each of which is the only thing in its row."""
    some: list[Handled] = [row["handled"] for row in said]
    closed = [each for each in some if each.closed]
    late = [each for each in some if each.owed and each.owed < now(book)]
    return {
        "open": len(some) - len(closed),
        "overdue": len(late),
        "in_time": share(sum(each.in_time for each in closed), len(closed)),
        "days": median([(each.closed - each.opened).days for each in closed]),
        **opened(said),
    }


def opened(said: Sequence[Row]) -> Row:
    """Count feedback."""
    return {
        "opened": len(said),
        "record": "feedback",
        "ids": sorted(row["handled"].row["id"] for row in said),
    }


def taken(steps: Sequence[Row]) -> Row:
    """Count steps, and those within their limits."""
    return {
        "taken": len(steps),
        "in_time": share(sum(row["in_time"] for row in steps), len(steps)),
        "record": "feedback_step",
        "ids": sorted(row["id"] for row in steps),
    }


@pytest.mark.parametrize(("name", "span", "whom"), [*FEW, *LATER], ids=name_of)
def test_feedback_is_that_of_a_loop_over_its_steps(
    asking: Callable[[str], Asking], name: str, span: Span, whom: Whom
) -> None:
    ask = asking(name)
    blocks = ask(f"feedback --period {span.text} {whom.text}")["blocks"]
    said = [
        {**each.row, "handled": each} for each in handled(ask.book, whom) if span.has(each.opened)
    ]

    def told_of(some: Sequence[Row]) -> Row:
        return figures(ask.book, some)

    again = sum(row["handled"].reopened for row in said)
    assert_whole(blocks["whole"], {**told_of(said), "reopened": share(again, len(said))})
    for key, (column, order) in _ORDERS.items():
        found = in_order(by_column(said, column), order)
        assert_listed(blocks[key], column, found, told_of, untold=["days"])
    found = by_column(said, "category", None)
    assert_named(blocks["categories"], "category", found, told_of, untold=["days"])
    steps = [
        {**each.step, "in_time": each.in_time} for row in said for each in row["handled"].judged
    ]
    by_state = in_order(apart(steps, lambda row: row["state"]), (*COMPLAINT, *OTHERS))
    assert_listed(blocks["steps"], "step", by_state, taken)
    assert_dated(blocks["time"], span, [(row["handled"].opened, row) for row in said], opened)


@pytest.mark.parametrize(("name", "span", "whom"), FEW, ids=name_of)
def test_measures_are_those_of_a_loop_over_them(
    asking: Callable[[str], Asking], name: str, span: Span, whom: Whom
) -> None:
    ask = asking(name)
    block = ask(f"feedback --period {span.text} {whom.text}")["blocks"]["measures"]
    some = list(ask.book.of("measure", whom))
    if whom.grades == Whom().grades:
        # What concerns nobody alone concerns the whole book, and no part of it.
        some += [row for row in ask.book["measure"] if row["customer_id"] is None]
    made = [row for row in some if span.has(day(row["made"]))]
    done = [row for row in some if span.has(day(row["done"]))]
    dated = [row for row in done if row["by"]]
    expected = {
        "made": len(made),
        "done_since": share(sum(row["done"] is not None for row in made), len(made)),
        "done": len(done),
        "in_time": share(sum(row["done"] <= row["by"] for row in dated), len(dated)),
        "record": "measure",
        "ids": sorted({row["id"] for row in (*made, *done)}),
    }
    assert_whole(block, expected)


def test_a_step_is_held_against_the_limit_of_the_day_it_was_taken(crm: Crm) -> None:
    crm("customer add Ann", today="2026-03-01 08:00")
    for at in ("2026-03-02 09:00", "2026-03-04 09:00"):
        crm("feedback add Ann 'it leaks' --kind complaint", today=at)
    crm("feedback advance 1", today="2026-03-03 09:00")
    crm("grade policy --set complaint.first=4h --yes", today="2026-03-04 10:00")
    crm("feedback advance 2", today="2026-03-04 13:01")
    blocks = crm("report feedback --json", today="2026-03-31").json["blocks"]
    (row,) = blocks["steps"]["rows"]
    assert row == {
        "step": "investigating",
        "taken": 2,
        "in_time": {"part": 1, "whole": 2, "rate": 0.5},
    }


def test_the_step_after_those_that_were_skipped_has_the_limit_of_the_first(crm: Crm) -> None:
    crm("customer add Ann", today="2026-03-01 08:00")
    crm("feedback add Ann 'it leaks' --kind complaint", today="2026-03-02 09:00")
    line = "feedback advance 1 --to carried_out --skip --reason 'on the spot'"
    crm(line, today="2026-03-03 09:01")
    crm("feedback advance 1 --score 2", today="2026-03-04 09:00")
    crm("feedback advance 1", today="2026-03-05 09:00")
    blocks = crm("report feedback --json", today="2026-03-31").json["blocks"]
    found = {row["step"]: (row["taken"], row["in_time"]["part"]) for row in blocks["steps"]["rows"]}
    assert found == {"investigating": (1, 1), "carried_out": (1, 0), "called_back": (1, 1)}
    (row,) = blocks["whole"]["rows"]
    assert (row["open"], row["overdue"], row["reopened"]["part"]) == (1, 1, 1)


def test_feedback_is_of_its_local_day_and_overdue_from_the_minute_of_its_limit(crm: Crm) -> None:
    crm("customer add Ann", today="2026-03-01 08:00")
    crm("feedback add Ann 'it leaks' --kind complaint", today="2026-03-02 00:30")
    for now_, late in {"2026-03-03 00:29": 0, "2026-03-03 00:31": 1}.items():
        line = "report feedback --period 2026-03-01..2026-03-02 --json"
        blocks = crm(line, today=now_).json["blocks"]
        assert [row["opened"] for row in blocks["time"]["rows"]] == [0, 1]
        (row,) = blocks["whole"]["rows"]
        assert (row["open"], row["overdue"], row["days"]["count"]) == (1, late, 0)


def test_a_measure_is_in_time_on_its_day_and_not_on_the_next(crm: Crm) -> None:
    crm("customer add Ann", today="2026-03-01")
    for text in ("first", "second", "third"):
        crm(f"feedback measure add {text} --by 2026-03-10", today="2026-03-01")
    crm("feedback measure done 1 --effect good", today="2026-03-10")
    crm("feedback measure done 2 --effect good", today="2026-03-11")
    (row,) = crm("report feedback --period 2026-03 --json").json["blocks"]["measures"]["rows"]
    assert row["done_since"] == {"part": 2, "whole": 3, "rate": 0.6667}
    assert (row["done"], row["in_time"]) == (2, {"part": 1, "whole": 2, "rate": 0.5})
    found = crm("report feedback --period 2026-03 --grade A --json").json
    (row,) = found["blocks"]["measures"]["rows"]
    assert (row["made"], row["done"]) == (0, 0)
