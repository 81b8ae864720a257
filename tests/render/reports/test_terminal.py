"""A report on a terminal of any width: nothing runs over, nothing is lost, nothing acts."""

from __future__ import annotations

import re
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.reports.figures import Share
from crmcli.domain.reports.report import Chart, Column, Kind, Matching, Report
from crmcli.render.columns import width
from crmcli.render.gate import safe
from crmcli.render.reports.cells import cell_text
from tests.render.reports.sketched import (
    COUNT,
    ODD,
    SUM,
    WHO,
    beside,
    block_lines,
    cny,
    drawn,
    report,
    reports,
    table,
    year_of_days,
)

WIDTHS = (20, 40, 60, 80, 200)
COLOUR = re.compile("\x1b\\[[0-9;]*m")


@given(reports(), st.sampled_from(WIDTHS), st.sampled_from(["C.UTF-8", "C"]))
def test_no_line_is_wider_than_the_terminal_nor_acts_on_it(
    made: Report, columns: int, locale: str
) -> None:
    lines = drawn(made, columns, locale)
    assert max(map(width, lines)) <= columns
    assert all(safe(line) == line and line == line.rstrip() for line in lines)


@given(reports(), st.sampled_from(WIDTHS))
def test_colour_changes_no_letter(made: Report, columns: int) -> None:
    coloured = drawn(made, columns, FORCE_COLOR="1", TERM="xterm-256color")
    assert [COLOUR.sub("", line).rstrip() for line in coloured] == drawn(made, columns)


@given(reports(), st.sampled_from(WIDTHS))
def test_no_figure_is_cut_however_narrow_the_terminal(made: Report, columns: int) -> None:
    (block,) = made.blocks
    if block.is_empty or block.chart in {Chart.DAYS, Chart.SERIES}:
        return
    shown = "".join("".join(drawn(made, columns)).split())
    kept = [at for at, each in enumerate(block.columns) if at and not each.earlier]
    for row, at in ((row, at) for row in block.rows for at in kept):
        if block.columns[at].kind is Kind.WORD:
            continue
        for piece in re.split(r" \+ | (?=\()", cell_text(row.cells[at])):
            assert "".join(piece.split()) in shown


# What it looks like


def test_the_title_the_period_and_each_table_follow_one_another() -> None:
    made = report(table([("price", 3, cny(5)), ("time", 1, cny(7))], total=(None, 4, cny(12))))
    assert drawn(made, 60) == [
        "What was won, and why? 赢",
        "━━━━━━━━━━━━━━━━━━━━━━━━━",
        "2026-01-01 to 2026-12-31, of which day 334 of 365 is",
        "  2026-11-30.",
        "Based on 98 customers; only where owner = 王芳.",
        "",
        "Why",
        "原因 Reason  Deals     Amount",
        "price            3   CNY 5.00",
        "time             1   CNY 7.00",
        "─────────────────────────────",
        "Total            4  CNY 12.00",
    ]


def test_a_table_of_one_row_is_a_list_of_its_figures() -> None:
    columns = (WHO, COUNT, Column("share", "Of all closed", Kind.SHARE), SUM)
    block = table([("price", 3, Share(3, 7), cny(1_234))], *columns)
    assert block_lines(block) == [
        "原因 Reason    price",
        "Deals          3",
        "Of all closed  42.9% (3 of 7)",
        "Amount         CNY 1,234.00",
    ]


@pytest.mark.parametrize("rows", [[], [("x", 0, cny(0))]])
def test_a_table_that_says_nothing_says_so(rows: list[tuple[str, int, object]]) -> None:
    for chart in (None, *Chart):
        assert block_lines(table(rows, WHO, COUNT, SUM, chart=chart)) == ["No data."]  # type: ignore[arg-type]


def test_bars_take_what_names_leave_and_more_on_a_wide_terminal() -> None:
    block = table([("price", 10), ("交货期", 5), ("x", 1)], chart=Chart.BARS)
    assert block_lines(block, 80) == [
        "原因 Reason  Deals",
        "price           10  ████████████████████████",
        "交货期           5  ████████████",
        "x                1  ██▍",
    ]
    assert block_lines(block, 80, "C")[1:] == [
        "price           10  ########################",
        "交货期           5  ############",
        "x                1  ##",
    ]
    assert block_lines(block, 200)[1].count("█") == 60
    assert "█" not in "".join(block_lines(block, 59))


