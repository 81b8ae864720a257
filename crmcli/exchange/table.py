"""A table from outside, whatever kind of file it comes in: a header and rows of text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from crmcli.errors import N_, CrmError, Refused, UsageFault

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping
    from typing import Self


class NoHeader(Refused):
    """A file of blank lines."""

    code = "no_header"
    sentence = N_("There is no row with column names.")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table.

    Args:
        number: its number as a spreadsheet shows it, the header being 1 and blank lines counted.
        cells: one for each column, as they are written.
        fault: why it cannot be used; None if it can.
        spoilt: where single cells cannot be used, by their place why; `fault` is one of these then.
        rescued: whether its cells are what could be read in spite of the fault, and tell no more
            of it.
    """

    number: int
    cells: list[str]
    fault: CrmError | None = None
    spoilt: Mapping[int, CrmError] | None = None
    rescued: bool = False

    def fault_in(self, places: Container[int]) -> CrmError | None:
        """Say why the row cannot be used by whoever needs the cells in these places alone."""
        if not self.spoilt:
            return self.fault
        return next((why for place, why in self.spoilt.items() if place in places), None)


@dataclass(frozen=True, slots=True)
class Form:
    """How a file is to be read, where the user said so.

    Args:
        encoding: its encoding; None to tell it by the content.
        sheet: the name or the number, from 1, of the sheet of a workbook; None for the first one
            that holds a table.
        header: the first and the last row of the column names, as a spreadsheet numbers them; None
            to look for them.
    """

    encoding: str | None = None
    sheet: str | None = None
    header: tuple[int, int] | None = None


class NoHeaderRow(UsageFault):
    """A `--header` for a file whose column names stand in no row."""

    code = "no_header_row"
    sentence = N_("The names of its columns stand in no row of this file.")


def form_found(form: Form, table: Table) -> Form:
    """Give how a file is to be read once more, so that it is the same table."""
    return replace(form, sheet=table.sheet, header=table.header_rows)


class Table(Protocol):
    """A header and rows; used as a context, within which the rows are taken once.

    Attributes:
        header: the column names as they are written.
        encoding: how its text was encoded; empty where that is no question.
        delimiter: what divides the cells; empty where nothing does.
        sheet: the sheet it stands on; None in a file that has none.
        exact: whether every cell is what it says, to the byte, as in what crm wrote.
        header_rows: the first and the last row of the column names; None where they have no row.
        other_sheets: sheets that hold tables too and were not read, once all rows were read.
    """

    header: list[str]
    encoding: str
    delimiter: str
    sheet: str | None
    exact: bool
    header_rows: tuple[int, int] | None
    other_sheets: tuple[str, ...]

    def __enter__(self) -> Self:
        """Give the table."""

    def __exit__(self, *_: object) -> None:
        """Give the file back to its owner."""

    def rows(self) -> Iterator[Row]:
        """Yield the rows that are not blank; one that cannot be used carries its fault."""

    def progress(self) -> tuple[int, int]:
        """Say how much of how much was read, in whatever unit."""
