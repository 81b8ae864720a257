"""The cells of a sheet that xlsxwriter makes: each written as what it is, never guessed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from crmcli.exchange.xlsx.shared_texts import fitting
from crmcli.exchange.xlsx.text_room import lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crmcli.exchange.xlsx.report_values import Value
    from crmcli.exchange.xlsx.shared_texts import SharedTexts

    Look = Mapping[str, Any]
    """How a cell looks, in xlsxwriter's words."""

_POINTS = 15
_TALLEST = 409
"""How high a row of one line is, and any row at the most, in points."""

_PIXELS = 4 / 3
"""How many pixels there are to a point."""


class Formats:
    """The formats of a workbook, each made once.

    Args:
        book: the workbook.
    """

    def __init__(self, book: Any) -> None:  # noqa: ANN401 - untyped
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def of(self, look: Look) -> Any:  # noqa: ANN401 - untyped
        """Give the format of a look."""
        key = tuple(sorted(look.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(dict(look))
        return self._made[key]


class SheetCells:
    """Writes the cells of a sheet.

    Args:
        sheet: the sheet.
        texts: what holds the workbook's texts.
        formats: its formats.
    """

    def __init__(self, sheet: Any, texts: SharedTexts, formats: Formats) -> None:  # noqa: ANN401 - untyped
        self._sheet = sheet
        self._texts = texts
        self._formats = formats
        self._heights: dict[int, int] = {}
        self.is_cut = False
        """Whether a text was longer than a cell holds."""

    def put(self, row: int, column: int, value: Value, look: Look) -> None:
        """Write a cell.

        Args:
            row: its row, from 0.
            column: its column, likewise.
            value: what stands in it.
            look: how it looks, but for its number format.
        """
        content = value.content
        made = self._formats.of({**look, "num_format": value.form} if value.form else look)
        if isinstance(content, str) and content:
            self._sheet.write_string(row, column, self._fitted(content), made)
        elif isinstance(content, date):
            self._sheet.write_datetime(row, column, content, made)
        elif isinstance(content, (int, float)):
            self._sheet.write_number(row, column, content, made)
        elif look:
            self._sheet.write_blank(row, column, None, made)

    def line(self, row: int, text: str, span: int, look: Look, *, wide: int) -> None:
        """Write text across columns, in as many lines as it needs.

        Args:
            row: its row, from 0.
            text: the text.
            span: across how many columns from the first.
            look: how it looks.
            wide: how wide these are together.
        """
        made = self._formats.of({**look, "text_wrap": True, "valign": "top"})
        self._sheet.merge_range(row, 0, row, span - 1, "", made)
        self._sheet.write_string(row, 0, self._fitted(text), made)
        scale = look.get("font_size", _USUAL) / _USUAL
        self.set_height(row, lines(text, int(wide / scale)), scale)

    def set_height(self, row: int, count: int, scale: float = 1.0) -> None:
        """Make a row so many lines high."""
        if count > 1 or scale > 1:
            self._heights[row] = min(_TALLEST, round(_POINTS * count * scale))
            self._sheet.set_row(row, self._heights[row])

    def below(self, row: int, pixels: int) -> int:
        """Say which row is the first below what begins in a row and is so many pixels high."""
        while pixels > 0:
            pixels -= int(self._heights.get(row, _POINTS) * _PIXELS)
            row += 1
        return row

    def _fitted(self, text: str) -> str:
        fitted = fitting(text)
        self.is_cut |= fitted is not text
        return self._texts.number(fitted)


_USUAL = 11
"""The size of letters where none is said."""
