"""`--compare`: each figure stands beside that of the same report of the period before."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Any

import pytest

from crmcli.domain.reports.known import KNOWN
from tests.commands.report.asking import Asking
from tests.commands.report.plain_book import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tests.conftest import Crm

BEFORE = {
    ("demo", "this-month"): "2026-10",
    ("demo", "last-quarter"): "2026-Q2",
    ("demo", "last-10-days"): "2026-11-11..2026-11-20",
    ("random", "2026"): "2025",
    ("random", "2026-02-01..2026-05-09"): "2025-10-26..2026-01-31",
    ("foreign", "this-week"): "2026-W24",
}
"""The periods before: the calendar's, or as many days."""

COUNTS = (
    "count --by owner,grade --sum purchases",
    "count --by grade --sum deals",
    "count --by tag",
)
REPORTS = (*KNOWN, *COUNTS)


def is_nothing(value: Any) -> bool:
    """Tell whether a figure is one of no records."""
    if isinstance(value, dict):
        return not any(map(is_something, value.values()))
    return not value


def is_something(value: Any) -> bool:
    """Tell whether a part of a figure says something: no zero, nor an amount of zero."""
    if isinstance(value, dict):
        return any(figure not in "0." for figure in value["amount"])
    return bool(value)


def figures(row: Row, *, earlier: bool) -> dict[str, Any]:
    """Give the figures of the period, or those of the one before."""
    keys = [key.removesuffix("_before") for key in row if key.endswith("_before")]
    return {key: row[f"{key}_before" if earlier else key] for key in keys}


def words(row: Row, named: Iterable[str]) -> tuple[Any, ...]:
    """Give what a row is named by."""
    return tuple(row[key] for key in named)


def compare_tables(both: Row, now: Row, before: Row, columns: list[str]) -> None:
    """Check a table that is compared, by the same of each of the periods."""
    first = both["rows"][0]
    in_order = "when_before" in first or "day_before" in first
    named = list(takewhile(lambda key: f"{key}_before" not in first, columns))
    known = dict.fromkeys(words(row, named) for row in now["rows"])
    earlier = [row for row in before["rows"] if words(row, named) not in known]
    for at, row in enumerate(both["rows"]):
        if in_order:
            mine, theirs = (table["rows"][at : at + 1] for table in (now, before))
        else:
            name = words(row, named)
            mine, theirs = (
                [each for each in table["rows"] if words(each, named) == name]
                for table in (now, before)
            )
        for given, is_earlier in ((mine, False), (theirs, True)):
            shown = figures(row, earlier=is_earlier)
            if given:
                assert shown == {key: given[0][key] for key in shown}
            else:
                assert all(map(is_nothing, shown.values()))
    size = max(len(now["rows"]), len(before["rows"]))
    assert len(both["rows"]) == (size if in_order else len(now["rows"]) + len(earlier))


