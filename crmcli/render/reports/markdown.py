"""A report as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.language import _
from crmcli.render import delimited, joined
from crmcli.render.reports.cells import (
    head_lines,
    heading,
    parts_of,
    records_told,
    row_texts,
    titled,
)
from crmcli.render.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.domain.reports.report import Block, Report, Row


def markdown(report: Report) -> Iterator[str]:
    """Write a report as Markdown."""
    yield f"# {delimited.markdown_text(titled(report.title))}\n\n"
    for line in head_lines(report):
        yield f"{delimited.markdown_text(line)}\n"
    for block in report.blocks:
        yield f"\n## {delimited.markdown_text(titled(block.title))}\n\n"
        if block.is_empty:
            yield f"{_('No data.')}\n"
        else:
            yield from delimited.markdown_lines(_table(block))
        notes = [*block.notes, *([block.how] if report.explained else [])]
        for note in notes:
            yield f"\n{delimited.markdown_text(say(note))}\n"


def _table(block: Block) -> Iterator[list[str]]:
    ids = any(row.ids is not None for row in block.rows)
    yield [*map(heading, block.columns), *([_("Records")] if ids else [])]
    for row in block.rows:
        yield [*row_texts(row), *([_traced(block, row)] if ids else [])]
    if block.total is not None:
        yield [_("Total"), *row_texts(block.total)[1:], *([""] if ids else [])]


def _traced(block: Block, row: Row) -> str:
    """Name the records of a row: of which table, and their ids."""
    if row.ids is None:
        return ""
    parts = [records_told(block, row, str(row.ids))]
    parts += [
        _("{label}: {text}").format(label=label, text=ids) for label, ids in parts_of(block, row)
    ]
    return joined.clauses(parts)
