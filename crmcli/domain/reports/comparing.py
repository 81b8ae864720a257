"""A report beside the same one of the period before: each figure next to what it was."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import zip_longest
from typing import TYPE_CHECKING

from crmcli.domain.message import Message
from crmcli.domain.reports.figures import Mean, Median, Share, Sums
from crmcli.domain.reports.named import Named
from crmcli.domain.reports.report import Kind, Matching, Row
from crmcli.domain.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crmcli.domain.reports.report import Block, Cell, Column

_FIGURES = {Kind.COUNT, Kind.NUMBER, Kind.SUMS, Kind.SHARE, Kind.MEAN, Kind.MEDIAN}


def compared(blocks: Sequence[Block], before: Sequence[Block]) -> tuple[Block, ...]:
    """Put the figures of the period before beside those of a period.

    Args:
        blocks: the tables of the period.
        before: the same of the period before.
    """
    earlier = {each.key: each for each in before}
    return tuple(
        each if each.matching is Matching.NEVER else _beside(each, earlier[each.key])
        for each in blocks
    )


def _beside(block: Block, before: Block) -> Block:
    rows = []
    for now, then in _pairs(block, before):
        # A day that a period does not have has no figures, while of a reason that nobody gave there
        # were none.
        cells = tuple(_woven(block, now, then, empty=block.matching is not Matching.PLACE))
        # What is counted is told of the period itself; a row of the one before has nothing of it.
        rows.append(Row(cells) if now is None else replace(now, cells=cells))
    total = None
    if block.total is not None or before.total is not None:
        mine, theirs = _total(block, before.total), _total(before, block.total)
        cells = tuple(_woven(block, mine, theirs, empty=True))
        total = Row(cells, None if mine is None else mine.ids)
    return replace(block, columns=tuple(_columns(block)), rows=tuple(rows), total=total)


def _total(block: Block, other: Row | None) -> Row | None:
    """Give what all rows add up to; a single row is its own total, as far as rows can be added.

    Args:
        block: a table.
        other: the total of the same table of the other period, if there is one.
    """
    if block.total is not None or not block.rows:
        return block.total
    (only,) = block.rows
    # What has no total there cannot be added, such as a median.
    sums = [other is None or other.cells[at] is not None for at in range(len(block.columns))]
    cells = zip(block.columns, only.cells, sums, strict=True)
    return replace(
        only,
        cells=tuple(
            cell if is_sum and column.kind is not Kind.WORD else None
            for column, cell, is_sum in cells
        ),
    )


def _pairs(block: Block, before: Block) -> Iterator[tuple[Row | None, Row | None]]:
    if block.matching is Matching.PLACE:
        yield from zip_longest(block.rows, before.rows)
        return
    earlier = {_name(row, block.named): row for row in before.rows}
    found = [earlier.pop(_name(row, block.named), None) for row in block.rows]
    # A reason may be spelled otherwise in the period before.
    alike: dict[tuple[object, ...], list[Row]] = {}
    for row in earlier.values():
        alike.setdefault(_name(row, block.named, spelled=False), []).append(row)
    for row, then in zip(block.rows, found, strict=True):
        others = alike.get(_name(row, block.named, spelled=False))
        yield row, others.pop(0) if then is None and others else then
    for others in alike.values():
        for row in others:
            yield None, row


def _name(row: Row, named: int, *, spelled: bool = True) -> tuple[object, ...]:
    """Give what a row is known by: its first cells, so many; their spelling may not matter."""
    known = map(_known_by, row.cells[:named])
    return tuple(fold(each) if isinstance(each, str) and not spelled else each for each in known)


def _known_by(cell: Cell) -> object:
    if isinstance(cell, Named):
        return Named, cell.key or cell.label.text
    if isinstance(cell, Message):
        return (cell.text, *sorted(map(str, cell.details.items())))
    return cell


def _columns(block: Block) -> Iterator[Column]:
    for at, column in enumerate(block.columns):
        yield column
        if _is_twofold(block, at):
            yield replace(column, key=f"{column.key}_before", earlier=True)


def _is_twofold(block: Block, at: int) -> bool:
    """Tell whether a column has one of the period before beside it: figures, and days by place."""
    column = block.columns[at]
    is_figure = column.kind in _FIGURES and not column.standing
    return is_figure or (at == 0 and block.matching is Matching.PLACE)


def _woven(block: Block, now: Row | None, then: Row | None, *, empty: bool) -> Iterator[Cell]:
    """Put the cells of two rows beside each other.

    Args:
        block: their table.
        now: the row of the period; None if it has none.
        then: that of the period before, likewise.
        empty: whether a row that is not there has the figures of nothing, rather than none.
    """
    for at in range(len(block.columns)):
        mine = None if now is None else now.cells[at]
        theirs = None if then is None else then.cells[at]
        if not _is_twofold(block, at):
            yield theirs if now is None else mine
            continue
        yield _nothing_like(theirs) if now is None and empty else mine
        yield _nothing_like(mine) if then is None and empty else theirs


def _nothing_like(cell: Cell) -> Cell:
    """Give the figure of no records, of the same kind."""
    if isinstance(cell, Share):
        return Share(0, 0)
    if isinstance(cell, Mean):
        return Mean(0, 0)
    if isinstance(cell, Median):
        return Median(None, 0, cell.currency)
    if isinstance(cell, Sums):
        zero = None if cell.book is None else replace(cell.book, minor=0)
        return Sums((), zero)
    return 0 if isinstance(cell, (int, Fraction)) else None
