"""Where the column names of a table stand: under a title, in one row or two, as people keep it.

What is told apart: titles and notes above, group names over the names of columns, and a row that
says which cells must be filled. Only known names and merged cells decide; where neither is there,
the first row counts that is neither blank nor a title.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.errors import N_, Refused, UsageFault
from crmcli.exchange.header_finder import Finder
from crmcli.exchange.header_names import NOTHING_KNOWN, Names
from crmcli.exchange.table import NoHeader

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crmcli.exchange.header_finder import Line, Merged

LAST_ROW = 1000
"""The last row in which a header can be said to be."""

MOST_COLUMNS = 1000
"""How many columns a table can have; a cell far to the right makes many."""


class BadHeaderRows(UsageFault):
    """A `--header` that is no row and no rows."""

    code = "bad_header_rows"
    sentence = N_("Cannot read {text} as the rows of the header.")
    hint = N_("Write it like --header 3, or --header 2-3; up to row 1000.")


class NothingInHeader(Refused):
    """A `--header` that names blank rows."""

    code = "no_header"
    sentence = N_("There is nothing in the rows {first} to {last}.")


class TooManyColumns(Refused):
    """A table with more columns than any has that people keep."""

    code = "too_many_columns"
    sentence = N_("The table has {count} columns; {most} can be read.")


@dataclass(frozen=True, slots=True)
class Header:
    """The column names of a table.

    Args:
        names: one for each column.
        first: the first row in which they stand.
        last: the last of these rows.
        data: how many rows that are not blank come before those of the table.
        known: whether they are known to be column names.
    """

    names: list[str]
    first: int
    last: int
    data: int
    known: bool = False


def read_header_rows(text: str) -> tuple[int, int]:
    """Read what `--header` was given: a row, or the first and the last one.

    Raises:
        BadHeaderRows: it is neither.
    """
    match = re.fullmatch(r"\s*([0-9]{1,4})(?:\s*[-–:]\s*([0-9]{1,4}))?\s*", text, re.ASCII)
    if match is not None:
        first, last = int(match[1]), int(match[2] or match[1])
        if 0 < first <= last <= LAST_ROW:
            return first, last
    raise BadHeaderRows(text=text)


def header_in(
    head: Sequence[Line],
    names: Names = NOTHING_KNOWN,
    merged: Iterable[Merged] = (),
    rows: tuple[int, int] | None = None,
) -> Header:
    """Find the column names of a table.

    Args:
        head: its first rows that are not blank.
        names: the column names that are known.
        merged: the merged ranges, where they are known.
        rows: the rows in which the names stand, where the user said so.

    Raises:
        NoHeader: there are no rows.
        NothingInHeader: there is nothing in the rows that the user named.
        TooManyColumns: there are more than a thousand.
    """
    if not head:
        raise NoHeader
    finder = Finder(head, names, [tuple(each) for each in merged])
    if rows is None:
        top, bottom = finder.extent(finder.place())
    else:
        inside = [at for at, (number, _) in enumerate(head) if rows[0] <= number <= rows[1]]
        if not inside:
            raise NothingInHeader(first=rows[0], last=rows[1])
        top, bottom = inside[0], inside[-1]
    joined = finder.joined(top, bottom)
    if len(joined) > MOST_COLUMNS:
        raise TooManyColumns(count=len(joined), most=MOST_COLUMNS)
    return Header(
        joined,
        head[top][0],
        head[bottom][0],
        bottom + 1 + finder.marks_below(bottom),
        known=rows is not None or any(names.field(each) in names.needed for each in joined),
    )