def test_a_bar_never_makes_a_name_longer_than_two_lines() -> None:
    name = "The operators chose it after a trial of a week, and so did colleagues of theirs nearby"
    block = table([(name, 10), ("短", 5)], chart=Chart.BARS)
    for columns in range(60, 130):
        lines = block_lines(block, columns)
        assert len(lines) <= 4
        assert ("█" in lines[1]) == (columns >= 63)


def test_a_whole_bar_is_all_of_it_where_shares_are_drawn() -> None:
    columns = (WHO, Column("share", "Share", Kind.SHARE))
    block = table([("a", Share(1, 2)), ("b", Share(1, 4))], *columns, chart=Chart.BARS)
    assert [line.count("█") for line in block_lines(block, 80)] == [0, 12, 6]


def test_figures_stand_below_each_other_whatever_the_names_are() -> None:
    rows = [(name, 10**at % 9_999, cny(10**at)) for at, name in enumerate(ODD)]
    lines = block_lines(table(rows, chart=Chart.BARS), 80)
    before_points = [width(line[: line.index(".00")]) for line in lines if ".00" in line]
    assert len(before_points) == len(ODD)
    assert len(set(before_points)) == 1


def test_what_figures_rest_on_goes_below_them_where_a_table_would_else_have_no_room() -> None:
    share = Column("share", "Of all closed", Kind.SHARE)
    block = table([("price", 3, Share(3, 7)), ("time", 12, Share(12, 99))], WHO, COUNT, share)
    assert block_lines(block, 34) == [
        "原因",
        "Reason  Deals     Of all closed",
        "price       3  42.9% (3 of 7)",
        "time       12  12.1% (12 of 99)",
    ]
    assert block_lines(block, 30) == [
        "原因               Of all",
        "Reason  Deals      closed",
        "price       3       42.9%",
        "                 (3 of 7)",
        "time       12       12.1%",
        "               (12 of 99)",
    ]


def test_a_funnel_stands_in_the_middle_even_where_it_has_no_room_beside_its_table() -> None:
    columns = (WHO, COUNT, Column("on", "Went on", Kind.SHARE), SUM)
    rows = [("contact", 120, Share(90, 120), cny(10**6)), ("quote", 45, Share(0, 0), cny(10**5))]
    block = table(rows, *columns, chart=Chart.FUNNEL)
    assert block_lines(block, 80)[1:] == [
        "contact        120  75% (90 of 120)  CNY 1,000,000.00  ████████████████████████",
        "quote           45          no data    CNY 100,000.00         ▐████████▌",
    ]
    assert block_lines(block, 60)[:4] == [
        "contact  120  ██████████████████",
        "quote     45       ▐██████▌",
        "",
        "原因 Reason  Deals          Went on            Amount",
    ]


def test_what_follows_in_time_has_a_line_beside_its_title() -> None:
    months = [(f"2026-{at:02d}", count) for at, count in enumerate([0, 1, 8, 4], 1)]
    lines = drawn(report(table(months, chart=Chart.SERIES, matching=Matching.PLACE)))
    assert "Why  ·▁█▄" in lines
    assert "Why  .:@+" in drawn(report(table(months, chart=Chart.SERIES)), locale="C")


def test_a_long_time_is_shown_by_its_last_rows_with_something() -> None:
    months = [(f"{2000 + at // 12}-{at % 12 + 1:02d}", at % 3) for at in range(120)]
    lines = block_lines(table(months, chart=Chart.SERIES))
    assert lines[0] == "Each mark is the most of 2 rows."
    assert (lines[2][:7], lines[25][:7]) == ("2007-02", "2009-12")
    assert lines[26:] == [
        "40 rows with nothing are left out.",
        "56 earlier rows are left out; --format csv has them.",
    ]


# Compared with the period before

