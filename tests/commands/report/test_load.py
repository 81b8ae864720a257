"""`crm report load`: every figure is that of a loop over what is owed, and the list of today."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.commands.report.asking import FEW, GRADED, LATER, PLAIN, Asking, name_of, told
from tests.commands.report.plain_book import GRADES, PlainBook, Row, Span, Whom, sure
from tests.commands.report.plain_tables import apart, assert_dated, assert_listed, in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.conftest import Crm

_KINDS = (
    "complaint", "feedback", "promise", "follow_up", "relationship", "deal", "churn", "survey",
    "birthday", "festival", "verify",
)  # fmt: skip
_AHEAD = [
    (name, Span("today..+30d", on, on + timedelta(days=30)), whom)
    for name, on in (("demo", date(2026, 11, 30)), ("busy", date(2026, 6, 17)))
    for whom in (PLAIN, GRADED)
]
_COMING = [
    ("busy", Span("2026-07-01..2026-07-10", date(2026, 7, 1), date(2026, 7, 10)), PLAIN),
    ("busy", Span("2026-07-01..", date(2026, 7, 1), None), PLAIN),
    ("busy", Span("..2026-07-20", None, date(2026, 7, 20)), GRADED),
]


def comes_up(row: Row, today: date) -> date:
    """Say on which day an obligation comes up: as planned or due, put off, and not before today."""
    first = min(each for each in (row["planned_on"], row["due"]) if each)
    later = [row[key] for key in ("retry_on", "snoozed_until") if row[key]]
    return max(today, sure(max([first, *later])))


def owed(book: PlainBook, span: Span, whom: Whom) -> list[Row]:
    """Give what comes up on the days of a period from today on."""
    theirs = {row["id"] for row in book["promise"] if row["theirs"]}
    found = []
    for row in book.of("obligation", whom):
        on = comes_up(row, book.today)
        if row["shown_until"] and sure(row["shown_until"]) < book.today:
            continue
        if span.has(on) and not (row["kind"] == "promise" and row["subject_id"] in theirs):
            late = sure(row["due"]) < book.today and on == book.today
            grade = book.customers[row["customer_id"]]["grade"]
            found.append({**row, "on": on, "late": late, "grade": grade})
    return found


def figures(some: Sequence[Row]) -> Row:
    """Count what is owed."""
    late = sum(row["late"] for row in some)
    return {
        "total": len(some),
        "due": len(some) - late,
        "overdue": late,
        "record": "customer",
        "ids": sorted({row["customer_id"] for row in some}),
    }


@pytest.mark.parametrize(("name", "span", "whom"), [*FEW, *LATER, *_AHEAD, *_COMING], ids=name_of)
def test_what_comes_up_is_that_of_a_loop_over_what_is_owed(
    asking: Callable[[str], Asking], name: str, span: Span, whom: Whom
) -> None:
    ask = asking(name)
    today = ask.book.today
    blocks = ask(f"load --period {span.text} {whom.text}")["blocks"]
    if span.last is not None and span.last < today:
        note = f"The period is over; the days to come begin on {today}."
        for block in blocks.values():
            assert (block["rows"], block["total"], block["notes"]) == ([], None, [note])
        return
    coming = replace(span, first=max(today, span.first or today))
    some = owed(ask.book, coming, whom)
    dated = [(row["on"], row) for row in some]
    assert_dated(blocks["days"], coming, dated, figures, daily=True)
    by_kind = in_order(apart(some, lambda row: row["kind"]), _KINDS)
    assert_listed(blocks["kinds"], "kind", by_kind, figures)
    by_grade = in_order(apart(some, lambda row: row["grade"]), GRADES)
    assert_listed(blocks["grades"], "grade", by_grade, figures)


@pytest.mark.parametrize("name", ["demo", "busy", "foreign"])
def test_what_falls_on_today_is_the_due_list(asking: Callable[[str], Asking], name: str) -> None:
    ask = asking(name)
    rows = ask.run("due --json").json
    (row,) = told(ask("load --period today")["blocks"]["days"])
    today = ask.book.today.isoformat()
    assert row["total"] == len(rows)
    assert row["overdue"] == sum(each["due"] < today for each in rows)
    assert row["ids"] == sorted({each["customer_id"] for each in rows})


def test_what_was_put_off_falls_on_its_day_and_is_overdue_no_more(crm: Crm) -> None:
    for name in ("Ann", "Bob"):
        crm(f"customer add {name} --grade B", today="2026-03-01")
        crm(f"log add {name} hello --via phone --keep", today="2026-03-02")
    crm("due snooze Ann --until 2026-04-02 --reason away", today="2026-03-31")
    found = crm("report load --period 2026-03-31..2026-04-03 --json", today="2026-03-31").json
    days = {row["when"]: (row["due"], row["overdue"]) for row in found["blocks"]["days"]["rows"]}
    assert days == {
        "2026-03-31": (0, 1), "2026-04-01": (0, 0), "2026-04-02": (1, 0), "2026-04-03": (0, 0),
    }  # fmt: skip


def test_a_week_to_come_is_compared_with_what_is_left_of_the_one_before(crm: Crm) -> None:
    # 31 March 2026 is a Tuesday. Bob is due today, Ann next Monday.
    crm("customer add Bob --grade A", today="2026-03-30")
    crm("customer add Ann --grade B", today="2026-03-30")
    crm("log add Ann hello --via phone --keep", today="2026-03-30")
    made = crm("report load --period next-week --compare --json").json
    assert made["before"] == {"first": "2026-03-31", "last": "2026-04-05"}
    (row,) = [row for row in made["blocks"]["kinds"]["rows"] if row["kind"] == "follow_up"]
    assert (row["total"], row["total_before"]) == (1, 1)
    grades = {row["grade"]: row for row in made["blocks"]["grades"]["rows"]}
    assert [(grades[each]["total"], grades[each]["total_before"]) for each in "AB"] == [
        (0, 1),
        (1, 0),
    ]


def test_where_the_days_before_are_over_nothing_is_compared_and_that_is_said(crm: Crm) -> None:
    crm("customer add Bob --grade A")
    made = crm("report load --compare --json").json
    assert made["before"] is None
    assert "nothing to compare with" in made["blocks"]["days"]["notes"][0]
    assert "Compared with" not in crm("report load --compare --md").out
    assert not any("before" in key for row in made["blocks"]["kinds"]["rows"] for key in row)
