"""Tables of text: CSV and its kin, read by their content whatever the file is called."""

from __future__ import annotations

import csv
import io
from itertools import chain
from typing import IO, TYPE_CHECKING, TextIO

from crmcli.errors import N_, CrmError, Refused
from crmcli.exchange.delimiter import delimiter_of
from crmcli.exchange.header import Header, header_in
from crmcli.exchange.header_finder import LONGEST_SEARCH
from crmcli.exchange.header_names import NOTHING_KNOWN, Names
from crmcli.exchange.own_table import is_own, is_own_tsv, own_tsv_records
from crmcli.exchange.table import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Self

LONGEST_CELL = 16_000_000
"""The most characters of one cell; more is a quote that was never closed."""

_SAMPLE = 1 << 16
_MARK = "\ufeff"


class OpenQuote(Refused):
    """A quote that is opened and never closed: everything after it would be one cell."""

    code = "open_quote"
    sentence = N_("A quote opens in line {line} and is not closed.")
    hint = N_("Close the quote, or write it twice if it belongs to the text.")


class BadQuote(Refused):
    """Text that goes on behind the closing quote of its cell."""

    code = "bad_quote"
    sentence = N_("Row {row}: text follows the closing quote of a cell.")
    hint = N_("A quote within a quoted cell is written twice.")


class RaggedRow(Refused):
    """A row with more cells than there are columns."""

    code = "ragged_row"
    sentence = N_("It has {found} cells where the header has {expected}.")


class NulInRow(Refused):
    """A row with a NUL character."""

    code = "nul_in_row"
    sentence = N_("It holds a NUL character.")


class CsvTable:
    """A table of text; it is used as a context.

    Args:
        file: the file, at its start; it is read as the rows are taken, and not closed.
        encoding: the codec that all of it fits.
        names: the column names that are known, by which the header is found.
        header_rows: the rows in which they stand, where the user said so.

    Attributes:
        header: the column names.
        encoding, delimiter, sheet, exact, header_rows, other_sheets: as those of every `Table`.

    Raises:
        NoHeader: all lines are blank, or those in which the header is said to be.
        OpenQuote, BadQuote: a quote in the first rows is not closed, or text follows it.
    """

    sheet: str | None = None
    other_sheets: tuple[str, ...] = ()

    def __init__(
        self,
        file: IO[bytes],
        encoding: str,
        names: Names = NOTHING_KNOWN,
        header_rows: tuple[int, int] | None = None,
    ) -> None:
        self.encoding = encoding.removesuffix("-sig")
        self._file, self._size = file, file.seek(0, 2)
        file.seek(0)
        # Newlines stay as they are within quotes, and a bare CR ends a row too.
        text = self._text = io.TextIOWrapper(file, encoding, newline="")
        sample = text.read(_SAMPLE)
        text.seek(0)
        if sample.startswith(_MARK):
            # Only the codecs of Unicode take their mark away.
            sample = sample.removeprefix(text.read(1))
        if is_own_tsv(sample, encoding):
            self.delimiter = "\t"
            self._records: Iterator[tuple[int, list[str], bool]] = own_tsv_records(text)
        else:
            self.delimiter = delimiter_of(sample, whole=len(sample) < _SAMPLE)
            self._records = _records(text, self.delimiter)
        try:
            header = self._found(names, header_rows)
        except CrmError:
            text.detach()
            raise
        self.header = header.names
        self.header_rows: tuple[int, int] | None = (header.first, header.last)
        self.exact = is_own(self.header)

    def _found(self, names: Names, rows: tuple[int, int] | None) -> Header:
        """Find the header in the first rows, and put the others back."""
        least = 0 if rows is None else rows[1]
        head: list[tuple[int, list[str], bool]] = []
        for record in self._records:
            if not _is_blank(record[1]):
                head.append(record)
                if len(head) == 1 and is_own(record[1]):
                    break
                if len(head) > LONGEST_SEARCH and record[0] >= least:
                    break
        lines = [(number, cells) for number, cells, _ in head]
        header = header_in(lines, names, rows=rows)
        self._records = chain(head[header.data :], self._records)
        return header

    def __enter__(self) -> Self:
        """Give the table."""
        return self

    def __exit__(self, *_: object) -> None:
        """Give the file back to its owner."""
        self._text.detach()

    def progress(self) -> tuple[int, int]:
        """Say how many bytes of how many were read."""
        return self._file.tell(), self._size

    def rows(self) -> Iterator[Row]:
        """Yield the rows that are not blank; one that cannot be used carries its fault.

        Raises:
            OpenQuote: a quote is never closed.
            BadQuote: text follows a closing quote, so that the cells cannot be told apart.
        """
        width = len(self.header)
        for number, cells, has_nul in self._records:
            if _is_blank(cells):
                continue
            fault: CrmError | None = NulInRow() if has_nul else None
            if len(cells) > width and not _is_blank(cells[width:]):
                fault = RaggedRow(found=len(cells), expected=width)
            missing = width - len(cells)
            whole = cells if not missing else [*cells[:width], *[""] * missing]
            yield Row(number, whole, fault)


def _records(text: TextIO, delimiter: str) -> Iterator[tuple[int, list[str], bool]]:
    lines = _Lines(text)
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    number = 0
    try:
        for cells in reader:
            number += 1
            yield number, cells, lines.has_nul
            lines.forget()
    except csv.Error:
        opened = _open_quote("".join(lines.held), delimiter)
        if opened is None:
            raise BadQuote(row=number + 1) from None
        raise OpenQuote(line=lines.first + opened) from None


class _Lines:
    """The lines of a text; those of the record at hand are held, to say where it went wrong."""

    def __init__(self, text: Iterable[str]) -> None:
        self._lines = iter(text)
        self.first = 1
        self.held: list[str] = []
        self.has_nul = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.held.append(line)
        if "\0" in line:
            self.has_nul = True
        return line

    def forget(self) -> None:
        """Let go of the lines of a record that was read."""
        self.first += len(self.held)
        self.held.clear()
        self.has_nul = False


def _open_quote(record: str, delimiter: str) -> int | None:
    """Say in which line of a record, from 0, a quote opens that is not closed; None if none is."""
    opened, fresh, at = -1, True, 0
    while at < len(record):
        char = record[at]
        if opened >= 0:
            if char == '"':
                if record[at + 1 : at + 2] == '"':
                    at += 1
                else:
                    opened = -1
        elif char == '"' and fresh:
            opened = at
        fresh = opened < 0 and (char == delimiter or char in "\r\n")
        at += 1
    if opened < 0:
        return None
    before = record[:opened]
    return before.count("\n") + before.count("\r") - before.count("\r\n")


def _is_blank(cells: Iterable[str]) -> bool:
    return not any(cells) or all(not cell or cell.isspace() for cell in cells)
