"""What a workbook has beside its rows: sheets, styles, headers, filters, widths.

xlsxwriter makes it; the rows are put in by whoever streams them (`exchange/xlsx/writer.py`).
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import UTC
from enum import Enum
from typing import TYPE_CHECKING

from crmcli.errors import N_
from crmcli.exchange.extra import library

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from types import ModuleType


class Look(Enum):
    """How cells look, by the number format of Excel."""

    PLAIN = "General"
    TEXT = "@"
    DATE = "yyyy-mm-dd"
    INSTANT = "yyyy-mm-dd hh:mm:ss"
    WHOLE_AMOUNT = "#,##0"
    AMOUNT = "#,##0.00"
    AMOUNT_OF_3 = "#,##0.000"
    AMOUNT_OF_4 = "#,##0.0000"


_HEADER = {"bold": True, "bg_color": "#DCE6F1", "bottom": 1, "valign": "vcenter"}
_OPTIONS = {
    "in_memory": True,
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}
_SAMPLE = re.compile(r'<c r="[A-Z]+2"(?: s="(\d+)")?')
_DIMENSION = re.compile(r'<dimension ref="[^"]*"/>')
_FIRST_ROW = re.compile(r'<row r="1".*?</row>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as it will be.

    Args:
        title: its name.
        names: what its columns are called.
        widths: how wide they are, in characters.
        count: how many rows it has below the header.
    """

    title: str
    names: Sequence[str]
    widths: Sequence[int] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class Frame:
    """A workbook without rows.

    Args:
        parts: the contents of its files by their names.
        styles: the number of each style.
    """

    parts: Mapping[str, bytes]
    styles: Mapping[Look, int]

    def around(self, sheet: int) -> tuple[str, str]:
        """Give what stands in the file of a sheet before and after its rows.

        Args:
            sheet: which, from 0.
        """
        before, _, rest = self.parts[part_of(sheet)].decode().partition("<sheetData>")
        rows, _, after = rest.partition("</sheetData>")
        header = _FIRST_ROW.match(rows)
        # How far the rows go is not known yet when this is written, and need not be said.
        before = _DIMENSION.sub("", before)
        return f"{before}<sheetData>{header[0] if header else ''}", f"</sheetData>{after}"


def part_of(sheet: int) -> str:
    """Name the file of a sheet within a workbook."""
    return f"xl/worksheets/sheet{sheet + 1}.xml"


def xlsxwriter() -> ModuleType:
    """Load what writes workbooks.

    Raises:
        MissingExtra: it is not installed.
    """
    return library("xlsxwriter", extra="xlsx", what=N_("Writing a workbook"))


def frame(sheets: Sequence[Sheet], made: datetime) -> Frame:
    """Make a workbook without rows.

    Args:
        sheets: its sheets; what stands before the rows of one does not depend on later ones.
        made: when it was made.

    Raises:
        MissingExtra: xlsxwriter is not installed.
    """
    file = io.BytesIO()
    with xlsxwriter().Workbook(file, _OPTIONS) as book:
        book.set_properties({"created": made.astimezone(UTC)})
        header = book.add_format(_HEADER)
        looks = [book.add_format({"num_format": look.value}) for look in Look]
        for number, sheet in enumerate(sheets):
            page = book.add_worksheet(sheet.title)
            page.freeze_panes(1, 0)
            for at, name in enumerate(sheet.names):
                page.write_string(0, at, name, header)
            for at, width in enumerate(sheet.widths):
                page.set_column(at, at, width)
            page.autofilter(0, 0, sheet.count, len(sheet.names) - 1)
            if number == 0:
                # Styles are numbered as they are used: always in this order.
                for at, look in enumerate(looks):
                    page.write_number(1, at, 0, look)
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    numbers = [int(number or 0) for number in _SAMPLE.findall(parts[part_of(0)].decode())]
    return Frame(parts, dict(zip(Look, numbers, strict=True)))
