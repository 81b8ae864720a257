"""The rows of a table as cells: everything is text or a number, and nothing in it is run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli.domain.cell import RISKY, joined, neutral, paired
from crmcli.domain.export_table import Kind
from crmcli.exchange.people_cell import people_cell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from crmcli.domain.export_table import ExportColumn, ExportTable

    Cells = Callable[[Iterable[Sequence[Any]]], Iterator[list[Any]]]
    """Writes rows as cells; an empty one is None."""


def cells_of(table: ExportTable, *, raw: bool) -> Cells:
    """Give what writes the rows of a table as cells.

    Args:
        table: the table.
        raw: leave what a spreadsheet would run as it is.
    """
    forms = ((at, form_of(each)) for at, each in enumerate(table.columns))
    formed = tuple((at, form) for at, form in forms if form is not None)
    words = () if raw else tuple(at for at, each in enumerate(table.columns) if each.words)

    def written(rows: Iterable[Sequence[Any]]) -> Iterator[list[Any]]:
        for row in rows:
            cells = list(row)
            for at, form in formed:
                value = cells[at]
                cells[at] = form(value) if value or value is False else None
            for at in words:
                text = cells[at]
                if text and (text[0] in RISKY or text[0] == "'"):
                    cells[at] = neutral(text)
            yield cells

    return written


def form_of(column: ExportColumn) -> Callable[[Any], str] | None:
    """Give what writes the values of a column as text; None where they are text or numbers."""
    if column.kind is Kind.RECORDS:
        return lambda value: joined(str(each[column.part]) for each in value)
    return _FORMS.get(column.kind)


_FORMS: dict[Kind, Callable[[Any], str]] = {
    Kind.LIST: joined,
    Kind.PAIRS: paired,
    Kind.PEOPLE: people_cell,
    Kind.FLAG: lambda value: "true" if value else "false",
}
