"""Tables written as text: CSV, TSV, JSON and JSON lines."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import IO, TYPE_CHECKING, Any

from crmcli.exchange.table_cells import cells_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from crmcli.domain.export_table import ExportTable
    from crmcli.exchange.table_cells import Cells


class _Text:
    """What the writers of text share: the file, written as UTF-8 with the newlines they are given.

    Args:
        file: an open file, at its start.
        raw: leave what a spreadsheet would run as it is.
        mark: begin with the mark by which Excel knows UTF-8.
        made: the run's instant, which no text says.
    """

    def __init__(self, file: IO[bytes], *, raw: bool, mark: bool, made: datetime) -> None:
        del made
        encoding = "utf-8-sig" if mark else "utf-8"
        self._text = io.TextIOWrapper(file, encoding, newline="", write_through=False)
        self._raw = raw

    def finish(self) -> None:
        self._text.flush()
        self._text.detach()


_CRLF = "\r\n"


class _Lines:
    """Gives lines the end that other programs here expect."""

    def __init__(self, text: IO[str]) -> None:
        self._write = text.write

    def write(self, line: str) -> None:
        self._write(line[: -len(_CRLF)] + "\n")


class CsvWriter(_Text):
    """Comma-separated values, a cell quoted where it has to be."""

    _cells: Cells

    def begin(self, table: ExportTable, count: int) -> None:
        """Write the header."""
        del count
        self._cells = cells_of(table, raw=self._raw)
        # Only what is part of the end of a line is sure to be quoted, in every Python.
        self._writer = csv.writer(_Lines(self._text), lineterminator=_CRLF)
        self._writer.writerow(table.names)

    def write(self, rows: Iterable[Sequence[Any]]) -> None:
        """Write rows."""
        self._writer.writerows(self._cells(rows))


_TSV_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_TSV_SPECIAL = re.compile(r"[\\\t\n\r]")


class TsvWriter(_Text):
    """Tab-separated values, a row to a line; tab, newline and backslash are escaped."""

    _cells: Cells

    def begin(self, table: ExportTable, count: int) -> None:
        """Write the header."""
        del count
        self._cells = cells_of(table, raw=self._raw)
        self._text.write("\t".join(table.names) + "\n")

    def write(self, rows: Iterable[Sequence[Any]]) -> None:
        """Write rows."""
        for cells in self._cells(rows):
            texts = ["" if each is None else str(each) for each in cells]
            if _TSV_SPECIAL.search("".join(texts)):
                texts = [each.translate(_TSV_ESCAPES) for each in texts]
            self._text.write("\t".join(texts) + "\n")


class JsonLinesWriter(_Text):
    """A JSON object to a line."""

    _first = ""
    _between = "\n"
    _end = "\n"
    _empty = ""
    _table: ExportTable

    def begin(self, table: ExportTable, count: int) -> None:
        """Begin a table, of which nothing is written before its first row."""
        del count
        self._table = table
        self._amounts = list(table.currencies.items())
        self._before = self._first
        # Python's own json escapes control characters; a file needs no more.
        self._encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode

    def write(self, rows: Iterable[Sequence[Any]]) -> None:
        """Write rows."""
        for row in rows:
            record = dict(zip(self._table.names, row, strict=True))
            for amount, name in self._amounts:
                currency = record.pop(name)
                if currency is not None:
                    record[amount] = {"amount": record[amount], "currency": currency}
            self._text.write(self._before + self._encode(record))
            self._before = self._between

    def finish(self) -> None:
        """Write what belongs to the end."""
        self._text.write(self._end if self._before == self._between else self._empty)
        super().finish()


class JsonWriter(JsonLinesWriter):
    """One JSON array, an object to a line."""

    _first = "[\n"
    _between = ",\n"
    _end = "\n]\n"
    _empty = "[]\n"
