"""The formats of an export, and what writes each."""

from __future__ import annotations

from enum import StrEnum
from pathlib import PurePath
from typing import IO, TYPE_CHECKING, Any, Protocol

from crmcli.errors import N_, UsageFault
from crmcli.exchange.text_writers import CsvWriter, JsonLinesWriter, JsonWriter, TsvWriter
from crmcli.exchange.vcard.vcard_writer import OldVcardWriter, VcardWriter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from crmcli.domain.export_table import ExportTable


class ExportFormat(StrEnum):
    """The formats of an export."""

    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    JSONL = "jsonl"
    XLSX = "xlsx"
    VCF = "vcf"
    VCF3 = "vcf3"


class FormatUnknown(UsageFault):
    """A file whose name does not say what it is to be."""

    code = "format_unknown"
    sentence = N_("The name {path} does not tell the format.")
    hint = N_("Name it like customers.csv, or say --format csv, tsv, xlsx, json, jsonl or vcf.")


_SUFFIXES = {
    ".csv": ExportFormat.CSV,
    ".tsv": ExportFormat.TSV,
    ".tab": ExportFormat.TSV,
    ".json": ExportFormat.JSON,
    ".jsonl": ExportFormat.JSONL,
    ".ndjson": ExportFormat.JSONL,
    ".xlsx": ExportFormat.XLSX,
    ".vcf": ExportFormat.VCF,
    ".vcard": ExportFormat.VCF,
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


class TableWriter(Protocol):
    """Writes the rows of a table to a file, some at a time."""

    def begin(self, table: ExportTable, count: int) -> None:
        """Begin a table; where a format holds several, the one before it is complete.

        Args:
            table: what its rows hold.
            count: how many rows it will have, or fewer.
        """

    def write(self, rows: Iterable[Sequence[Any]]) -> None:
        """Write rows, each as a plain value for each column of the table."""

    def finish(self) -> None:
        """Write what belongs to the end; the file stays open."""


class MakeWriter(Protocol):
    """What makes the writer of a format."""

    def __call__(self, file: IO[bytes], *, raw: bool, mark: bool, made: datetime) -> TableWriter:
        """Make a writer.

        Args:
            file: an open file, at its start.
            raw: leave what a spreadsheet would run as it is.
            mark: begin with the mark by which Excel knows UTF-8.
            made: the run's instant, in the book's time zone.
        """


def _workbook(file: IO[bytes], *, raw: bool, mark: bool, made: datetime) -> TableWriter:
    from crmcli.exchange.xlsx.writer import XlsxWriter  # noqa: PLC0415 - one format of many

    return XlsxWriter(file, raw=raw, mark=mark, made=made)


CARDS = frozenset({ExportFormat.VCF, ExportFormat.VCF3})
"""The formats in which each row is followed by the kept lines of its vCard."""


WRITERS: dict[ExportFormat, MakeWriter] = {
    ExportFormat.CSV: CsvWriter,
    ExportFormat.TSV: TsvWriter,
    ExportFormat.JSON: JsonWriter,
    ExportFormat.JSONL: JsonLinesWriter,
    ExportFormat.XLSX: _workbook,
    ExportFormat.VCF: VcardWriter,
    ExportFormat.VCF3: OldVcardWriter,
}
"""The writer of each format."""

SEVERAL_TABLES = frozenset({ExportFormat.XLSX})
"""The formats that hold several tables."""

BINARY = frozenset({ExportFormat.XLSX})
"""The formats that are no text."""
