"""Tables written as a workbook, a sheet for each, row by row into the zip itself.

xlsxwriter could write the rows too. Its way of doing so with little memory keeps them twice in
files with names, which a kill leaves behind, and takes a text that begins with `<r>` for markup.
"""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import datetime
from typing import IO, TYPE_CHECKING, Any
from unicodedata import east_asian_width

from crmcli.errors import N_, Refused
from crmcli.exchange.table_cells import cells_of
from crmcli.exchange.xlsx.cells import RowCells
from crmcli.exchange.xlsx.frame import Sheet, frame, part_of, xlsxwriter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crmcli.domain.export_table import ExportTable

MOST_ROWS = 1_048_576
"""How many rows a sheet has, the header among them."""

_CHUNK = 500
_LARGE = 20_000
_MEASURED = 200
_NARROWEST, _WIDEST = 8, 60
_BUTTON = 3
_MADE = (1980, 1, 1, 0, 0, 0)


class TooManyRows(Refused):
    """More rows than a sheet has."""

    code = "too_many_rows"
    sentence = N_("{count} rows do not fit a sheet, which holds 1,048,575 below its header.")
    hint = N_("Export fewer, or as csv or json, which hold any number.")


class TooLarge(Refused):
    """More than the file of a sheet can hold."""

    code = "too_large"
    sentence = N_("The sheet {title} would be larger than a workbook allows.")
    hint = TooManyRows.hint


class _Archive(zipfile.ZipFile):
    """A zip that ends when it is told to: what was broken off is not completed by the way."""

    def __del__(self) -> None:
        """Leave it as it is."""


class XlsxWriter:
    """A workbook, a sheet to a table.

    Args:
        file: an open file, at its start.
        raw: means nothing here: text is never run.
        mark: nor does this.
        made: the run's instant, when the workbook was made.

    Raises:
        MissingExtra: xlsxwriter is not installed.
    """

    def __init__(self, file: IO[bytes], *, raw: bool, mark: bool, made: datetime) -> None:
        del raw, mark
        xlsxwriter()
        self._archive = _Archive(file, "w", zipfile.ZIP_DEFLATED)
        self._made = made
        self._sheets: list[Sheet] = []
        self._part: IO[bytes] | None = None

    def begin(self, table: ExportTable, count: int) -> None:
        """Begin a sheet.

        Raises:
            TooManyRows: it has not so many rows.
        """
        self._end_sheet()
        if count >= MOST_ROWS:
            raise TooManyRows(count=f"{count:,}")
        self._sheets.append(Sheet(table.title, table.names))
        self._cells = RowCells(table, frame(self._sheets, self._made).styles)
        self._shown = cells_of(table, raw=True)
        self._is_large = count > _LARGE
        self._row = 1

    def write(self, rows: Iterable[Sequence[Any]]) -> None:
        """Write rows.

        Raises:
            CellTooLong: a text is longer than a cell holds.
            TooLarge: the sheet is larger than a workbook allows.
        """
        rows = list(rows)
        part = self._part or self._begun(rows[:_MEASURED])
        for start in range(0, len(rows), _CHUNK):
            lines = []
            for row in rows[start : start + _CHUNK]:
                self._row += 1
                lines.append(self._cells.row(self._row, row))
            try:
                part.write("".join(lines).encode())
            except RuntimeError:
                raise TooLarge(title=self._sheets[-1].title) from None

    def finish(self) -> None:
        """Write what a workbook has beside its sheets."""
        self._end_sheet()
        sheets = {part_of(at) for at in range(len(self._sheets))}
        for name, content in frame(self._sheets, self._made).parts.items():
            if name not in sheets:
                self._archive.writestr(_entry(name), content)
        self._archive.close()

    def _begun(self, first: Sequence[Sequence[Any]]) -> IO[bytes]:
        """Begin the file of a sheet, whose columns are as wide as its first rows need."""
        at = len(self._sheets) - 1
        sheet = self._sheets[at]
        widths = [_width(name) + _BUTTON for name in sheet.names]
        for cells in self._shown(first):
            widths = [max(each, _width(cell)) for each, cell in zip(widths, cells, strict=True)]
        widths = [min(max(each, _NARROWEST), _WIDEST) for each in widths]
        self._sheets[at] = replace(sheet, widths=widths)
        before, _ = frame(self._sheets, self._made).around(at)
        # Sizes that need more than 32 bits are announced only where they may come.
        self._part = self._archive.open(_entry(part_of(at)), "w", force_zip64=self._is_large)
        self._part.write(before.encode())
        return self._part

    def _end_sheet(self) -> None:
        if not self._sheets:
            return
        at = len(self._sheets) - 1
        part = self._part or self._begun(())
        self._sheets[at] = replace(self._sheets[at], count=self._row - 1)
        _, after = frame(self._sheets, self._made).around(at)
        part.write(after.encode())
        part.close()
        self._part = None


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _MADE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _width(cell: object) -> int:
    """Say how many columns a cell takes; a Chinese character takes two."""
    lines = "" if cell is None else str(cell)
    longest = max(lines[:_MEASURED].split("\n"), key=len)
    return sum(2 if east_asian_width(each) in "WF" else 1 for each in longest)
