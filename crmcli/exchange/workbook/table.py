"""A sheet of a workbook as a table."""

from __future__ import annotations

from itertools import chain
from typing import IO, TYPE_CHECKING, Any

from crmcli.domain import listed
from crmcli.errors import CrmError
from crmcli.exchange.csv_table import NulInRow
from crmcli.exchange.header import Header, header_in
from crmcli.exchange.header_names import NOTHING_KNOWN, Names
from crmcli.exchange.own_table import is_own
from crmcli.exchange.table import Form, NoHeader, Row
from crmcli.exchange.unnamed import unnamed
from crmcli.exchange.workbook.cells import LONGEST_CELL, Loss
from crmcli.exchange.workbook.faults import (
    MOST_ALIKE,
    CellTooLong,
    DigitsLost,
    SameRowAgain,
    UnknownSheet,
)
from crmcli.exchange.workbook.process import Child

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Self

_TABLE = 2


class WorkbookTable:
    """The sheet of a workbook that was asked for, or its first that holds a table; a context.

    Args:
        file: the workbook; it is not closed.
        form: how it is to be read, where the user said so.
        names: the column names that are known.

    Attributes:
        header: the column names.
        encoding, delimiter, sheet, exact, header_rows, other_sheets: as those of every `Table`;
            the other sheets are known when all rows were read, and none where a sheet was asked
            for.

    Raises:
        UnknownSheet: it has no sheet of that name or number.
        NoHeader: there is nothing in it.
        MissingExtra, NoWorkbook, WorkbookDamaged, WorkbookTooLarge, WorkbookTooSlow: it cannot be
            read.
    """

    encoding = ""
    delimiter = ""

    def __init__(self, file: IO[bytes], form: Form, names: Names = NOTHING_KNOWN) -> None:
        self._form, self._names = form, names
        self._child = Child(file)
        self.sheet: str | None = None
        self.other_sheets: tuple[str, ...] = ()
        try:
            chosen = self._chosen()
            self._number, self._sheet, header = chosen
        except BaseException:
            self._child.close()
            raise
        self.sheet = self._child.sheets[self._number][0]
        self._first = header.data
        self.header = header.names
        self.header_rows: tuple[int, int] | None = (header.first, header.last)
        self.exact = is_own(self.header)
        self._done = 0

    def __enter__(self) -> Self:
        """Give the table."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process that reads it."""
        self._child.close()

    def progress(self) -> tuple[int, int]:
        """Say how many rows of how many were read."""
        return self._done, max(self._sheet["last"], 1)

    def rows(self) -> Iterator[Row]:
        """Yield the rows that are not blank; one that cannot be used carries its fault.

        Raises:
            WorkbookDamaged, WorkbookTooLarge: the rest of the sheet cannot be read.
            SameRowAgain: one row stands there thousands of times.
        """
        before, alike = None, 0
        for each in chain(
            self._sheet["head"][self._first :], chain.from_iterable(self._child.rest())
        ):
            alike = alike + 1 if each[1] == before else 0
            if alike > MOST_ALIKE:
                raise SameRowAgain(row=each[0], most=MOST_ALIKE)
            before = each[1]
            yield self._row(each)
        if self._form.sheet is None:
            self.other_sheets = self._others()

    def _row(self, row: Sequence[Any]) -> Row:
        number, cells, lost = row
        self._done = number
        if not lost:
            return Row(number, cells)
        places = {int(place): self._loss(int(place), cells, lost[place]) for place in lost}
        return Row(number, cells, next(iter(places.values())), places)

    def _loss(self, place: int, cells: Sequence[str], what: str) -> CrmError:
        column = " ".join(self.header[place].split()) or unnamed(place)
        if what == Loss.DIGITS:
            return DigitsLost(column=column, text=cells[place])
        return NulInRow() if what == Loss.NUL else CellTooLong(column=column, most=LONGEST_CELL)

    def _chosen(self) -> tuple[int, dict[str, Any], Header]:
        """Choose the sheet: the one asked for, or the first with columns that are known."""
        if self._form.sheet is not None:
            return self._opened(self._named(self._form.sheet))
        fallback: tuple[int, int] | None = None
        for number, (_, shown) in enumerate(self._child.sheets):
            if not shown:
                continue
            sheet = self._open(number)
            if not sheet["head"]:
                continue
            header = self._header(sheet)
            if header.known and self._names.are_all_in(header.names):
                return number, sheet, header
            rank = 0 if header.known else 1 if _is_table(sheet["head"]) else 2
            fallback = min(fallback or (rank, number), (rank, number))
        if fallback is None:
            raise NoHeader
        return self._opened(fallback[1])

    def _opened(self, number: int) -> tuple[int, dict[str, Any], Header]:
        sheet = self._open(number)
        return number, sheet, self._header(sheet)

    def _open(self, number: int) -> dict[str, Any]:
        least = self._form.header[1] if self._form.header else 0
        return self._child.ask("open", number, least)

    def _header(self, sheet: dict[str, Any]) -> Header:
        lines = [(number, cells) for number, cells, _ in sheet["head"]]
        return header_in(lines, self._names, sheet["merged"], self._form.header)

    def _named(self, name: str) -> int:
        names = [each for each, _ in self._child.sheets]
        plain = [each.strip().casefold() for each in names]
        if name in names:
            return names.index(name)
        if name.strip().casefold() in plain:
            return plain.index(name.strip().casefold())
        if name.isascii() and name.isdigit() and 0 < int(name) <= len(names):
            return int(name) - 1
        raise UnknownSheet(name=name, sheets=listed.names(names))

    def _others(self) -> tuple[str, ...]:
        """Name the other sheets that are shown and hold a table, or cannot be looked at."""
        numbers = [
            number
            for number, (_, shown) in enumerate(self._child.sheets)
            if shown and number != self._number
        ]
        found: list[int] = []
        for at, number in enumerate(numbers):
            try:
                if self._child.ask("look", number)["table"]:
                    found.append(number)
            except CrmError:
                found += numbers[at:]
                break
        return tuple(self._child.sheets[number][0] for number in found)


def _is_table(head: Sequence[Sequence[Any]]) -> bool:
    filled = [sum(1 for cell in row[1] if cell and not cell.isspace()) for row in head]
    return len(filled) >= _TABLE and max(filled) >= _TABLE
