"""Reports as the tests of a workbook need them, and the parts of the file that came of them."""

from __future__ import annotations

import io
import posixpath
import zipfile
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

from python_calamine import CalamineWorkbook

from crmcli.domain.message import counted, message
from crmcli.domain.reports.period import read_period
from crmcli.domain.reports.report import Block, Chart, Column, Kind, Report, Row
from crmcli.exchange.xlsx.report_book import write_reports
from crmcli.exchange.xlsx.report_words import ReportWords
from crmcli.language import _
from crmcli.render.reports.cells import cell_text, head_lines, heading, titled
from crmcli.render.words import say

TODAY = date(2026, 11, 30)
WORDS = ReportWords(text=_, say=say, title=titled, heading=heading, cell=cell_text, head=head_lines)
NAME = Column("name", "Reason", Kind.WORD)
COUNT = Column("deals", "Deals")

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_RELATED = "{http://schemas.openxmlformats.org/package/2006/relationships}"

Grid = list[list[Any]]


def table(
    *rows: tuple[Any, ...] | Row, columns: tuple[Column, ...] = (NAME, COUNT), **other: Any
) -> Block:
    """Make a table of rows of cells."""
    given = tuple(each if isinstance(each, Row) else Row(each) for each in rows)
    given_how = other.pop("how", message("Each deal is counted once."))
    return Block("reasons", other.pop("title", "Why"), columns, given, given_how, "deal", **other)


def bars(*rows: tuple[Any, ...] | Row, **other: Any) -> Block:
    """Make a table that is drawn, by its second column."""
    columns = other.pop("columns", (NAME, COUNT))
    return table(*rows, **{"chart": Chart.BARS, "drawn": columns[1].key, **other}, columns=columns)


def report(*blocks: Block, name: str = "won", **other: Any) -> Report:
    """Make a report of this year."""
    base = (counted("{count} customer", "{count} customers", 7),)
    period = read_period("2026", TODAY)
    title = other.pop("title", "What was won?")
    return Report(name, title, TODAY, period, base, blocks, **other)


def written(*reports: Report) -> io.BytesIO:
    """Write reports as a workbook."""
    file = io.BytesIO()
    write_reports(file, reports, WORDS)
    file.seek(0)
    return file


def grid(file: io.BytesIO, sheet: int = 0) -> Grid:
    """Read all cells of a sheet, from its first row and column on."""
    file.seek(0)
    found: Grid = CalamineWorkbook.from_filelike(file).get_sheet_by_index(sheet).to_python()
    return found


def below(cells: Grid, title: str) -> Grid:
    """Give the table below a title: its headings, its rows, up to an empty row."""
    at = next(at for at, row in enumerate(cells) if row[0] == title) + 1
    end = next((end for end in range(at, len(cells)) if not any(_said(cells[end]))), len(cells))
    width = max(place for place, each in enumerate(cells[at]) if each != "") + 1
    return [row[:width] for row in cells[at:end]]


def _said(row: list[Any]) -> list[bool]:
    return [each != "" for each in row]


def part(file: io.BytesIO, name: str) -> ET.Element:
    """Parse a part of the file."""
    with zipfile.ZipFile(file) as archive:
        return ET.fromstring(archive.read(name))  # noqa: S314 - we wrote it just now


def parts(file: io.BytesIO) -> list[str]:
    """Name the parts of the file."""
    with zipfile.ZipFile(file) as archive:
        return archive.namelist()


def related(file: io.BytesIO, name: str, kind: str) -> list[str]:
    """Name the parts that a part refers to, of one kind, in the order of their numbers."""
    folder, base = posixpath.split(name)
    relations = f"{folder}/_rels/{base}.rels"
    if relations not in parts(file):
        return []
    return [
        posixpath.normpath(posixpath.join(folder, str(each.get("Target"))))
        for each in part(file, relations).iter(f"{_RELATED}Relationship")
        if str(each.get("Type")).endswith(f"/{kind}")
    ]


def charts(file: io.BytesIO, sheet: int = 0) -> list[ET.Element]:
    """Give the charts of a sheet, found as a spreadsheet finds them."""
    return [
        part(file, chart)
        for drawing in related(file, f"xl/worksheets/sheet{sheet + 1}.xml", "drawing")
        for chart in related(file, drawing, "chart")
    ]


def looks(file: io.BytesIO, sheet: int = 0) -> dict[str, str]:
    """Give the number format of each cell of a sheet that has one."""
    styles = part(file, "xl/styles.xml")
    formats = {
        each.get("numFmtId"): str(each.get("formatCode")) for each in styles.iter(f"{MAIN}numFmt")
    }
    formats |= {"0": "General", "3": "#,##0", "4": "#,##0.00"}
    codes = [formats[each.get("numFmtId")] for each in next(styles.iter(f"{MAIN}cellXfs"))]
    cells = part(file, f"xl/worksheets/sheet{sheet + 1}.xml").iter(f"{MAIN}c")
    return {str(each.get("r")): codes[int(each.get("s") or 0)] for each in cells}
