"""`crm report count`: what a user counts is what a plain loop counts, by any one or two axes."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

from tests.commands.report.asking import (
    EVERYBODY,
    GRADED,
    PERIODS,
    PLAIN,
    Asking,
    by_name,
    name_of,
    told,
    told_row,
)
from tests.commands.report.plain_book import Row, Span, Whom, day, local, sure
from tests.commands.report.plain_deals import open_at_end
from tests.commands.report.plain_figures import money

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Crm

AXES = (
    "grade", "status", "value", "frequency", "lifecycle", "importance", "urgency", "need", "kind",
    "source", "industry", "owner", "tags", "created", "last_contact", "cooperation", "may_contact",
)  # fmt: skip
TWO = ("grade,source", "created,owner", "tags,status", "importance,tags", "need,may_contact")
_LISTED: dict[tuple[int, str], dict[int, Row]] = {}


def listed(ask: Asking, whom: Whom) -> dict[int, Row]:
    """Give the customers as their list tells them, by their ids."""
    key = id(ask.book), whom.text
    if key not in _LISTED:
        grades = "" if whom.grades == "ABCDE" else f"--grade {whom.grades[0]},{whom.grades[1]}"
        rows = ask.run(f"customer list --json {grades}").json
        if whom.everybody:
            rows += ask.run(f"customer list --json --archived {grades}").json
        _LISTED[key] = {row["id"]: row for row in rows}
        assert set(_LISTED[key]) == ask.book.chosen(whom)
    return _LISTED[key]


def names(customer: Row, axis: str) -> list[str | None]:
    """Say in which rows a customer is by an axis: of several tags in several."""
    if axis == "tags":
        return customer["tags"] or [None]
    value = customer["cooperation_years" if axis == "cooperation" else axis]
    if value is None or value == "":
        return [None]
    if axis == "may_contact":
        return ["yes" if value else "no"]
    if axis == "created":
        return [local(value).isoformat()[:7]]
    return [value[:7] if axis == "last_contact" else str(value)]


def found(customers: dict[int, Row], axes: str, records: list[Row]) -> dict[Any, list[Row]]:
    """Put records to the rows of their customers."""
    rows: dict[Any, list[Row]] = {}
    for record in records:
        customer = customers[record["customer_id"]]
        for name in product(*(names(customer, axis) for axis in axes.split(","))):
            rows.setdefault(name, []).append(record)
    return rows


def assert_rows(block: Row, axes: str, expected: dict[Any, Row], total: Row) -> None:
    """Check all rows of a table, and what they add up to."""
    columns = axes.split(",")
    actual = by_name(told(block), *columns)
    assert actual == {
        name: {**dict(zip(columns, name, strict=True)), **row} for name, row in expected.items()
    }
    if "tags" in columns or len(expected) < 2:
        assert block["total"] is None
    else:
        assert told_row(block["total"]) == {**dict.fromkeys(columns), **total}


def whose(records: list[Row]) -> Row:
    """Count the customers of records."""
    ids = sorted({record["customer_id"] for record in records})
    return {"customers": len(ids), "record": "customer", "ids": ids}


@pytest.mark.parametrize("name", ["demo", "random"])
@pytest.mark.parametrize("axes", [*AXES, *TWO])
def test_customers_are_counted_by_what_their_list_says(
    asking: Callable[[str], Asking], name: str, axes: str
) -> None:
    ask = asking(name)
    for whom in (PLAIN, EVERYBODY) if name == "random" else (GRADED,):
        customers = listed(ask, whom)
        block = ask(f"count --by {axes} {whom.text}")["blocks"]["count"]
        records = [{"customer_id": key} for key in customers]
        rows = found(customers, axes, records)
        expected = {key: whose(some) for key, some in rows.items()}
        assert_rows(block, axes, expected, whose(records))


SPANS = [
    (name, span)
    for name in ("demo", "random", "foreign")
    for span in PERIODS["demo" if name == "demo" else "random"]
]


@pytest.mark.parametrize(("name", "span"), SPANS, ids=name_of)
@pytest.mark.parametrize("axes", ["grade", "tags", "owner,importance"])
def test_purchases_and_deals_are_those_of_a_loop(
    asking: Callable[[str], Asking], name: str, span: Span, axes: str
) -> None:
    ask = asking(name)
    book = ask.book
    for whom in (PLAIN, GRADED):
        customers = listed(ask, whom)

        def bought(some: list[Row]) -> Row:
            amounts = [each for row in some for each in book.amount(row, sure(row["day"]))]
            return {**whose(some), "purchases": len(some), "amount": book.sums(amounts)}

        line = f"count --by {axes} --period {span.text} {whom.text}"
        purchases = [row for row in book.of("purchase", whom) if span.has(day(row["day"]))]
        expected = {key: bought(some) for key, some in found(customers, axes, purchases).items()}
        block = ask(f"{line} --sum purchases")["blocks"]["count"]
        assert_rows(block, axes, expected, bought(purchases))

        deals = open_at_end(book, span, whom)
        stages = {deal["id"]: stage for stage, deal in deals}

        def open_(some: list[Row], stages: dict[int, str] = stages) -> Row:
            amounts = [each for deal in some for each in book.amount(deal, book.today)]
            likely = [each for d in some for each in book.weighted(d, stages[d["id"]])]
            sums = {"amount": book.sums(amounts), "weighted": book.sums(likely)}
            return {**whose(some), "deals": len(some), **sums}

        found_deals = [deal for _, deal in deals]
        rows = found(customers, axes, found_deals)
        block = ask(f"{line} --sum deals")["blocks"]["count"]
        assert_rows(
            block, axes, {key: open_(some) for key, some in rows.items()}, open_(found_deals)
        )


def test_the_conditions_of_a_list_count_here_too(asking: Callable[[str], Asking]) -> None:
    ask = asking("demo")
    for where in ("industry = logistics", "last_contact < -1m", "tags = expanding and grade = D"):
        customers = ask.run(["customer", "list", "--where", where, "--json"]).json
        assert customers
        words = ["report", "count", "--by", "grade", "--where", where, "--json"]
        report = ask.run(words).json
        counts = {row["grade"]: row["customers"] for row in report["blocks"]["count"]["rows"]}
        grades = [customer["grade"] for customer in customers]
        assert counts == {grade: grades.count(grade) for grade in set(grades)}
        assert where in " ".join(report["base"])


@pytest.fixture
def two(crm: Crm) -> Crm:
    """Two customers with fields of their own."""
    crm("customer field add region --type choice --choice north --choice south")
    crm("customer field add since --type date")
    crm("customer add Ann --set region=north --set since=2026-01-31 --tag a --tag b --tag '中 文'")
    crm("customer add Bob --set since=2026-01-01")
    return crm


def counts(crm: Crm, line: str) -> list[Any]:
    """Give the cells of all rows."""
    rows = crm(f"report count {line} --json").json["blocks"]["count"]["rows"]
    return [list(row.values()) for row in rows]


def test_fields_of_ones_own_are_axes_and_dates_are_counted_by_month(two: Crm) -> None:
    assert counts(two, "--by region") == [["north", 1], [None, 1]]
    assert counts(two, "--by since") == [["2026-01", 2]]
    assert counts(two, "--by since,region") == [
        ["2026-01", "north", 1],
        ["2026-01", None, 1],
    ]


def test_a_customer_is_in_the_row_of_each_of_its_tags_and_counted_once(two: Crm) -> None:
    two("purchase add Ann --amount 5")
    assert counts(two, "--by tag") == [["a", 1], ["b", 1], ["中 文", 1], [None, 1]]
    amount = {"amounts": [money(500, "CNY")], "book_amount": money(500, "CNY")}
    assert counts(two, "--by tag --sum purchases") == [
        [tag, 1, 1, amount] for tag in ("a", "b", "中 文")
    ]
    found_block = two("report count --by tag --json").json["blocks"]["count"]
    assert found_block["total"] is None
    assert found_block["notes"]


def test_years_of_trade_are_whole_ones(crm: Crm) -> None:
    crm("customer add Ann", today="2024-02-29")
    crm("purchase add Ann --amount 5", today="2024-02-29")
    for today, years in {"2025-02-28": "0", "2025-03-01": "1", "2026-03-01": "2"}.items():
        found_rows = crm("report count --by cooperation --json", today=today).json
        (row,) = found_rows["blocks"]["count"]["rows"]
        assert row["cooperation"] == years


def test_of_no_customers_there_is_no_row_and_no_total(crm: Crm) -> None:
    crm("customer add Ann")
    crm("customer archive Ann")
    for extra in ("", "--sum purchases", "--sum deals"):
        block = crm(f"report count --by grade {extra} --json").json["blocks"]["count"]
        assert (block["rows"], block["total"]) == ([], None)


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("--by nothing", "unknown_field"),
        ("--by id", "no_axis"),
        ("--by phones", "no_axis"),
        ("--by grade,source,owner", "which_axes"),
        ("", "which_axes"),
        ("--by grade --sum apples", "unknown_choice"),
    ],
)
def test_what_cannot_be_counted_is_refused(crm: Crm, line: str, error: str) -> None:
    crm("customer add Ann")
    assert crm(f"report count {line} --json", code=2).error["code"] == error


def test_customers_alone_are_those_of_today_whatever_the_period(crm: Crm) -> None:
    crm("customer add Ann --grade B", today="2026-03-10")
    for period in ("2020", "2026-03 --compare"):
        made = crm(f"report count --by grade --period {period} --json").json
        (row,) = made["blocks"]["count"]["rows"]
        assert (row["customers"], made["before"], "customers_before" in row) == (1, None, False)
        assert "as they are today" in made["blocks"]["count"]["notes"][0]
    titles = [
        crm(f"report count --by grade,owner {line} --json").json["title"]
        for line in ("", "--sum purchases", "--sum deals")
    ]
    assert titles == [
        "How many customers are there, by grade, owner?",
        "What was bought, by grade, owner?",
        "What do open deals add up to, by grade, owner?",
    ]


def test_records_are_named_by_both_axes(crm: Crm) -> None:
    for name, need in (("Ann", "clear"), ("Bob", "potential")):
        crm(f"customer add {name} --grade B --need {need}")
    shown = crm("report count --by grade,need --explain --format table").out
    assert "B, clear: customer 1" in shown
    assert "B, potential: customer 2" in shown
