"""The cells of a report in a workbook: each figure as what it is, read back by another reader."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.id_ranges import IdRanges
from crmcli.domain.message import message
from crmcli.domain.money import Money
from crmcli.domain.reports.comparing import compared
from crmcli.domain.reports.figures import Mean, Median, Share, Sums, median
from crmcli.domain.reports.period import read_period
from crmcli.domain.reports.report import Column, Kind, Row
from crmcli.domain.stage import Stage
from tests.exchange.xlsx.report_files import (
    COUNT,
    MAIN,
    NAME,
    TODAY,
    below,
    grid,
    looks,
    part,
    report,
    table,
    written,
)

ALL = (
    NAME,
    COUNT,
    Column("closed", "Closed", Kind.WORD),
    Column("worth", "Worth", Kind.AMOUNT),
    Column("amount", "Amount", Kind.SUMS),
    Column("rate", "Of all", Kind.SHARE),
    Column("score", "Score", Kind.MEAN),
    Column("open", "Median open", Kind.MEDIAN, "days"),
)
CNY, JPY = Money(123450, "CNY"), Money(2080, "JPY")


def read(*rows: Any, columns: tuple[Column, ...] = (NAME, COUNT), **other: Any) -> list[Any]:
    """Write one table and read it back: its headings and its rows."""
    file = written(report(table(*rows, columns=columns, **other)))
    return below(grid(file), "Why")


def test_each_figure_is_a_number_with_what_it_rests_on_beside_it() -> None:
    closed = date(2026, 11, 3)
    figures = (Sums((CNY,), CNY), Share(3, 12), Mean(17, 4), median({3: 1, 8: 1}))
    header, row = read((Stage.WON, 1234567, closed, JPY, *figures), columns=ALL)
    assert dict(zip(header, row, strict=True)) == {
        "Reason": "won",
        "Deals": 1234567,
        "Closed": closed,
        "Worth": 2080,
        "Currency": "JPY",
        "Amount (CNY)": 1234.5,
        "Of all": 0.25,
        "Of all: how many": 3,
        "Of all: of how many": 12,
        "Score": 4.25,
        "Score: of how many": 4,
        "Median open (days)": 5.5,
        "Median open (days): of how many": 2,
    }


def test_a_figure_of_nothing_says_so_and_is_no_number() -> None:
    nothing = (Share(0, 0), Mean(0, 0), Median(None, 0))
    row = read(("x", 1, None, None, Sums((), Money(0, "CNY")), *nothing), columns=ALL)[1]
    assert row == ["x", 1, "", "", "", 0, "no data", 0, 0, "no data", 0, "no data", 0]


def test_numbers_have_the_format_of_what_they_are() -> None:
    day, kwd = date(2026, 1, 2), Money(1500, "KWD")
    figures = (Sums((kwd,), kwd), Share(1, 3), Mean(1, 3), Median(None, 0))
    file = written(report(table(("x", 1, day, JPY, *figures), columns=ALL)))
    found = looks(file)
    row = next(at for at, cells in enumerate(grid(file), 1) if cells[0] == "x")
    assert [found.get(f"{letter}{row}") for letter in "BCDFGHIJKL"] == [
        "#,##0", "yyyy-mm-dd", "#,##0", "#,##0.000", "0.0%", "#,##0", "#,##0", "#,##0.00", "#,##0",
        "General",
    ]  # fmt: skip


def test_amounts_of_several_currencies_stand_beside_their_sum_or_in_its_place() -> None:
    columns = (NAME, Column("amount", "Amount", Kind.SUMS))
    whole = Money(200000, "CNY")
    header, both, unknown, one, none = read(
        ("both", Sums((CNY, JPY), whole)),
        ("unknown", Sums((CNY, JPY), None)),
        ("one", Sums((CNY,), CNY)),
        ("none", Sums((), Money(0, "CNY"))),
        columns=columns,
    )
    assert header == ["Reason", "Amount (CNY)", "Amount by currency"]
    assert both == ["both", 2000, "CNY 1,234.50 + JPY 2,080"]
    assert unknown == ["unknown", "", "CNY 1,234.50 + JPY 2,080"]
    assert one == ["one", 1234.5, ""]
    assert none == ["none", 0, ""]


def test_a_total_is_the_last_row_and_set_off() -> None:
    rows = [("a", 2), ("b", 3)]
    file = written(report(table(*rows, total=Row((None, 5)))))
    assert below(grid(file), "Why") == [["Reason", "Deals"], ["a", 2], ["b", 3], ["Total", 5]]
    styles = part(file, "xl/styles.xml")
    bold = [each.find(f"{MAIN}b") is not None for each in next(styles.iter(f"{MAIN}fonts"))]
    fonts = [int(each.get("fontId") or 0) for each in next(styles.iter(f"{MAIN}cellXfs"))]
    cells = {
        str(each.get("r")): bold[fonts[int(each.get("s") or 0)]]
        for each in part(file, "xl/worksheets/sheet1.xml").iter(f"{MAIN}c")
    }
    last = len(grid(file))
    assert [cells[f"B{last - at}"] for at in range(4)] == [True, False, False, True]


@pytest.mark.parametrize(
    ("count", "cell"), [(10**15 - 1, 10**15 - 1), (10**15, str(10**15)), (-(2**62), str(-(2**62)))]
)
def test_a_number_that_excel_would_round_is_text(count: int, cell: Any) -> None:
    assert read(("x", count))[1] == ["x", cell]


def test_an_amount_that_excel_would_round_is_text() -> None:
    huge = Money(2**63 - 1, "CNY")
    columns = (NAME, Column("amount", "Amount", Kind.SUMS))
    assert read(("x", Sums((huge,), huge)), columns=columns)[1] == ["x", "92233720368547758.07"]


def test_a_day_that_excel_counts_wrong_is_text() -> None:
    columns = (NAME, Column("day", "Day", Kind.WORD))
    found = read(("x", date(1900, 2, 28)), ("y", date(9999, 12, 31)), columns=columns)
    assert found[1:] == [["x", "1900-02-28"], ["y", date(9999, 12, 31)]]


def test_what_was_the_figure_before_stands_beside_it() -> None:
    columns = (NAME, COUNT, Column("rate", "Of all", Kind.SHARE))
    now = table(("a", 3, Share(1, 2)), ("b", 1, Share(0, 1)), columns=columns)
    before = table(("a", 2, Share(2, 2)), ("c", 4, Share(1, 4)), columns=columns)
    blocks = compared([now], [before])
    file = written(report(*blocks, before=read_period("2025", TODAY)))
    assert below(grid(file), "Why") == [
        ["Reason", "Deals", "Deals before",
         "Of all", "Of all: how many", "Of all: of how many",
         "Of all before", "Of all before: how many", "Of all before: of how many"],
        ["a", 3, 2, 0.5, 1, 2, 1, 2, 2],
        ["b", 1, 0, 0, 0, 1, "no data", 0, 0],
        ["c", 0, 4, "no data", 0, 0, 0.25, 1, 4],
    ]  # fmt: skip
    assert "Compared with 2025-01-01 to 2025-12-31." in [row[0] for row in grid(file)]


def test_an_explained_report_names_the_records_and_how_they_were_counted() -> None:
    rows = (Row(("a", 2), IdRanges([(3, 4)])), Row(("b", 1), IdRanges([(9, 9)])))
    block = table(
        *rows, total=Row((None, 3), IdRanges([(3, 4), (9, 9)])), notes=(message("Mind."),)
    )
    cells = below(grid(written(report(block, explained=True))), "Why")
    assert [row[:3] for row in cells] == [
        ["Reason", "Deals", "Records"],
        ["a", 2, "3-4"],
        ["b", 1, "9"],
        ["Total", 3, "3-4,9"],
        ["Mind.", "", ""],
        ["Each deal is counted once.", "", ""],
    ]
    assert below(grid(written(report(block))), "Why")[0] == ["Reason", "Deals"]


COUNTS = st.integers(0, 10**15 - 1)
MINORS = st.integers(-(10**15) + 1, 10**15 - 1)
AMOUNTS = st.dictionaries(st.sampled_from(["CNY", "JPY", "KWD"]), MINORS, max_size=3)
FIGURES = st.tuples(
    COUNTS,
    st.tuples(COUNTS, COUNTS).map(lambda each: Share(min(each), max(each))),
    st.builds(Mean, COUNTS, COUNTS),
    st.dictionaries(st.integers(0, 999), st.integers(1, 9), max_size=4).map(median),
    st.builds(
        lambda amounts, book: Sums(
            tuple(Money(minor, code) for code, minor in sorted(amounts.items())),
            None if book is None else Money(book, "CNY"),
        ),
        AMOUNTS,
        st.none() | MINORS,
    ),
)
DECIMALS = {"CNY": 2, "JPY": 0, "KWD": 3}


def number(value: Fraction | None) -> Any:
    return "no data" if value is None else pytest.approx(float(value), rel=1e-15)


@given(st.lists(FIGURES, min_size=1, max_size=5))
def test_any_figures_are_read_back(rows: list[tuple[Any, ...]]) -> None:
    columns = (NAME, COUNT, ALL[5], ALL[6], ALL[7], ALL[4])
    found = read(("some", 1, *rows[0][1:]), *(("x", *row) for row in rows), columns=columns)
    for row, (count, share, mean, middle, sums) in zip(found[2:], rows, strict=True):
        rate = Fraction(share.part, share.whole) if share.whole else None
        average = Fraction(mean.total, mean.count) if mean.count else None
        assert row[:9] == [
            "x", count, number(rate), share.part, share.whole, number(average), mean.count,
            number(middle.value), middle.count,
        ]  # fmt: skip
        # Of no amount the sum is known, whatever the rates of others.
        of_none = "" if sums.amounts else 0
        assert row[9] == (of_none if sums.book is None else sums.book.minor / 100)
        apart = [
            f"{each.currency} {Decimal(each.minor).scaleb(-DECIMALS[each.currency]):,f}"
            for each in sums.amounts
        ]
        is_one = sums.book is not None and {each.currency for each in sums.amounts} <= {"CNY"}
        assert row[10:] in ([], [""]) if is_one or not apart else row[10:] == [" + ".join(apart)]