def assert_totals(both: Row, now: Row, before: Row) -> None:
    """Check that totals are those of each period; one row is a total of its own."""
    if both["total"] is None:
        assert now["total"] is None
        assert before["total"] is None
        return
    for table, earlier in ((now, False), (before, True)):
        shown = figures(both["total"], earlier=earlier)
        if table["total"] is None:
            # What cannot be added, such as medians, has no total because one period has one row.
            others = figures(both["total"], earlier=not earlier)
            shown = {key: each for key, each in shown.items() if others[key] is not None}
        total = table["total"] or next(iter(table["rows"]), None)
        if total is None:
            assert all(map(is_nothing, shown.values()))
        else:
            assert shown == {key: total[key] for key in shown}


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize(("name", "period"), BEFORE)
def test_each_earlier_figure_is_that_of_the_period_before(
    asking: Callable[[str], Asking], name: str, period: str, report: str
) -> None:
    ask = asking(name)
    both, now, before = (
        ask.told(f"{report} --period {text}")
        for text in (f"{period} --compare", period, BEFORE[name, period])
    )
    # What stands today, or for the days to come, has nothing before.
    stands = report == "load" or (report in COUNTS and "--sum" not in report)
    compared_with = None if stands else before["period"]
    assert (both["period"], both["before"]) == (now["period"], compared_with)
    assert now["before"] is None
    for key, table in both["blocks"].items():
        compared = any(column.endswith("_before") for row in table["rows"] for column in row)
        if not compared:
            # A list of records, or what stands today, has nothing beside it.
            assert table["rows"] == now["blocks"][key]["rows"]
            assert table["total"] == now["blocks"][key]["total"]
            continue
        columns = [column for column in table["rows"][0] if not column.endswith("_before")]
        compare_tables(table, now["blocks"][key], before["blocks"][key], columns)


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize(("name", "period"), BEFORE)
def test_each_total_is_that_of_its_period(
    asking: Callable[[str], Asking], name: str, period: str, report: str
) -> None:
    ask = asking(name)
    both, now, before = (
        ask.told(f"{report} --period {text}")["blocks"]
        for text in (f"{period} --compare", period, BEFORE[name, period])
    )
    for key, table in both.items():
        if any(column.endswith("_before") for row in table["rows"] for column in row):
            assert_totals(table, now[key], before[key])


@pytest.mark.parametrize("report", REPORTS)
def test_no_total_is_that_of_one_period_alone(asking: Callable[[str], Asking], report: str) -> None:
    for name, periods in {"demo": ("this-month", "last-10-days"), "random": ("2026",)}.items():
        for period in periods:
            blocks = asking(name).told(f"{report} --period {period} --compare")["blocks"]
            for block in blocks.values():
                total = block["total"] or {}
                for key in total:
                    # The latest of none is none.
                    if key.endswith("_before") and "latest" not in key:
                        now = total[key.removesuffix("_before")]
                        assert (total[key] is None) is (now is None), key


@pytest.fixture
def two_months(crm: Crm) -> Crm:
    """In February two reasons to win a deal, in March one of these."""
    crm("customer add Ann --grade B", today="2026-02-01")
    for at, (why, on) in enumerate(
        [("service", "2026-02-10"), ("price", "2026-02-11"), ("service", "2026-03-10")], 1
    ):
        crm(f"deal add Ann d{at} --amount 10 --close +6w", today="2026-02-02")
        crm(f"deal win {at} --why {why}", today=on)
    return crm


def test_a_row_that_is_only_in_the_period_before_is_shown_with_nothing_now(
    two_months: Crm,
) -> None:
    found = two_months("report won --period 2026-03 --compare --json").json
    rows = found["blocks"]["reasons"]["rows"]
    assert [[row["reason"], row["deals"], row["deals_before"]] for row in rows] == [
        ["service", 1, 1],
        ["price", 0, 1],
    ]
    assert rows[1]["amount"]["book_amount"]["amount"] == "0.00"


@pytest.mark.parametrize("period", ["2026-03", "2026-02"])
def test_the_total_is_what_the_rows_that_are_shown_add_up_to(two_months: Crm, period: str) -> None:
    """Of one row there is no total; where one is shown for the other period, it is that row."""
    found = two_months(f"report won --period {period} --compare --json").json
    table = found["blocks"]["reasons"]
    for key in ("deals", "deals_before"):
        assert table["total"][key] == sum(row[key] for row in table["rows"])


def test_a_row_that_is_compared_names_its_records_as_it_does_alone(two_months: Crm) -> None:
    lines = [
        f"report digest --period 2026-03 --explain --json {each}" for each in ("", "--compare")
    ]
    alone, both = (two_months(line).json["blocks"] for line in lines)
    for key in ("done", "customers"):
        traced = [
            [(row["record"], row["ids"]) for row in blocks[key]["rows"]] for blocks in (alone, both)
        ]
        assert traced[0] == traced[1]


