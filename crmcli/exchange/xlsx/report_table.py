"""A table of a report as it stands in a sheet: what a figure rests on has a column of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.domain.reports.figures import Sums
from crmcli.domain.reports.report import Kind
from crmcli.errors import N_
from crmcli.exchange.xlsx import report_values as values
from crmcli.exchange.xlsx.report_values import Value, Values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from crmcli.domain.reports.report import Block, Cell, Column, Row
    from crmcli.exchange.xlsx.report_words import ReportWords


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a sheet.

    Args:
        heading: its heading.
        write: writes the cell of the report's column that stands in it.
        of: the place of that column; None for the column of the records.
        is_text: whether it begins at the left.
        part: the key of the figure whose records these are; None for those of the whole row.
    """

    heading: str
    write: Callable[[Cell], Value]
    of: int | None
    is_text: bool = False
    part: str | None = None

    def value(self, row: Row) -> Value:
        """Give what stands in it in a row."""
        if self.of is not None:
            return self.write(row.cells[self.of])
        ids = row.ids if self.part is None else row.parts.get(self.part)
        return self.write(str(ids or ""))


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a report, as it stands in a sheet.

    Args:
        block: the table of the report.
        columns: the columns of the sheet.
        rows: what stands in them, row by row.
        total: what stands in the last row; None where there is none.
    """

    block: Block
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    total: tuple[Value, ...] | None

    @property
    def all_rows(self) -> tuple[tuple[Value, ...], ...]:
        """The rows, and the total."""
        return self.rows if self.total is None else (*self.rows, self.total)

    def place(self, of: int) -> int:
        """Say at which column of the sheet a column of the report begins."""
        return next(at for at, each in enumerate(self.columns) if each.of == of)


def table_of(block: Block, words: ReportWords, *, explained: bool) -> Table:
    """Lay a table of a report out.

    Args:
        block: the table.
        words: what writes its words.
        explained: whether it is to say which records are in each row.
    """
    given = Values(words)
    columns = list(_Columns(block, words, given).all())
    if explained and any(row.ids is not None for row in block.rows):
        heading = words.text(N_("Records"))
        columns.append(SheetColumn(heading, given.plain, None, is_text=True))
        counted = {key for row in block.rows for key in row.parts}
        for column in (each for each in block.columns if each.key in counted):
            named = words.text(N_("{label}: {text}"))
            label = named.format(label=heading, text=words.heading(column))
            columns.append(SheetColumn(label, given.plain, None, is_text=True, part=column.key))
    total = None
    if block.total is not None:
        _, *others = (each.value(block.total) for each in columns)
        total = (Value(words.text(N_("Total"))), *others)
    rows = tuple(tuple(each.value(row) for each in columns) for row in block.rows)
    return Table(block, tuple(columns), rows, total)


class _Columns:
    """The columns of a sheet that the columns of a table take."""

    def __init__(self, block: Block, words: ReportWords, given: Values) -> None:
        self._block = block
        self._words = words
        self._values = given

    def all(self) -> Iterator[SheetColumn]:
        for at, column in enumerate(self._block.columns):
            yield from self._of(at, column)

    def _of(self, at: int, column: Column) -> Iterator[SheetColumn]:
        name, given = self._name(column), self._values
        match column.kind:
            case Kind.SHARE:
                yield SheetColumn(name, given.rate, at)
                yield SheetColumn(self._named(N_("{figure}: how many"), name), values.part, at)
                yield SheetColumn(self._named(N_("{figure}: of how many"), name), values.count, at)
            case Kind.MEAN | Kind.MEDIAN:
                yield SheetColumn(name, given.middle, at)
                yield SheetColumn(self._named(N_("{figure}: of how many"), name), values.count, at)
            case Kind.AMOUNT:
                heading = self._words.text(N_("Currency"))
                yield SheetColumn(name, given.plain, at)
                yield SheetColumn(heading, values.currency, at, is_text=True)
            case Kind.SUMS:
                heading = self._named(N_("{figure} by currency"), name)
                yield SheetColumn(self._in_book(name, at), given.sum, at)
                if any(map(values.has_others, self._cells(at))):
                    yield SheetColumn(heading, given.by_currency, at, is_text=True)
            case _:
                yield SheetColumn(name, given.plain, at, is_text=column.kind is Kind.WORD)

    def _cells(self, at: int) -> Sequence[Cell]:
        rows = [*self._block.rows, *([self._block.total] if self._block.total else [])]
        return [row.cells[at] for row in rows]

    def _name(self, column: Column) -> str:
        name = self._words.heading(column)
        unit = None if column.unit is None else self._words.text(column.unit)
        return name if unit is None or unit in name else self._in(name, unit)

    def _in_book(self, name: str, at: int) -> str:
        """Name sums by the currency they are in: all are in the book's."""
        sums = (cell for cell in self._cells(at) if isinstance(cell, Sums))
        book = next((each.book for each in sums if each.book is not None), None)
        return name if book is None else self._in(name, book.currency)

    def _in(self, name: str, unit: str) -> str:
        return self._words.text(N_("{figure} ({unit})")).format(figure=name, unit=unit)

    def _named(self, text: str, name: str) -> str:
        return self._words.text(text).format(figure=name)
