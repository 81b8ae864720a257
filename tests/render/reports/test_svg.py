"""Charts of a page: what they draw, that they say it in words too, and what they do not draw."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from crmcli.domain.reports.comparing import compared
from crmcli.domain.reports.figures import Share
from crmcli.domain.reports.report import Block, Chart, Kind, Row
from crmcli.render.reports.svg import drawing
from crmcli.render.width import width
from tests.render.reports import made
from tests.render.reports.reading_pages import Part, read_page

NUMBERS = [3, 0, 12, 6, 9]


def chart(block: Block) -> Part:
    found = drawing(block, "c")
    assert found is not None
    (svg,) = (each for each in read_page(found.svg).inside if isinstance(each, Part))
    return svg


def caption(block: Block) -> str:
    found = drawing(block, "c")
    assert found is not None
    return found.caption


def sizes(svg: Part, kind: str, axis: str) -> list[float]:
    return [float(each.given[axis].removesuffix("%")) for each in svg.of_class(kind)]


def seen(svg: Part) -> list[str]:
    return [each.text for each in svg.all("text")]


@pytest.mark.parametrize("number", range(len(made.all_blocks())))
def test_a_chart_says_in_words_what_it_shows(number: int) -> None:
    block = made.all_blocks()[number]
    if drawing(block, "c") is None:
        assert block.chart is None
        return
    svg = chart(block)
    assert svg.given["role"] == "img"
    title, told = svg.all("title")[0], svg.all("desc")[0]
    assert (title.given["id"], told.given["id"]) == ("ct", "cd")
    assert (svg.given["aria-labelledby"], svg.given["aria-describedby"]) == ("ct", "cd")
    assert title.text.startswith(f"{block.title}: ")
    at = block.index(block.drawn or "")
    latest = block.rows[-366:] if block.chart is Chart.DAYS else block.rows
    for row in latest[:12]:
        assert f": {row.cells[at]:,}" in told.text
    if len(latest) < 100:
        highest = max(int(str(row.cells[at])) for row in latest)
        assert f"{highest:,}" in seen(svg)


def test_bars_are_as_long_as_their_figures_and_what_is_little_can_be_seen() -> None:
    svg = chart(made.over_time("abcde", Chart.BARS, [3, 0, 12, 6, 9]))
    assert sizes(svg, "b", "width") == [25, 100, 50, 75]
    assert [each.text for each in svg.of_class("e")] == ["3", "0", "12", "6", "9"]
    assert seen(svg)[::2] == list("abcde")
    svg = chart(made.over_time("ab", Chart.BARS, [1, 100_000]))
    assert sizes(svg, "b", "width") == [0.6, 100]


def test_what_is_below_zero_goes_to_the_other_side() -> None:
    svg = chart(made.over_time("abc", Chart.BARS, [-10, 0, 30]))
    assert [each.given.get("x", "0") for each in svg.of_class("b")] == ["0", "25%"]
    assert sizes(svg, "b", "width") == [25, 75]
    svg = chart(made.over_time("abc", Chart.SERIES, [-10, 0, 30]))
    assert sizes(svg, "b", "y") == [95, 20]
    assert sizes(svg, "b", "height") == [25, 75]
    assert svg.one("line").given["y1"] == "95"


def test_shares_are_drawn_as_parts_of_the_whole() -> None:
    block = made.over_time(["a", "b", "c"], Chart.BARS, [0, 0, 0])
    column = replace(block.columns[1], kind=Kind.SHARE)
    shares = (Share(1, 4), Share(0, 0), Share(3, 6))
    rows = tuple(Row((row.cells[0], share)) for row, share in zip(block.rows, shares, strict=True))
    block = replace(block, columns=(block.columns[0], column), rows=rows)
    svg = chart(block)
    assert sizes(svg, "b", "width") == [25, 50]
    assert [each.text for each in svg.of_class("e")] == ["25% (1 of 4)", "no data", "50% (3 of 6)"]
    svg = chart(replace(block, chart=Chart.SERIES))
    assert sizes(svg, "b", "height") == [25, 50]
    assert seen(svg)[:3] == ["25%", "no data", "50%"]
    assert svg.one("desc").text == "a: 25% (1 of 4); b: no data; c: 50% (3 of 6)"
    twice = replace(block, rows=(Row(("a", Share(4, 2))), Row(("b", Share(1, 2)))))
    assert sizes(chart(twice), "b", "width") == [100, 25]


def test_a_funnel_lies_in_the_middle() -> None:
    svg = chart(made.funnel())
    for each in svg.of_class("b"):
        left, across = (float(each.given.get(name, "0").rstrip("%")) for name in ("x", "width"))
        assert left * 2 + across == pytest.approx(100, abs=0.02)
    assert sizes(svg, "b", "width") == [100, 42.5, 10]


def test_the_period_before_is_outlined() -> None:
    block = made.over_time("abc", Chart.BARS, [2, 4, 8])
    before = made.over_time("abc", Chart.BARS, [1, 16, 0])
    (both,) = compared([block], [before])
    svg = chart(both)
    assert sizes(svg, "b", "width") == [12.5, 25, 50]
    assert sizes(svg, "o", "width") == [6.25, 100]
    assert caption(both) == "Deals; outlined: Deals before"
    assert svg.one("desc").text == "a: 2, 1 before; b: 4, 16 before; c: 8, 0 before"


def test_a_few_figures_over_time_are_columns_and_many_a_line() -> None:
    svg = chart(made.over_time(made.months(31), Chart.SERIES, range(31)))
    assert len(svg.of_class("b")) == 30
    svg = chart(made.over_time(made.months(32), Chart.SERIES, range(32)))
    assert not svg.of_class("b")
    assert svg.of_class("line")[0].given["d"].startswith("M0.5 100L1.5 96.77L")
    assert svg.one("svg").given["viewbox"] == "0 0 32 100"


def test_a_line_has_a_gap_where_there_is_no_figure() -> None:
    block = made.over_time(made.months(40), Chart.SERIES, range(40))
    column = replace(block.columns[1], kind=Kind.SHARE)
    shares = [Share(1, 2), *[Share(0, 0)] * 9, Share(1, 4), Share(0, 0), *[Share(1, 1)] * 28]
    rows = tuple(Row((row.cells[0], share)) for row, share in zip(block.rows, shares, strict=True))
    block = replace(block, columns=(block.columns[0], column), rows=rows)
    (both,) = compared([block], [replace(block, rows=rows[::-1])])
    svg = chart(both)
    line = svg.of_class("line")[0].given["d"]
    assert line.startswith("M0.5 50h0.4M10.5 75h0.4M12.5 0L13.5 0L")
    assert line.count("M") == svg.of_class("area")[0].given["d"].count("M") == 3
    assert svg.of_class("dashed")[0].given["d"].startswith("M0.5 0L1.5 0L")


def test_a_month_is_a_calendar_with_every_figure_in_it() -> None:
    found = drawing(made.over_time(made.days(30), Chart.DAYS, range(30)), "c")
    assert found is not None
    svg = read_page(found.svg).one("svg")
    assert seen(svg)[:7] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    # 2026-11-01 is a Sunday.
    assert seen(svg)[7:13] == ["11-01", "0", "2", "1", "3", "2"]
    first, second = svg.all("rect")[:2]
    assert (first.given["x"], second.given.get("x")) == ("86.11%", "0.4%")
    assert first.given["class"] == "l0"
    assert second.given["class"] == "l1"
    assert svg.all("rect")[-1].given["class"] == "l4"


def test_a_year_is_a_strip_for_each_month_with_its_sum() -> None:
    block = made.over_time(made.days(365), Chart.DAYS, [1] * 365)
    svg = chart(block)
    assert seen(svg) == [
        each for month, count in (
            ("2025-12", 31), ("2026-01", 31), ("2026-02", 28), ("2026-03", 31), ("2026-04", 30),
            ("2026-05", 31), ("2026-06", 30), ("2026-07", 31), ("2026-08", 31), ("2026-09", 30),
            ("2026-10", 31), ("2026-11", 30),
        ) for each in (month, str(count))
    ]  # fmt: skip
    drawn = [each.given["d"].count("M") for each in svg.of_class("b")]
    assert drawn == [31, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30]
    long = made.over_time(made.days(1_000), Chart.DAYS, [1] * 1_000)
    assert caption(long) == "Deals: the last 366 of 1,000"


def test_what_are_no_days_in_a_row_is_drawn_over_time() -> None:
    weeks = ["2026-W46", "2026-W47", "2026-W48"]
    svg = chart(made.over_time(weeks, Chart.DAYS, [1, 2, 3]))
    assert len(svg.of_class("b")) == 3
    gap = [made.TODAY, made.TODAY + timedelta(days=2)]
    assert chart(made.over_time(gap, Chart.DAYS, [1, 2])).all("line")


def test_only_so_many_bars_are_drawn_and_that_is_said() -> None:
    block = made.named([f"customer {at}" for at in range(13)])
    assert len(chart(block).of_class("b")) == 12
    assert caption(block) == "Deals: the first 12 of 13"
    assert caption(replace(block, rows=block.rows[:12])) == "Deals"


@pytest.mark.parametrize("kind", Chart)
def test_nothing_is_drawn_of_nothing_and_of_a_single_row(kind: Chart) -> None:
    assert drawing(made.over_time(made.days(3), kind, [0, 0, 0]), "c") is None
    assert drawing(made.over_time(made.days(1), kind, [5]), "c") is None
    assert drawing(replace(made.named(), chart=None), "c") is None


def test_names_are_cut_where_there_is_no_room_and_never_read_as_marks() -> None:
    svg = chart(made.named())
    shown = seen(svg)
    assert "<script>alert(1)</script>" in shown
    assert not svg.all("script", "img", "title")[1:]
    whole = [name for name in made.NAMES if width(name) > 40]
    for kind, least, most in (("narrow", 38, 42), ("wide", 41, 60)):
        shorter = [each.text for each in svg.of_class(kind)]
        for cut, name in zip(shorter, whole, strict=True):
            assert name.startswith(cut.removesuffix("…"))
            assert least <= width(cut) <= most
