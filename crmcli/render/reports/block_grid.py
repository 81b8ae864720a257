"""The columns of a table of a report: its figures, what they were before, and what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.reports.report import Kind
from crmcli.language import _
from crmcli.render.gate import one_line
from crmcli.render.reports.bars import drawn_at
from crmcli.render.reports.cells import cell_text, heading, row_label
from crmcli.render.reports.changes import change_text
from crmcli.render.reports.grid import BASE, Grid, Spare, Strand
from crmcli.render.width import cut, padded, width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crmcli.domain.reports.report import Block, Cell, Column, Row
    from crmcli.render.reports.bars import Drawing
    from crmcli.render.reports.marks import Marks

_LONGEST = 400
"""How many columns of a text are looked at: a note may have millions."""
_WITH_BASE = {Kind.SHARE, Kind.MEAN, Kind.MEDIAN}


class _Figure(NamedTuple):
    """A column, and where those stand that belong to it."""

    column: Column
    at: int
    before: int | None


def table_grid(
    block: Block, rows: Sequence[Row], marks: Marks, drawing: Drawing | None = None
) -> Grid:
    """Make the table of some rows of a block, with its total.

    Args:
        block: the block.
        rows: those of its rows that are shown.
        marks: the characters to write with.
        drawing: what draws these rows.
    """
    total = () if block.total is None else (block.total,)
    strands = tuple(_strands(block, [*rows, *total], marks))
    return Grid(strands, drawing, totalled=bool(total))


def list_grid(block: Block, row: Row, marks: Marks) -> Grid:
    """Make a table of one row: a line for each figure.

    Args:
        block: the block.
        row: the row.
        marks: the characters to write with.
    """
    figures = [each for each in _figures(block) if _shown(block, row, each.at)]
    values = [_text(row.cells[each.at]) for each in figures]
    # A text may go on below itself, a figure stays whole.
    whole = max(
        (
            width(text)
            for text, each in zip(values, figures, strict=True)
            if each.column.kind is not Kind.WORD
        ),
        default=0,
    )
    has_before = any(each.before is not None for each in figures)
    changes = [_change(row, each, marks) for each in figures] if has_before else []
    strands = [
        Strand("", [one_line(heading(each.column)) for each in figures], wraps=True),
        Strand("", values, wraps=True, least=whole, lines=0, changes=changes),
    ]
    if has_before:
        before = ["" if each.before is None else _text(row.cells[each.before]) for each in figures]
        strands += [
            Strand(_("Before"), before, spare=Spare.BEFORE),
            Strand(_("Change"), changes, right=True, spare=Spare.CHANGE),
        ]
    return Grid(tuple(strands))


def drawn_grid(block: Block, rows: Sequence[Row], drawing: Drawing) -> Grid:
    """Make a table of what is drawn alone: the names, its figures, the drawing.

    Args:
        block: the block.
        rows: those of its rows that are shown.
        drawing: what draws these rows.
    """
    at = drawn_at(block)
    names = Strand("", [row_name(block, row) for row in rows], wraps=True)
    figures = Strand("", _cells(block, rows, at), right=True)
    return Grid((names, figures), drawing)


def row_name(block: Block, row: Row) -> str:
    """Give the name of a row; harmless."""
    if row is block.total:
        return _("Total")
    name = cut(one_line(row_label(block, row)), _LONGEST)
    return name if name.strip() else _("(no name)")


def _shown(block: Block, row: Row, at: int) -> bool:
    """Tell whether a line is worth a figure; the name of a total is none."""
    return row.cells[at] is not None or (at == 0 and row is not block.total)


def _figures(block: Block) -> Iterator[_Figure]:
    before = {column.key: at for at, column in enumerate(block.columns) if column.earlier}
    for at, column in enumerate(block.columns):
        if not column.earlier:
            yield _Figure(column, at, before.get(f"{column.key}_before"))


def _strands(block: Block, rows: Sequence[Row], marks: Marks) -> Iterator[Strand]:
    for each in _figures(block):
        is_word = each.column.kind is Kind.WORD
        label = one_line(heading(each.column))
        cells = _cells(block, rows, each.at)
        has_change = each.before is not None and not is_word
        changes = [_change(row, each, marks) for row in rows] if has_change else []
        yield Strand(label, cells, right=not is_word, wraps=is_word, changes=changes)
        if each.before is not None:
            before = _cells(block, rows, each.before)
            yield Strand(_("Before"), before, right=not is_word, spare=Spare.BEFORE)
        if has_change:
            yield Strand(_("Change"), changes, right=True, spare=Spare.CHANGE)


def _cells(block: Block, rows: Sequence[Row], at: int) -> list[str]:
    if at == 0:
        return [row_name(block, row) for row in rows]
    texts = [_text(row.cells[at]) for row in rows]
    return _lined_up(texts) if block.columns[at].kind in _WITH_BASE else texts


def _text(cell: Cell) -> str:
    # A sum of many currencies is long too, but is never cut.
    text = cell_text(cell)
    return cut(one_line(text), _LONGEST) if isinstance(cell, str) else one_line(text)


def _change(row: Row, figure: _Figure, marks: Marks) -> str:
    if figure.before is None:
        return ""
    return change_text(row.cells[figure.at], row.cells[figure.before], marks)


def _lined_up(texts: Sequence[str]) -> list[str]:
    """Put what figures rest on below each other: ` 5% (1 of 20)` below `52% (26 of 50)`."""
    parts = [BASE.split(text, maxsplit=1) for text in texts]
    based = [each for each in parts if len(each) > 1]
    before = max((width(figure) for figure, _base in based), default=0)
    after = max((width(base) for _figure, base in based), default=0)
    return [
        f"{padded(each[0], before, right=True)} {padded(each[1], after)}" if len(each) > 1 else text
        for text, each in zip(texts, parts, strict=True)
    ]
