"""Customers written to a file, a writer for each format."""

from __future__ import annotations

import csv
import io
import json
import re
from enum import StrEnum
from pathlib import PurePath
from typing import IO, TYPE_CHECKING, Any, Protocol

from crmcli.domain.customer_columns import AMOUNT, CURRENCY, CUSTOMER_COLUMNS
from crmcli.errors import N_, UsageFault
from crmcli.exchange.customer_cells import customer_cells

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


class ExportFormat(StrEnum):
    """The formats of an export."""

    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    JSONL = "jsonl"


class FormatUnknown(UsageFault):
    """A file whose name does not say what it is to be."""

    code = "format_unknown"
    sentence = N_("The name {path} does not tell the format.")
    hint = N_("Name it like customers.csv, or say --format csv, tsv, json or jsonl.")


_SUFFIXES = {
    ".csv": ExportFormat.CSV,
    ".tsv": ExportFormat.TSV,
    ".tab": ExportFormat.TSV,
    ".json": ExportFormat.JSON,
    ".jsonl": ExportFormat.JSONL,
    ".ndjson": ExportFormat.JSONL,
}


def format_of(path: str) -> ExportFormat:
    """Tell the format by the suffix of a file's name.

    Raises:
        FormatUnknown: it has none that is known.
    """
    found = _SUFFIXES.get(PurePath(path).suffix.lower())
    if found is None:
        raise FormatUnknown(path=path)
    return found


class CustomerWriter(Protocol):
    """Writes customers to a file, some at a time."""

    def write(self, rows: Iterable[Sequence[Any]]) -> None:
        """Write customers, each as the plain values of `CUSTOMER_COLUMNS`."""

    def finish(self) -> None:
        """Write what belongs to the end; the file stays open."""


class _Text:
    """What the writers of text share: the file, written as UTF-8 with the newlines they are given.

    Args:
        file: an open file, at its start.
        raw: leave what a spreadsheet would run as it is.
        mark: begin with the mark by which Excel knows UTF-8.
    """

    def __init__(self, file: IO[bytes], *, raw: bool, mark: bool) -> None:
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

    def __init__(self, file: IO[bytes], *, raw: bool, mark: bool) -> None:
        super().__init__(file, raw=raw, mark=mark)
        # Only what is part of the end of a line is sure to be quoted, in every Python.
        self._writer = csv.writer(_Lines(self._text), lineterminator=_CRLF)
        self._writer.writerow(CUSTOMER_COLUMNS)

    def write(self, rows: Iterable[Sequence[Any]]) -> None:
        """Write customers."""
        self._writer.writerows(customer_cells(rows, raw=self._raw))


_TSV_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_TSV_SPECIAL = re.compile(r"[\\\t\n\r]")


class TsvWriter(_Text):
    """Tab-separated values, a customer to a line; tab, newline and backslash are escaped."""

    def __init__(self, file: IO[bytes], *, raw: bool, mark: bool) -> None:
        super().__init__(file, raw=raw, mark=mark)
        self._text.write("\t".join(CUSTOMER_COLUMNS) + "\n")

    def write(self, rows: Iterable[Sequence[Any]]) -> None:
        """Write customers."""
        for cells in customer_cells(rows, raw=self._raw):
            texts = ["" if each is None else str(each) for each in cells]
            if _TSV_SPECIAL.search("".join(texts)):
                texts = [each.translate(_TSV_ESCAPES) for each in texts]
            self._text.write("\t".join(texts) + "\n")


class JsonLinesWriter(_Text):
    """A JSON object to a line."""

    _between = "\n"
    _end = "\n"

    def __init__(self, file: IO[bytes], *, raw: bool, mark: bool) -> None:
        super().__init__(file, raw=raw, mark=mark)
        self._before = ""
        # Python's own json escapes control characters; a file needs no more.
        self._encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode

    def write(self, rows: Iterable[Sequence[Any]]) -> None:
        """Write customers."""
        for row in rows:
            record = dict(zip(CUSTOMER_COLUMNS, row, strict=True))
            currency = record.pop(CURRENCY)
            if currency is not None:
                record[AMOUNT] = {"amount": record[AMOUNT], "currency": currency}
            self._text.write(self._before + self._encode(record))
            self._before = self._between

    def finish(self) -> None:
        """Write what belongs to the end."""
        self._text.write(self._end if self._before == self._between else self._empty())
        super().finish()

    def _empty(self) -> str:
        return ""


class JsonWriter(JsonLinesWriter):
    """One JSON array, an object to a line."""

    _between = ",\n"
    _end = "\n]\n"

    def __init__(self, file: IO[bytes], *, raw: bool, mark: bool) -> None:
        super().__init__(file, raw=raw, mark=mark)
        self._before = "[\n"

    def _empty(self) -> str:
        return "[]\n"


WRITERS: dict[ExportFormat, Callable[..., CustomerWriter]] = {
    ExportFormat.CSV: CsvWriter,
    ExportFormat.TSV: TsvWriter,
    ExportFormat.JSON: JsonWriter,
    ExportFormat.JSONL: JsonLinesWriter,
}
"""The writer of each format."""
