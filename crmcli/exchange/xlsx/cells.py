"""The rows of a table as the cells of a sheet: numbers, dates and text, never a formula."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from crmcli.domain.cell import neutral
from crmcli.domain.export_table import Kind
from crmcli.domain.record_words import record_numbered
from crmcli.errors import N_, Refused
from crmcli.exchange.table_cells import form_of
from crmcli.exchange.xlsx.frame import Look
from crmcli.local_time import local

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from crmcli.domain.export_table import ExportColumn, ExportTable

    Write = Callable[[Any], str]
    """Writes a value as the cell of its column, but for where it stands."""

MOST_CHARACTERS = 32_767
"""How many characters a cell holds, as Excel counts them: two for one beyond 16 bits."""

_MOST_DIGITS = 15
_FIRST_DAY = date(1900, 3, 1)
"""The first day that Excel counts as others do."""

_DAY_0 = date(1899, 12, 30)
_DAY = 86_400

_ESCAPE = re.compile(r"_(?=x[0-9a-fA-F]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_AMOUNTS = {0: Look.WHOLE_AMOUNT, 2: Look.AMOUNT, 3: Look.AMOUNT_OF_3, 4: Look.AMOUNT_OF_4}


class CellTooLong(Refused):
    """A text that no cell of Excel holds."""

    code = "cell_too_long"
    sentence = N_("{column} of {record} has {count} characters; a cell of a workbook holds 32,767.")
    hint = N_("Export it as csv or json, which hold any text.")


class RowCells:
    """Writes the rows of a table as rows of a sheet.

    Args:
        table: the table.
        styles: the number of each style.
    """

    def __init__(self, table: ExportTable, styles: Mapping[Look, int]) -> None:
        self._record = table.record
        self._styles = styles
        self._columns = [
            (_letters(at), each.name, self._write_of(each)) for at, each in enumerate(table.columns)
        ]

    def row(self, number: int, row: Sequence[Any]) -> str:
        """Write a row.

        Args:
            number: its number in the sheet.
            row: a plain value for each column.

        Raises:
            CellTooLong: a text is longer than a cell holds.
        """
        cells = []
        for value, (letters, name, write) in zip(row, self._columns, strict=True):
            if not value and value != 0:
                # Nothing, or an empty text or list.
                continue
            try:
                cells.append(f'<c r="{letters}{number}"{write(value)}</c>')
            except _TooLongError as error:
                record = record_numbered(self._record, row[0])
                raise CellTooLong(column=name, record=record, count=error.count) from None
        return f'<row r="{number}">{"".join(cells)}</row>'

    def _write_of(self, column: ExportColumn) -> Write:
        plain, kind = _styled(self._styles[Look.PLAIN]), column.kind
        if kind is Kind.WHOLE:
            return lambda value: _number(str(value), plain)
        if kind is Kind.DECIMAL:
            return lambda value: _number(repr(value), plain)
        if kind is Kind.AMOUNT:
            looks = {places: _styled(self._styles[look]) for places, look in _AMOUNTS.items()}
            return lambda value: _number(value, looks[len(value.partition(".")[2])])
        if kind is Kind.DATE:
            style = _styled(self._styles[Look.DATE])
            return lambda value: _day(value, style)
        if kind is Kind.INSTANT:
            style = _styled(self._styles[Look.INSTANT])
            return lambda value: _moment(value, style)
        if kind is Kind.FLAG:
            return lambda value: f'{plain} t="b"><v>{value:d}</v>'
        form = form_of(column)
        if form is None:
            return lambda value: text_cell(value, plain)
        style = _styled(self._styles[Look.TEXT if kind is Kind.LIST else Look.PLAIN])
        return lambda value: text_cell(form(value), style)


class _TooLongError(Exception):
    """A text is longer than a cell holds."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


def text_cell(text: str, style: str = "") -> str:
    """Write text, whatever is in it, so that it stays text."""
    if text[:1] == "'":
        # In our own tables a quote before a sign that is run in CSV is none of the text.
        text = neutral(text)
    if len(text) > MOST_CHARACTERS // 2:
        count = len(text.encode("utf-16-le", "surrogatepass")) // 2
        if count > MOST_CHARACTERS:
            raise _TooLongError(count)
    if not text.isprintable() or "_x" in text:
        text = _ESCAPE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)
    space = "" if text == text.strip() else ' xml:space="preserve"'
    if "&" in text or "<" in text or ">" in text:
        text = text.translate(_MARKUP)
    return f'{style} t="inlineStr"><is><t{space}>{text}</t></is>'


def _number(text: str, style: str) -> str:
    # Excel reckons with 15 digits; what has more is kept as text rather than changed.
    if sum(map(str.isdigit, text)) > _MOST_DIGITS:
        return text_cell(text)
    return f"{style}><v>{text}</v>"


def _day(text: str, style: str) -> str:
    day = date.fromisoformat(text)
    if day < _FIRST_DAY:
        return text_cell(text)
    return f"{style}><v>{(day - _DAY_0).days}</v>"


def _moment(text: str, style: str) -> str:
    """Write an instant in the book's time zone: cells have none of their own."""
    moment = local(datetime.fromisoformat(text))
    if moment.date() < _FIRST_DAY:
        return text_cell(text)
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    return f"{style}><v>{(moment.date() - _DAY_0).days + seconds / _DAY!r}</v>"


def _styled(number: int) -> str:
    return f' s="{number}"' if number else ""


def _letters(at: int) -> str:
    """Name a column as spreadsheets do: A, B, … Z, AA."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
