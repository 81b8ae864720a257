"""Amounts that no rate leads to the book's currency: told by currency, and that is said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crmcli.domain.listed import names
from crmcli.domain.message import message
from crmcli.domain.reports.figures import Sums
from crmcli.errors import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.domain.reports.report import Block, Cell, Report, Row

_LACKING = N_(
    "{currencies}: an amount has no rate on its day, so there is no sum of all; state one with crm"
    " rate set CURRENCY RATE --on DATE."
)


def noted(block: Block) -> Block:
    """Give a table with a note where an amount in it has no rate."""
    lacking = {currency for sums in _sums(block) for currency in sums.lacking}
    if not lacking:
        return block
    return block.noted(message(_LACKING, currencies=names(sorted(lacking))))


def in_one_way(report: Report) -> Report:
    """Give a report for people, whose sums can be added up by eye.

    Where one sum of a table is known by currency alone, all of them are told so.
    """
    return replace(report, blocks=tuple(map(_in_one_way, report.blocks)))


def _in_one_way(block: Block) -> Block:
    if all(each.book is not None for each in _sums(block)):
        return block
    total = None if block.total is None else _by_currency(block.total)
    return replace(block, rows=tuple(map(_by_currency, block.rows)), total=total)


def _by_currency(row: Row) -> Row:
    def told(cell: Cell) -> Cell:
        return replace(cell, book=None) if isinstance(cell, Sums) else cell

    return replace(row, cells=tuple(map(told, row.cells)))


def _sums(block: Block) -> Iterator[Sums]:
    for row in (*block.rows, *([] if block.total is None else [block.total])):
        yield from (cell for cell in row.cells if isinstance(cell, Sums))
