"""A report on a sheet: what it is about, then each table with its chart beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli.errors import N_
from crmcli.exchange.xlsx.report_chart import Place, drawing
from crmcli.exchange.xlsx.report_table import table_of
from crmcli.exchange.xlsx.report_values import Value
from crmcli.exchange.xlsx.sheet_cells import SheetCells
from crmcli.exchange.xlsx.text_room import lines, width
from crmcli.exchange.xlsx.writer import MOST_ROWS, TooManyRows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crmcli.domain.reports.report import Block, Report
    from crmcli.exchange.xlsx.report_table import SheetColumn, Table
    from crmcli.exchange.xlsx.report_words import ReportWords
    from crmcli.exchange.xlsx.shared_texts import SharedTexts
    from crmcli.exchange.xlsx.sheet_cells import Formats, Look

_TITLE = {"bold": True, "font_size": 16}
_HEAD = {"font_color": "#404040"}
_BLOCK = {"bold": True, "font_size": 13}
_NOTE = {"italic": True, "font_color": "#595959"}
_HEADER = {"bold": True, "bg_color": "#DCE6F1", "bottom": 1, "text_wrap": True, "valign": "vcenter"}
_TOTAL = {"bold": True, "bg_color": "#F2F2F2", "top": 1}

_NARROWEST, _WIDEST, _HEADING = 8, 36, 16
_REGION = 64
"""How wide the place of a table and of the lines below it is at least; a chart is beside it."""

_MOST_LINES = 8
_READ = 1_000
"""How much of a text is looked at to see how much room it takes."""

_CUT = N_(
    "A cell holds 32,767 characters: what is longer ends with … here, and is whole with --json."
)
_A4 = 9
_EVERYWHERE = "A1:XFD1048576"


class ReportSheet:
    """Writes a report to a sheet.

    Args:
        book: the workbook.
        name: the sheet's name.
        words: what writes the report's words.
        texts: what holds the workbook's texts.
        formats: its formats.
    """

    def __init__(
        self,
        book: Any,  # noqa: ANN401 - untyped
        name: str,
        words: ReportWords,
        texts: SharedTexts,
        formats: Formats,
    ) -> None:
        self._book = book
        self._name = name
        self._words = words
        self._sheet = book.add_worksheet(name)
        self._cells = SheetCells(self._sheet, texts, formats)
        self._no_data = words.text(N_("no data"))
        self._widths: list[int] = []
        self._row = 0

    def write(self, report: Report) -> None:
        """Write the report.

        Raises:
            TooManyRows: a sheet has not so many.
        """
        explained = report.explained
        tables = {
            at: table_of(block, self._words, explained=explained)
            for at, block in enumerate(report.blocks)
            if not block.is_empty
        }
        rows = sum(len(table.all_rows) for table in tables.values())
        if rows > MOST_ROWS // 2:
            # Titles, lines and charts take rows too.
            raise TooManyRows(count=f"{rows:,}")
        self._widths = _region(tables.values())
        for at, each in enumerate(self._widths):
            self._sheet.set_column(at, at, each)
        self._line(self._words.title(report.title), _TITLE)
        for line in self._words.head(report):
            self._line(line, _HEAD)
        for at, block in enumerate(report.blocks):
            self._row += 1
            if at in tables and len(report.blocks) == 1:
                self._freeze(self._row + 1)
            self._block(block, tables.get(at), explained=explained)
        self._set_page()

    def _line(self, text: str, look: Look, span: int | None = None) -> None:
        wide = sum(self._widths[:span])
        self._cells.line(self._row, text, span or len(self._widths), look, wide=wide)
        self._row += 1

    def _block(self, block: Block, table: Table | None, *, explained: bool) -> None:
        place = Place(self._name, self._words.title(block.title), self._row, self._row + 1)
        span = self._span(0 if table is None else len(table.columns))
        self._cells.is_cut = False
        self._line(place.title, _BLOCK)
        if table is None:
            self._line(self._words.text(N_("No data.")), {})
        else:
            self._table(table)
        for note in (*block.notes, *((block.how,) if explained else ())):
            self._line(self._words.say(note), _NOTE, span)
        if self._cells.is_cut:
            self._line(self._words.text(_CUT), _NOTE, span)
        if table is not None:
            self._chart(table, place, span)

    def _span(self, count: int) -> int:
        """Say how many columns a table and the lines below it take."""
        while sum(self._widths[:count]) < _REGION:
            count += 1
        return count

    def _table(self, table: Table) -> None:
        for at, column in enumerate(table.columns):
            self._cells.put(self._row, at, Value(column.heading), {**_side(column, at), **_HEADER})
        self._set_height([Value(each.heading) for each in table.columns])
        self._row += 1
        for values in table.all_rows:
            look = _TOTAL if values is table.total else {}
            for at, (value, column) in enumerate(zip(values, table.columns, strict=True)):
                self._cells.put(self._row, at, value, {**look, **_side(column, at)})
            self._set_height(values)
            self._row += 1

    def _set_height(self, values: Sequence[Value]) -> None:
        room = zip(values, self._widths, strict=False)
        needed = max(lines(value.shown[:_READ], wide - 1) for value, wide in room)
        self._cells.set_height(self._row, min(needed, _MOST_LINES))

    def _chart(self, table: Table, place: Place, span: int) -> None:
        """Put the chart of a table beside it, and go on below both."""
        drawn = drawing(self._book, table, place, self._no_data)
        if drawn is None:
            return
        row = place.header + 1
        options = {"x_offset": 20, "object_position": 2, "description": place.title}
        self._sheet.insert_chart(row, span, drawn.chart, options)
        self._row = max(self._row, self._cells.below(row, drawn.height))

    def _freeze(self, header: int) -> None:
        """Keep the headings of the only table in sight, and on each page."""
        self._sheet.freeze_panes(header + 1, 0)
        self._sheet.repeat_rows(header)

    def _set_page(self) -> None:
        self._sheet.set_landscape()
        self._sheet.set_paper(_A4)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_footer("&L&A&R&P / &N")
        # Ids and names such as 2026 are meant as text.
        self._sheet.ignore_errors({"number_stored_as_text": _EVERYWHERE})


def _region(tables: Iterable[Table]) -> list[int]:
    """Say how wide the columns are in which tables and lines of text stand."""
    widths: list[int] = []
    for table in tables:
        for at, column in enumerate(table.columns):
            needed = _needed(column, [values[at] for values in table.all_rows])
            if at < len(widths):
                widths[at] = max(widths[at], needed)
            else:
                widths.append(needed)
    while sum(widths) < _REGION:
        widths.append(_NARROWEST)
    return widths


def _needed(column: SheetColumn, values: Iterable[Value]) -> int:
    texts = (line for value in values for line in value.shown[:_READ].split("\n"))
    needed = max(min(width(column.heading), _HEADING), *map(width, texts), _NARROWEST) + 2
    # A number that has no room is not shown at all; none of 15 digits needs so much.
    return min(needed, _WIDEST)


def _side(column: SheetColumn, at: int) -> Look:
    if column.is_text:
        # Text stands off from the number to its left.
        return {"valign": "top", "align": "left", "text_wrap": True, "indent": min(at, 1)}
    return {"valign": "top", "align": "right"}
