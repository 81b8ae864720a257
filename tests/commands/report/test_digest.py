"""`crm report digest`: every figure is that of a plain loop, or of the lists of today."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.commands.report.asking import CASES, DEMO_DAY, Asking, ids, name_of, told, told_row
from tests.commands.report.plain_book import OPEN, PlainBook, Row, Span, Whom, day, local
from tests.commands.report.plain_deals import closed, deals_and_sum, largest, stuck

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tests.conftest import Crm

_KINDS = (
    "complaint", "feedback", "promise", "follow_up", "relationship", "deal", "churn", "survey",
    "birthday", "festival", "verify",
)  # fmt: skip
NEXT = {
    ("demo", "this-month"): ("2026-12-01", "2026-12-31"),
    ("demo", "last-quarter"): (DEMO_DAY, "2026-12-31"),
    ("demo", "2026"): ("2027-01-01", "2027-12-31"),
    ("demo", "all"): (DEMO_DAY, "2026-12-06"),
    ("demo", "2019"): (DEMO_DAY, DEMO_DAY),
    ("demo", "last-10-days"): ("2026-12-01", "2026-12-10"),
    ("random", "this-month"): ("2026-07-01", "2026-07-31"),
    ("random", "last-quarter"): ("2026-06-17", "2026-06-30"),
    ("random", "2026"): ("2027-01-01", "2027-12-31"),
    ("random", "all"): ("2026-06-17", "2026-06-23"),
    ("random", "2019"): ("2026-06-17", "2026-06-17"),
    ("random", "2026-02-01..2026-05-09"): ("2026-06-17", "2026-08-15"),
    ("random", "..2026-01-15"): ("2026-06-17", "2026-06-23"),
}
"""What follows a period, but for what is over: the next one, as many days, or a week."""


def counted(what: str, record: str, some: Iterable[Row]) -> Row:
    """Count records."""
    found = ids(some)
    return {"what": what, "count": len(found), "record": record, "ids": found}


def done(book: PlainBook, span: Span, whom: Whom) -> list[Row]:
    """Count what was done on the days of a period."""
    contacts = [row for row in book.of("contact", whom) if span.has(local(row["at"]))]
    said = list(book.of("feedback", whom))
    complaints = [row for row in said if row["kind"] == "complaint"]
    others = [row for row in said if row["kind"] != "complaint"]

    def on(table: str, column: str) -> list[Row]:
        return [row for row in book.of(table, whom) if span.has(day(row[column]))]

    def at(some: list[Row], column: str) -> list[Row]:
        return [row for row in some if row[column] and span.has(local(row[column]))]

    unreached = [row for row in contacts if row["outcome"] == "no_answer"]
    return [
        counted("contacts", "contact", contacts),
        counted("unreached", "contact", unreached),
        counted("promises_kept", "promise", on("promise", "kept")),
        counted("deals_opened", "deal", on("deal", "opened")),
        counted("purchases", "purchase", on("purchase", "day")),
        counted("complaints_received", "feedback", at(complaints, "opened")),
        counted("complaints_closed", "feedback", at(complaints, "closed")),
        counted("other_feedback", "feedback", at(others, "opened")),
        counted("surveys", "survey", on("survey", "day")),
    ]


@pytest.mark.parametrize(("name", "span", "whom"), CASES, ids=name_of)
def test_what_was_done_is_that_of_a_loop_over_the_records(
    asking: Callable[[str], Asking], name: str, span: Span, whom: Whom
) -> None:
    ask = asking(name)
    book = ask.book
    blocks = ask(f"digest --period {span.text} {whom.text}")["blocks"]
    assert told(blocks["done"]) == done(book, span, whom)
    ended = closed(book, span, whom)
    by_outcome = {
        outcome: [deal for deal in ended if deal["stage"] == outcome] for outcome in ("won", "lost")
    }
    assert told(blocks["closed"]) == [
        {"outcome": outcome, **deals_and_sum(book, some)} for outcome, some in by_outcome.items()
    ]
    assert told(blocks["won_deals"]) == largest(book, by_outcome["won"], "closed")
    customers = list(book.of("customer", whom))
    tries = [row for row in book.of("winback_try", whom) if row["result"] == "back"]
    new = [row for row in customers if span.has(local(row["created"]))]
    lost = [row for row in customers if span.has(day(row["lost"]))]
    back = [row for row in tries if span.has(day(row["day"]))]
    assert told(blocks["customers"]) == [
        counted("new", "customer", new),
        counted("lost", "customer", lost),
        counted("won_back", "winback_try", back),
    ]


@pytest.mark.parametrize(("name", "span", "whom"), CASES, ids=name_of)
def test_what_comes_next_is_what_is_owed_on_the_days_that_follow(
    asking: Callable[[str], Asking], name: str, span: Span, whom: Whom
) -> None:
    ask = asking(name)
    block = ask(f"digest --period {span.text} {whom.text}")["blocks"]["next"]
    first, last = NEXT["demo" if name == "demo" else "random", span.text]
    assert block["notes"] == [f"From {first} to {last}."]
    theirs = {row["id"] for row in ask.book["promise"] if row["theirs"]}
    owed = [
        row
        for row in ask.book.of("obligation", Whom("", whom.grades))
        if first <= row["due"] <= last
        and not (row["kind"] == "promise" and row["subject_id"] in theirs)
    ]
    expected = []
    for kind in _KINDS:
        some = [row["customer_id"] for row in owed if row["kind"] == kind]
        if some:
            row = {"kind": kind, "count": len(some), "record": "customer", "ids": sorted(set(some))}
            expected.append(row)
    deals = [
        deal
        for deal in ask.book.of("deal", whom)
        if deal["stage"] in OPEN and first <= (deal["expected_close"] or "") <= last
    ]
    row = counted("", "deal", deals)
    del row["what"]
    assert told(block) == [*expected, {"kind": "expected_closes", **row}]


@pytest.mark.parametrize("name", ["demo", "random", "foreign"])
@pytest.mark.parametrize("grades", ["", "--grade A,B"])
def test_what_is_owed_is_the_due_list(
    asking: Callable[[str], Asking], name: str, grades: str
) -> None:
    ask = asking(name)
    block = ask(f"digest --period 2026 {grades}")["blocks"]["due"]
    rows = ask.run(f"due --json {grades}").json
    today = ask.book.today.isoformat()
    expected = []
    for kind in _KINDS:
        some = [row for row in rows if row["kind"] == kind]
        late = sum(row["due"] < today for row in some)
        whose = sorted({row["customer_id"] for row in some})
        row = {"kind": kind, "due": len(some), "overdue": late, "record": "customer", "ids": whose}
        expected += [row] if some else []
    assert told(block) == expected
    assert told_row(block["total"]) == {
        "kind": None,
        "due": len(rows),
        "overdue": sum(row["due"] < today for row in rows),
        "record": "customer",
        "ids": sorted({row["customer_id"] for row in rows}),
    }


@pytest.mark.parametrize("name", ["demo", "random", "foreign"])
@pytest.mark.parametrize("whom", [Whom(), Whom("--grade A,B", "AB")], ids=name_of)
def test_what_is_at_risk_is_what_the_lists_say(
    asking: Callable[[str], Asking], name: str, whom: Whom
) -> None:
    ask = asking(name)
    book, today = ask.book, ask.book.today.isoformat()
    some = book.chosen(whom)

    def listed(line: str, key: str = "customer_id") -> list[Any]:
        return [row for row in ask.run(f"{line} --json").json if row[key] in some]

    complaints = listed("feedback list --open --kind complaint")
    overdue = listed("feedback list --overdue --kind complaint")
    promises = [
        row
        for row in book.of("promise", whom)
        if row["state"] == "open" and not row["theirs"] and row["by"] < today
    ]
    deals = [deal for deals in stuck(book, whom).values() for deal in deals]
    warned = {
        row["customer_id"] for row in listed("churn list") if "" < (row["due"] or "") <= today
    }
    key = [
        row
        for row in listed("customer list --importance key", "id")
        if min(row["next_due"] or "9", row["relationship_due"] or "9") < today
    ]
    assert told(ask(f"digest {whom.text}")["blocks"]["risk"]) == [
        counted("open_complaints", "feedback", complaints),
        counted("complaints_overdue", "feedback", overdue),
        counted("promises_overdue", "promise", promises),
        counted("deals_due", "deal", deals),
        counted("warnings_due", "customer", ({"id": each} for each in warned)),
        counted("key_customers_overdue", "customer", key),
    ]


def test_a_complaint_is_overdue_from_the_minute_of_its_limit(crm: Crm) -> None:
    crm("customer add Ann", today="2026-03-02 08:00")
    crm("feedback add Ann 'it leaks' --kind complaint", today="2026-03-02 09:00")
    for now, late in {"2026-03-03 08:59": 0, "2026-03-03 09:01": 1, "2026-03-04 08:00": 1}.items():
        assert len(crm("feedback list --overdue --json", today=now).json) == late
        rows = crm("report digest --json", today=now).json["blocks"]["risk"]["rows"]
        assert {row["what"]: row["count"] for row in rows}["complaints_overdue"] == late


def test_an_empty_book_counts_nothing_and_says_nothing_in_a_pipe(crm: Crm) -> None:
    crm("customer add Ann")
    crm("customer archive Ann")
    blocks = crm("report digest --json").json["blocks"]
    counts = [row.get("count", row.get("deals")) for b in blocks.values() for row in b["rows"]]
    assert not any(counts)
    for form in ("", "--md", "--format tsv", "--format table"):
        assert crm(f"report digest {form}").out == ""