NOW = [("price", 30, cny(112)), ("时间", 6, cny(0)), ("same", 2, cny(9))]
THEN = [("price", 27, cny(100)), ("时间", 9, cny(500)), ("same", 2, cny(9))]


def test_what_changed_stands_beside_each_figure_and_what_was_before_where_it_has_room() -> None:
    block = beside(table(NOW), table(THEN))
    assert block_lines(block, 80) == [
        "原因 Reason  Deals  Before  Change      Amount      Before  Change",
        "price           30      27      +3  CNY 112.00  CNY 100.00    +12%",
        "时间             6       9      -3    CNY 0.00  CNY 500.00   -100%",
        "same             2       2       =    CNY 9.00    CNY 9.00       =",
    ]
    assert block_lines(block, 60) == [
        "原因 Reason  Deals  Change      Amount  Change",
        "price           30      +3  CNY 112.00    +12%",
        "时间             6      -3    CNY 0.00   -100%",
        "same             2       =    CNY 9.00       =",
    ]
    # What has no room beside its figure goes below it, and none is left out.
    assert block_lines(block, 30) == [
        "原因 Reason  Deals      Amount",
        "price           30  CNY 112.00",
        "                +3        +12%",
        "时间             6    CNY 0.00",
        "                -3       -100%",
        "same             2    CNY 9.00",
        "                 =           =",
    ]
    assert block_lines(block, 20)[:4] == [
        "price",
        "  Deals: 30, change",
        "    +3",
        "  Amount:",
    ]


def test_one_row_tells_what_each_figure_was() -> None:
    block = beside(table(NOW[:1]), table(THEN[:1]))
    assert block_lines(block) == [
        "                         Before      Change",
        "原因 Reason  price",
        "Deals        30          27              +3",
        "Amount       CNY 112.00  CNY 100.00    +12%",
    ]


def test_the_line_over_the_time_before_has_the_same_measure() -> None:
    now = table([("2026-01", 4), ("2026-02", 2)], chart=Chart.SERIES, matching=Matching.PLACE)
    then = table([("2025-01", 8), ("2025-02", 0)], chart=Chart.SERIES, matching=Matching.PLACE)
    lines = drawn(report(beside(now, then)))
    assert lines[lines.index("") + 1 :][:2] == ["Why     ▄▂", "Before  █·"]


# How it came about


def test_each_figure_is_traced_to_its_records_as_far_as_is_sensible() -> None:
    block = table([("price", 30), ("时间", 30)], ids=True)
    lines = drawn(report(block, explained=True), 40)
    below = lines[lines.index("时间            30") + 1 :]
    assert below[:2] == ["  Deals by what was noted when they were", "  closed."]
    assert below[2].startswith("  price: deal 0, 90-91, 180-182,")
    named = " ".join(below[2:5])
    counts = [int(each) for each in re.findall(r"and (\d+) more", named)]
    ranges = re.findall(r"(\d+)-(\d+)", named[: named.index(" and")])
    assert sum(int(last) - int(first) + 1 for first, last in ranges) + 1 + counts[0] == 465
    assert below[-2:] == ["", "All ids: the same command with --json."]


def test_of_many_rows_the_first_are_traced_and_the_others_counted() -> None:
    block = table([(f"reason {at}", 1) for at in range(100)], ids=True)
    lines = drawn(report(block, explained=True))
    assert "  and 76 more rows" in lines
    assert sum("deal 0," in line for line in lines) == 24


# Colour


def test_colour_is_asked_for_and_refused_by_the_usual_variables() -> None:
    made = report(table([("a", 2), ("b", 1)], chart=Chart.BARS), year_of_days([1, 2, 3] * 100))
    forced = "".join(drawn(made, FORCE_COLOR="1", TERM="xterm-256color"))
    assert {*chain(*(each.split(";") for each in re.findall("\x1b\\[([0-9;]+)m", forced)))} == {
        "0", "1", "2", "36",
    }  # fmt: skip
    refused = drawn(made, FORCE_COLOR="1", NO_COLOR="1", TERM="xterm-256color")
    assert "\x1b[36m" not in "".join(refused)
    assert "\x1b" not in "".join(drawn(made, TERM="xterm-256color"))
