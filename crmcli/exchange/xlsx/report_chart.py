"""The chart beside a table of a report: it draws what stands in the cells, and names them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli.domain.money import Money
from crmcli.domain.reports.report import Chart
from crmcli.exchange.xlsx.report_values import DAY, RATE, WHOLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.exchange.xlsx.report_table import Table
    from crmcli.exchange.xlsx.report_values import Value

_WIDTH, _HEIGHT, _LOWEST = 560, 280, 180
_TALLEST = 900
_ROUND_BARS = 130
_BAR = 22
_NOW, _BEFORE, _GRID = "#4472C4", "#A5A5A5", "#D9D9D9"
_FEW = 10
_NEARLY_ALL = 0.75
_DAY_0 = date(1899, 12, 30)


class Place(NamedTuple):
    """Where a table stands.

    Args:
        sheet: the name of its sheet.
        title: its title.
        title_row: the row of that, from 0.
        header: the row of its headings, above its first row.
    """

    sheet: str
    title: str
    title_row: int
    header: int


class Drawing(NamedTuple):
    """A chart, and how high it is, in pixels."""

    chart: Any
    height: int


class _Label(str):
    """A text that stays one in a chart, where xlsxwriter takes `nan` and `１２` for numbers."""

    __slots__ = ()

    def __float__(self) -> float:
        raise ValueError


class _Series(NamedTuple):
    at: int
    values: Sequence[Value]
    colour: str

    @property
    def numbers(self) -> list[float | None]:
        """What is drawn; None where there is no number."""
        given = (each.content for each in self.values)
        return [each if isinstance(each, (int, float)) else None for each in given]


def drawing(book: Any, table: Table, place: Place, no_data: str) -> Drawing | None:  # noqa: ANN401 - untyped
    """Draw a table; None where it is not to be drawn, or nothing in it can be.

    Args:
        book: the workbook.
        table: the table.
        place: where it stands.
        no_data: what stands in a cell whose figure rests on nothing.
    """
    series = list(_series(table))
    if not any(number is not None for each in series for number in each.numbers):
        return None
    texts = [each.content for one in series for each in one.values if isinstance(each.content, str)]
    if any(text != no_data for text in texts) or _has_currencies(table, series):
        # A number that no cell holds, or amounts that have no common measure.
        return None
    kind = _kind(table.block.chart, has_gaps=bool(texts))
    chart = book.add_chart({"type": kind})
    for each in series:
        chart.add_series(_options(table, place, each, kind, no_data if texts else None))
    _name(chart, table, place, series, is_bar=kind == "bar")
    chart.set_legend({"position": "bottom"} if len(series) > 1 else {"none": True})
    bars = _ROUND_BARS + _BAR * len(table.rows) * len(series)
    height = min(max(_LOWEST, bars), _TALLEST) if kind == "bar" else _HEIGHT
    chart.set_size({"width": _WIDTH, "height": height})
    return Drawing(chart, height)


def _series(table: Table) -> list[_Series]:
    block = table.block
    if block.chart is None:
        return []
    at = block.index(block.drawn or block.columns[-1].key)
    drawn = [(at, _NOW)]
    if block.columns[at + 1 : at + 2] and block.columns[at + 1].earlier:
        drawn.append((at + 1, _BEFORE))
    places = [(table.place(of), colour) for of, colour in drawn]
    return [_Series(at, [row[at] for row in table.rows], colour) for at, colour in places]


def _has_currencies(table: Table, series: Sequence[_Series]) -> bool:
    """Tell whether amounts in several currencies would be drawn."""
    found = set()
    for each in series:
        of = table.columns[each.at].of
        cells = (row.cells[of] for row in table.block.rows if of is not None)
        found |= {cell.currency for cell in cells if isinstance(cell, Money)}
    return len(found) > 1


def _kind(chart: Chart | None, *, has_gaps: bool) -> str:
    if chart in {Chart.BARS, Chart.FUNNEL}:
        return "bar"
    # A line would fall to nought where nothing is known.
    return "line" if chart is Chart.SERIES and not has_gaps else "column"


def _options(
    table: Table, place: Place, series: _Series, kind: str, no_data: str | None
) -> dict[str, Any]:
    first, last = place.header + 1, place.header + len(table.rows)
    heading = table.columns[series.at].heading
    options: dict[str, Any] = {
        "name": [place.sheet, place.header, series.at],
        "name_data": [_Label(heading)],
        "categories": [place.sheet, first, 0, last, 0],
        "categories_data": _categories(table),
        "values": [place.sheet, first, series.at, last, series.at],
        "values_data": series.numbers,
    }
    if kind == "line":
        return options | {
            "line": {"color": series.colour, "width": 2},
            "marker": {"type": "circle", "size": 5, "fill": {"color": series.colour}},
        }
    options |= {"fill": {"color": series.colour}, "gap": 20 if _is_funnel(table) else 60}
    if kind == "bar" or no_data is not None:
        options["data_labels"] = {"value": True, "num_format": _form([series])}
    if no_data is not None:
        custom = [{"value": no_data} if number is None else None for number in series.numbers]
        options["data_labels"]["custom"] = custom
    return options


def _is_funnel(table: Table) -> bool:
    return table.block.chart is Chart.FUNNEL


def _categories(table: Table) -> list[Any]:
    names = [row[0].content for row in table.rows]
    if all(isinstance(name, (int, float)) for name in names):
        return names
    if all(isinstance(name, date) for name in names):
        return [(name - _DAY_0).days for name in names if isinstance(name, date)]
    return [_Label("" if name is None else name) for name in names]


def _form(series: Sequence[_Series]) -> str:
    return next((value.form for each in series for value in each.values if value.form), WHOLE)


def _name(
    chart: Any,  # noqa: ANN401 - untyped
    table: Table,
    place: Place,
    series: Sequence[_Series],
    *,
    is_bar: bool,
) -> None:
    """Name the chart and its axes as the table and its columns are named."""
    chart.set_title(
        {"name": [place.sheet, place.title_row, 0], "data": [_Label(place.title)]}
        | {"name_font": {"size": 12}}
    )
    # Bars are read from above, as the rows are, with their scale below.
    names = {**_heading(table, place, 0), "reverse": is_bar}
    if is_bar:
        names["crossing"] = "max"
    if isinstance(table.rows[0][0].content, date):
        names["num_format"] = DAY
    scale = {**_heading(table, place, series[0].at), **_scale(series)}
    scale["major_gridlines"] = {"visible": True, "line": {"color": _GRID}}
    # Of bars, xlsxwriter calls the axis that lies below x, whatever it shows.
    chart.set_x_axis(scale if is_bar else names)
    chart.set_y_axis(names | {"major_gridlines": {"visible": False}} if is_bar else scale)


def _scale(series: Sequence[_Series]) -> dict[str, Any]:
    """Say from where to where an axis goes, where it is not left to the spreadsheet."""
    numbers = [number for each in series for number in each.numbers if number is not None]
    form, least, most = _form(series), min(numbers), max(numbers)
    scale: dict[str, Any] = {"num_format": form}
    if least >= 0:
        scale["min"] = 0
    if form == RATE and _NEARLY_ALL < most <= 1:
        scale["max"] = 1
    if form == WHOLE and most <= _FEW:
        # No half customers.
        scale["major_unit"] = 1
    return scale


def _heading(table: Table, place: Place, at: int) -> dict[str, Any]:
    return {"name": [place.sheet, place.header, at], "data": [_Label(table.columns[at].heading)]}
