"""Columns whose names may mean a field: they do where every cell reads as its value."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crmcli.domain.field_names import plain_name
from crmcli.errors import CrmError
from crmcli.exchange.column_names import doubtful_names
from crmcli.exchange.columns import Use
from crmcli.exchange.rejects import without_front
from crmcli.exchange.table import form_found
from crmcli.exchange.tables import table_in
from crmcli.exchange.totals import with_totals
from crmcli.services.customers.fields import read_field
from crmcli.services.imports.cell import says_nothing
from crmcli.services.imports.columns import columns_in
from crmcli.services.imports.mappings import known_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from crmcli.exchange.header_names import Names
    from crmcli.exchange.table import Table
    from crmcli.services.customers.fields import Reading
    from crmcli.services.imports.result import ImportRequest


@dataclass(slots=True)
class _Doubt:
    """A column that may hold a field; `seen` are the cells that did so far."""

    place: int
    meant: str
    seen: set[str] = field(default_factory=set)

    def fits(self, text: str, reading: Reading) -> bool:
        """Tell whether a cell is blank, or can be a value of the field."""
        if not text or text in self.seen or says_nothing(self.meant, text):
            return True
        try:
            read_field(self.meant, text, reading)
        except CrmError:
            return False
        self.seen.add(text)
        return True


@contextmanager
def table_with_fitting(
    request: ImportRequest, names: Names, reading: Reading
) -> Iterator[tuple[Table, Mapping[str, str]]]:
    """Open the table of a file, and say of which doubtful columns the fields are meant.

    A file without such columns is read once; one that has some, to the first value that fits none.

    Args:
        request: the file and how to read it.
        names: the column names that are known.
        reading: what text is read with.

    Returns:
        The table, and by the plain names of the columns their fields.
    """
    with ExitStack() as stack:
        table = stack.enter_context(table_in(request.file, request.form, names))
        doubts = _doubts(table, request, reading)
        fitting: Mapping[str, str] = {}
        if doubts:
            header = without_front(table.header)
            front = len(table.header) - len(header)
            found = _fitting(table, doubts, front, reading)
            fitting = {plain_name(header[each.place]): each.meant for each in found}
            stack.close()
            form = form_found(request.form, table)
            table = stack.enter_context(table_in(request.file, form, names))
        yield table, fitting


def _doubts(table: Table, request: ImportRequest, reading: Reading) -> list[_Doubt]:
    header = without_front(table.header)
    edits = {**known_of(header, request.known), **request.edits}
    columns = columns_in(header, edits, reading.custom, doubtful_names())
    return [
        _Doubt(each.place, each.field)
        for each in columns
        if each.use is Use.FIELD and doubtful_names().get(plain_name(each.name)) == each.field
    ]


def _fitting(table: Table, doubts: list[_Doubt], front: int, reading: Reading) -> list[_Doubt]:
    left = doubts
    for row, is_total in with_totals(table.rows(), exact=table.exact):
        if row.fault is not None or is_total:
            continue
        cells = row.cells[front:]
        left = [each for each in left if each.fits(cells[each.place].strip(), reading)]
        if not left:
            break
    return [each for each in left if each.seen]
