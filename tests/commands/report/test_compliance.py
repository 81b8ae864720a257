"""`crm report compliance`: every figure is that of a loop over the days of each customer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.commands.report.asking import CASES, PLAIN, Asking, name_of, told, told_row
from tests.commands.report.plain_book import GRADES, Row, Span, Whom
from tests.commands.report.plain_compliance import gap_row, grade_row, judged
from tests.commands.report.plain_figures import over_time, share

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Crm


SHORT = [
    (name, span, whom)
    for name, span, whom in CASES
    if name != "demo" or whom is PLAIN or span.text == "last-quarter"
]
"""All but those of the demonstration that take long and tell nothing else."""


@pytest.mark.parametrize(("name", "span", "whom"), SHORT, ids=name_of)
def test_compliance_is_that_of_a_loop_over_contacts_and_days(
    asking: Callable[[str], Asking], name: str, span: Span, whom: Whom
) -> None:
    ask = asking(name)
    blocks = ask(f"compliance --period {span.text} {whom.text}")["blocks"]
    contacts, evenings = judged(ask.book, span, whom)

    rows = [without_the_latest_of_none(row) for row in told(blocks["grades"])]
    assert rows == [grade_row(grade, contacts, evenings) for grade in GRADES]
    total = without_the_latest_of_none(told_row(blocks["grades"]["total"]))
    assert total == grade_row(None, contacts, evenings)

    made = [(held.on, {"late": held.late, **(held.contact or {})}) for held in contacts]
    dated = over_time(span, made)
    assert told(blocks["time"]) == [
        {
            "when": label,
            "in_time": share(sum(not row["late"] for row in some), len(some)),
            "record": "contact",
            "ids": sorted(row["id"] for row in some),
        }
        for label, some in dated.items()
    ]
    until = ask.book.today if span.last is None else min(span.last, ask.book.today)
    open_ = [held for held in evenings if held.on == until]
    gaps = [held for held in (*contacts, *open_) if held.late]
    shown = [{key: row[key] for key in gap_row(gaps[0])} for row in told(blocks["gaps"])]
    assert [row["days_late"] for row in shown] == sorted(held.late for held in gaps)[::-1][:10]
    assert all(row in [gap_row(held) for held in gaps] for row in shown)


def without_the_latest_of_none(row: Row) -> Row:
    """Leave the latest of none to a test of its own."""
    return row if row["late"]["count"] else {**row, "latest": None}


def report(crm: Crm, period: str, today: str) -> dict[str, list[Any]]:
    """Give for each grade with anything in it: contacts in time, of how many, days kept, of all."""
    found = crm(f"report compliance --period {period} --json", today=today).json
    rows = found["blocks"]["grades"]["rows"]
    return {
        row["grade"]: [row[key][at] for key in ("in_time", "days_kept") for at in ("part", "whole")]
        for row in rows
        if row["in_time"]["whole"] or row["days_kept"]["whole"]
    }


@pytest.fixture
def two_grades(crm: Crm) -> Crm:
    """A customer that was A for the first ten days of March, and B for the next ten.

    As A it was contacted on the 1st, the 2nd, and on the 7th, due on the 3rd; as B on the 11th by
    another contact, and on the 20th, due on the 18th.
    """
    crm("customer add Ann --grade A", today="2026-03-01")
    for today in ("2026-03-01", "2026-03-02", "2026-03-07"):
        crm("log add Ann hello --via phone --keep", today=today)
    crm("log add Ann slower --via phone --grade B --reason 'no hurry'", today="2026-03-11")
    crm("log add Ann hello --via phone --keep", today="2026-03-20")
    return crm


def test_a_customer_that_was_a_for_ten_days_and_b_after_is_judged_as_both(two_grades: Crm) -> None:
    # As A: the 1st and 2nd in time, the 7th 4 days late, the 11th (due the 8th) 3 days late. Of
    # the days 1 to 10 the evenings of 1, 2, 3, 7 and 8 were kept: it was due the day after.
    # As B from the evening of the 11th: due the 18th, kept until then; late on the 19th, and from
    # the 20th on due on the 27th.
    found = report(two_grades, "2026-03-01..2026-03-20", "2026-04-05")
    assert found == {"A": [2, 4, 5, 10], "B": [0, 1, 9, 10]}
    line = "report compliance --period 2026-03-01..2026-03-20 --explain --json"
    blocks = two_grades(line, today="2026-04-05").json["blocks"]
    ids_of = {row["grade"]: row["ids"] for row in blocks["grades"]["rows"]}
    assert (ids_of["A"], ids_of["B"]) == ([1, 2, 3, 4], [5])
    assert [row["days_late"] for row in blocks["gaps"]["rows"]] == [4, 3, 2]
    assert blocks["grades"]["rows"][0]["late"] == {"median": 3.5, "count": 2}
    assert blocks["grades"]["rows"][0]["latest"] == 4


def test_a_policy_that_is_changed_today_leaves_last_month_as_it_was(two_grades: Crm) -> None:
    line = "report compliance --period 2026-03 --json --explain"
    before = two_grades(line, today="2026-04-05").json
    assert report(two_grades, "2026-03", "2026-04-05")["B"] == [0, 1, 16, 21]
    two_grades("grade policy --set B=3d --yes", today="2026-04-05")
    assert two_grades(line, today="2026-04-05").json == before
    # From its day on it counts: due on 5 April, not on 23 March.
    assert report(two_grades, "2026-04", "2026-04-06") == {"B": [0, 0, 1, 6]}


def test_a_contact_that_is_logged_late_counts_on_its_own_day(two_grades: Crm) -> None:
    two_grades("log add Ann forgot --via phone --at 2026-03-04 --keep", today="2026-04-05")
    # The 4th is one day late as well, and the 7th is now two days after its date.
    found = two_grades("report compliance --period 2026-03 --json", today="2026-04-05").json
    (row,) = [row for row in found["blocks"]["grades"]["rows"] if row["grade"] == "A"]
    assert row["in_time"] == {"part": 2, "whole": 5, "rate": 0.4}
    assert row["late"] == {"median": 2, "count": 3}


def test_neither_a_greeting_nor_an_unanswered_call_is_in_time_or_late(two_grades: Crm) -> None:
    before = report(two_grades, "2026-03", "2026-04-05")
    two_grades("log add Ann hi --via sms --purpose greeting --at 2026-03-05", today="2026-04-05")
    two_grades("log add Ann x --via phone --outcome no_answer --at 2026-03-05", today="2026-04-05")
    assert report(two_grades, "2026-03", "2026-04-05") == before


def test_the_last_call_of_a_customer_that_was_lost_by_it_is_held_against_its_date(
    crm: Crm,
) -> None:
    crm("customer add Ann --grade A", today="2026-03-01")
    crm("log add Ann hello --via phone --keep", today="2026-03-01")
    crm("log add Ann 'bought elsewhere' --via phone --keep", today="2026-03-06")
    crm("customer lose Ann --reason price", today="2026-03-06")
    # "Every contact in the period that moves the clock is held against the due date that stood
    # before it"; days count until it was lost.
    assert report(crm, "2026-03", "2026-04-05") == {"A": [1, 2, 2, 5]}


def test_days_of_who_may_not_be_contacted_count_until_then(crm: Crm) -> None:
    crm("customer add Ann --grade A", today="2026-03-01")
    line = ["customer", "edit", "Ann", "--may-contact", "no", "--reason", "asked"]
    crm(line, today="2026-03-05")
    assert report(crm, "2026-03", "2026-04-05") == {"A": [0, 0, 1, 4]}


def test_where_nobody_was_to_be_contacted_there_is_no_rate(crm: Crm) -> None:
    crm("customer add Ann --grade B", today="2026-03-01")
    found = crm("report compliance --period 2026-02 --json").json["blocks"]
    assert all(row["in_time"]["rate"] is None for row in found["grades"]["rows"])
    assert all(row["days_kept"]["rate"] is None for row in found["grades"]["rows"])
    assert found["gaps"]["rows"] == []
    lines = crm("report compliance --period 2026-03 --md").out.splitlines()
    (line,) = [line for line in lines if line.startswith("| A |")]
    assert line.count("no data") == 3


def test_the_latest_of_none_is_no_zero_days(crm: Crm) -> None:
    crm("customer add Ann --grade B", today="2026-03-01")
    (row, *_) = crm("report compliance --json").json["blocks"]["grades"]["rows"]
    assert row["latest"] is None


@pytest.mark.parametrize(
    "line",
    [
        "customer lose Un --reason slip",
        "customer archive Un",
        "customer edit Un --may-contact no --reason slip",
    ],
)
def test_an_absence_that_was_undone_never_was(crm: Crm, line: str) -> None:
    crm("customer add Un --grade B", today="2026-01-05")
    crm("log add Un x --via phone --keep", today="2026-01-05")
    crm(line, today="2026-01-10")
    crm("undo", today="2026-01-20")
    crm("log add Un late --via phone --at 2026-01-15 --keep", today="2026-01-20")
    # Due on the 12th: three days late on the 15th, and from then on until the 22nd.
    assert report(crm, "2026-01", "2026-01-21") == {"B": [1, 2, 15, 17]}


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        ([], 4),
        (["--may-share no --reason z"], 4),
        (["--may-contact no --reason z"], 4),
        (["--may-share no --reason z", "--may-contact yes"], 15),
        (["--may-contact yes"], 15),
    ],
)
def test_who_may_not_be_contacted_is_away_since_that_was_said(
    crm: Crm, lines: list[str], days: int
) -> None:
    crm("customer add X --grade D", today="2026-10-01")
    crm("customer edit X --may-contact no --reason y", today="2026-11-05")
    for line in lines:
        crm(f"customer edit X {line}", today="2026-11-20")
    # Away from the 5th on: four days, and eleven more where it came back on the 20th.
    assert report(crm, "2026-11", "2026-11-30")["D"][3] == days


def test_who_was_entered_as_not_to_be_contacted_is_away_from_then_on(crm: Crm) -> None:
    crm("customer add X --grade D --may-contact no --reason y", today="2026-11-03")
    crm("customer edit X --may-contact yes", today="2026-11-20")
    assert report(crm, "2026-11", "2026-11-30")["D"][3] == 11
