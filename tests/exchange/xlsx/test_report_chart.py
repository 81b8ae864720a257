"""The charts of a workbook draw what stands in the cells, which a spreadsheet looks up itself."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from crmcli.domain.money import Money
from crmcli.domain.reports.comparing import compared
from crmcli.domain.reports.figures import Mean, Share, Sums
from crmcli.domain.reports.report import Chart, Column, Kind, Matching, Row
from tests.exchange.xlsx.chart_parts import drawn, kinds, referred
from tests.exchange.xlsx.report_files import (
    CHART,
    COUNT,
    DRAWN,
    NAME,
    bars,
    charts,
    grid,
    part,
    parts,
    related,
    report,
    table,
    written,
)

if TYPE_CHECKING:
    from crmcli.domain.reports.report import Block

RATE = Column("rate", "Of all", Kind.SHARE)
AMOUNT = Column("amount", "Amount", Kind.SUMS)


def test_a_chart_refers_to_the_rows_of_its_table_and_not_to_the_total() -> None:
    first = bars(("a", 2), ("b", 3), total=Row((None, 5)))
    second = bars(("c", 7), ("d", 8), ("e", 9), title="How")
    file = written(report(first, second))
    ((one,), (other,)) = drawn(file)
    assert (one.name, one.categories, one.values) == ("Deals", ["a", "b"], [2, 3])
    assert (other.name, other.categories, other.values) == ("Deals", ["c", "d", "e"], [7, 8, 9])
    assert one.kept("cat") == ["a", "b"]
    assert one.kept("val") == ["2", "3"]
    assert one.kept("tx") == ["Deals"]


def test_a_chart_is_named_as_its_table_and_its_axes_as_the_columns() -> None:
    for kind in (Chart.BARS, Chart.SERIES, Chart.FUNNEL, Chart.DAYS):
        file = written(report(bars(("a", 2), ("b", 3), chart=kind)))
        (chart,) = charts(file)
        cells = grid(file)
        title = next(
            each for each in next(chart.iter(f"{CHART}chart")) if each.tag.endswith("title")
        )
        assert referred(title, cells) == ["Why"]
        names = {
            axis: referred(next(next(chart.iter(f"{CHART}{axis}")).iter(f"{CHART}title")), cells)
            for axis in ("catAx", "valAx")
        }
        assert names == {"catAx": ["Reason"], "valAx": ["Deals"]}


def test_each_table_is_drawn_by_its_kind() -> None:
    blocks = [
        bars(("a", 2), ("b", 3), chart=kind)
        for kind in (Chart.BARS, Chart.SERIES, Chart.FUNNEL, Chart.DAYS)
    ]
    assert kinds(written(report(*blocks))) == ["bar", "line", "bar", "col"]


def test_bars_are_read_from_above_with_their_scale_below() -> None:
    (chart,) = charts(written(report(bars(("a", 2), ("b", 3)))))
    names, scale = next(chart.iter(f"{CHART}catAx")), next(chart.iter(f"{CHART}valAx"))
    assert next(names.iter(f"{CHART}orientation")).get("val") == "maxMin"
    assert next(scale.iter(f"{CHART}crosses")).get("val") == "max"
    assert next(scale.iter(f"{CHART}min")).get("val") == "0"


def test_every_part_of_a_chart_is_there_and_stands_beside_its_table() -> None:
    rows = [(f"row {at}", at) for at in range(40)]
    file = written(report(bars(*rows), bars(("a", 2))), report(bars(("a", 1)), name="lost"))
    names = parts(file)
    assert len(names) == len(set(names))
    types = {str(each.get("PartName")) for each in part(file, "[Content_Types].xml")}
    assert {f"/xl/charts/chart{at}.xml" for at in (1, 2, 3)} <= types
    (drawing,) = related(file, "xl/worksheets/sheet1.xml", "drawing")
    places = []
    for anchor in part(file, drawing).iter(f"{DRAWN}twoCellAnchor"):
        start, end = (next(anchor.iter(f"{DRAWN}{each}")) for each in ("from", "to"))
        places.append([int(each.findtext(f"{DRAWN}row") or 0) for each in (start, end)])
        assert int(start.findtext(f"{DRAWN}col") or 0) >= 2
    cells = grid(file)
    headers = [at for at, row in enumerate(cells) if row[0] == "Reason"]
    assert [start for start, _ in places] == [header + 1 for header in headers]
    assert places[0][1] < headers[1]
    assert len(charts(file, 1)) == 1


def test_what_was_before_is_a_second_series() -> None:
    now, then = bars(("a", 3), ("b", 1)), bars(("a", 2), ("c", 4))
    ((first, second),) = drawn(written(report(*compared([now], [then]))))
    assert (first.name, first.values) == ("Deals", [3, 1, 0])
    assert (second.name, second.values) == ("Deals before", [2, 0, 4])
    assert first.categories == second.categories == ["a", "b", "c"]


def test_what_was_before_is_drawn_where_nothing_is_now() -> None:
    now = bars(("a", Share(0, 0)), columns=(NAME, RATE))
    then = bars(("a", Share(30, 10)), columns=(NAME, RATE))
    file = written(report(*compared([now], [then])))
    ((first, second),) = drawn(file)
    assert (first.values, second.values) == (["no data"], [3])
    assert (first.kept("val"), second.kept("val")) == ([None], ["3.0"])
    assert not list(charts(file)[0].iter(f"{CHART}max"))


def test_a_share_is_drawn_by_its_rate_of_at_most_the_whole() -> None:
    file = written(report(bars(("a", Share(9, 10)), columns=(NAME, RATE))))
    ((series,),) = drawn(file)
    assert (series.name, series.values) == ("Of all", [0.9])
    scale = next(charts(file)[0].iter(f"{CHART}valAx"))
    assert next(scale.iter(f"{CHART}max")).get("val") == "1"
    more = charts(written(report(bars(("a", Share(30, 10)), columns=(NAME, RATE)))))
    assert not list(more[0].iter(f"{CHART}max"))


def test_where_nothing_is_known_no_line_falls_to_nought_and_the_chart_says_no_data() -> None:
    columns = (NAME, Column("score", "Score", Kind.MEAN))
    rows = (("01", Mean(8, 2)), ("02", Mean(0, 0)), ("03", Mean(3, 1)))
    block = bars(*rows, columns=columns, chart=Chart.SERIES, matching=Matching.PLACE)
    file = written(report(block))
    assert kinds(file) == ["col"]
    ((series,),) = drawn(file)
    assert series.values == [4, "no data", 3]
    assert series.kept("val") == ["4.0", None, "3.0"]
    assert series.labels == ["no data"]


def test_sums_are_drawn_where_there_is_one_sum() -> None:
    cny, usd = Money(500, "CNY"), Money(300, "USD")
    rows = (("a", Sums((cny,), cny)), ("b", Sums((cny, usd), None)))
    block = bars(*rows, columns=(NAME, AMOUNT), drawn="amount")
    ((series,),) = drawn(written(report(block)))
    assert (series.name, series.values) == ("Amount (CNY)", [5, ""])
    assert series.kept("val") == ["5.0", None]


WORTH = (NAME, Column("worth", "Worth", Kind.AMOUNT))


@pytest.mark.parametrize(
    "block",
    [
        table(("a", 1)),
        bars(),
        bars(("a", 0), ("b", 0)),
        bars(("a", 1), ("b", 10**15)),
        bars(("a", Sums((Money(1, "USD"),), None)), columns=(NAME, AMOUNT)),
        bars(("a", Share(0, 0)), ("b", Share(0, 0)), columns=(NAME, RATE)),
        bars(("a", Money(1, "USD")), ("b", Money(1, "CNY")), columns=WORTH),
    ],
)
def test_what_cannot_be_drawn_has_no_chart(block: Block) -> None:
    file = written(report(block))
    assert not [name for name in parts(file) if "chart" in name or "drawing" in name]


def test_amounts_in_one_currency_are_drawn() -> None:
    rows = (("a", Money(100, "CNY")), ("b", Money(250, "CNY")))
    ((series,),) = drawn(written(report(bars(*rows, columns=WORTH))))
    assert series.values == [1, 2.5]


@pytest.mark.parametrize(
    "text",
    [
        "<r>x</r>",
        "nan",
        "inf",
        "１２",
        "1_000",
        "2026",
        "=1+1",
        "<script>",
        "a&b",
        "客",
        "\u202ex",
        "",
    ],
)
def test_labels_stay_text_whatever_they_are(text: str) -> None:
    title = text or "Why"
    file = written(report(bars((text, 1), ("other", 2), title=title), name=text))
    ((series,),) = drawn(file)
    assert series.categories == [text, "other"]
    assert [each or "" for each in series.kept("cat")] == [text, "other"]
    (chart,) = charts(file)
    assert not list(next(chart.iter(f"{CHART}cat")).iter(f"{CHART}numRef"))
    named = next(each for each in next(chart.iter(f"{CHART}chart")) if each.tag.endswith("title"))
    assert referred(named, grid(file)) == [title]
    assert next(named.iter(f"{CHART}v")).text == title


def test_days_and_numbers_name_their_points_as_what_they_are() -> None:
    days = (date(2026, 11, 1), date(2026, 11, 2))
    file = written(report(bars(*((day, 1) for day in days)), bars((4, 1), (5, 2), title="How")))
    ((first,), (second,)) = drawn(file)
    assert (first.categories, first.kept("cat")) == (list(days), ["46327", "46328"])
    assert (second.categories, second.kept("cat")) == ([4, 5], ["4", "5"])


@pytest.mark.parametrize(
    "name", ["A1", "R1C1", "2026", "my report", "it's (x) & <y>", "客户", "😀"]
)
def test_a_chart_finds_its_sheet_whatever_it_is_called(name: str) -> None:
    file = written(report(bars(("a", 1)), name=name))
    ((series,),) = drawn(file)
    assert series.values == [1]
    formula = next(charts(file)[0].iter(f"{CHART}f")).text or ""
    sheet = formula.rpartition("!")[0].strip("'")
    assert sheet == name.replace("'", " ")
    assert COUNT.label == series.name