@pytest.mark.parametrize("period", ["all", "2026-03-01..", "..2026-03-31"])
def test_what_has_no_beginning_or_no_end_has_none_before(two_months: Crm, period: str) -> None:
    answer = two_months(f"report won --period {period} --compare --json", code=2)
    assert answer.error["code"] == "nothing_before"
    two_months(f"report won --period {period} --json")


@pytest.mark.parametrize("report", REPORTS)
def test_rows_add_up_to_the_total_that_is_shown(
    asking: Callable[[str], Asking], report: str
) -> None:
    for name, period in (("demo", "2026"), ("random", "all")):
        blocks = asking(name).told(f"{report} --period {period}")["blocks"]
        for block in blocks.values():
            total = block["total"] or {}
            for key, shown in total.items():
                cells = [row[key] for row in block["rows"] if row[key] is not None]
                if isinstance(shown, int):
                    biggest = max if key in {"latest", "longest"} else sum
                    assert shown == biggest(cells), key
                elif isinstance(shown, dict) and "part" in shown:
                    if shown["part"] is None:
                        continue  # of amounts, which are added up beside it
                    assert shown["part"] == sum(cell["part"] for cell in cells), key
                    wholes = [cell["whole"] for cell in cells]
                    # Each is a share of its own, or all are parts of one.
                    assert shown["whole"] in {sum(wholes), *wholes}, key
                elif isinstance(shown, dict) and "amounts" in shown:
                    assert_amounts(shown, cells)


def assert_amounts(shown: Row, cells: list[Row]) -> None:
    """Check that amounts add up currency by currency, to the last digit."""
    currencies = {each["currency"] for cell in cells for each in cell["amounts"]}
    by_currency = {each["currency"]: each["amount"] for each in shown["amounts"]}
    assert set(by_currency) == currencies
    for currency in currencies:
        parts = [
            each["amount"] for cell in cells for each in cell["amounts"]
            if each["currency"] == currency
        ]  # fmt: skip
        assert digits(by_currency[currency]) == sum(map(digits, parts))
    if all(cell["book_amount"] for cell in cells):
        books = [digits(cell["book_amount"]["amount"]) for cell in cells]
        assert digits(shown["book_amount"]["amount"]) == sum(books)
    else:
        assert shown["book_amount"] is None


def digits(amount: str) -> int:
    """Give an amount in its smallest units."""
    return int(amount.replace(".", ""))


def test_a_reason_that_is_spelled_otherwise_before_is_the_same_row(crm: Crm) -> None:
    crm("customer add Ann", today="2026-09-01")
    crm("customer add Bob", today="2026-09-01")
    crm("customer lose Ann --reason Price", today="2026-10-05")
    crm("customer lose Bob --reason price", today="2026-11-05")
    made = crm("report churn --period 2026-11 --compare --json", today="2026-11-30").json
    (row,) = made["blocks"]["reasons"]["rows"]
    assert (row["reason"], row["lost"], row["lost_before"]) == ("price", 1, 1)


@pytest.mark.parametrize("report", [each for each in REPORTS if each not in {"digest", "load"}])
def test_nothing_compared_with_nothing_is_nothing_to_say(crm: Crm, report: str) -> None:
    """A job that compares sends no mail of zeros."""
    crm("customer add Ann", today="2026-06-01")
    crm(["customer", "edit", "Ann", "--may-contact", "no", "--reason", "x"], today="2026-06-01")
    made = crm(f"report {report} --period 2026-02 --compare --json", today="2026-06-02").json
    over_time = {key for key, block in made["blocks"].items() if key in {"time", "days"}}
    shown = crm(f"report {report} --period 2026-02 --compare --md", today="2026-06-02").out
    for key in over_time:
        title = made["blocks"][key]["title"]
        assert not shown or f"## {title}\n\nNo data." in shown
    if report in {"won", "lost", "activity", "velocity", "conversion", "satisfaction", "winback"}:
        assert shown == ""
