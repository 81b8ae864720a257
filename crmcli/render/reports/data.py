"""A report for programs: JSON, JSON lines, csv, tsv; and as Markdown."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from crmcli.domain.reports.told import ToldBlock, ToldPeriod, ToldReport
from crmcli.language import _
from crmcli.render import delimited, json_text
from crmcli.render.output import Format, NoIds
from crmcli.render.plain import plain
from crmcli.render.reports.cells import (
    cell_plain,
    flat_cells,
    flat_keys,
    head_lines,
    heading,
    row_texts,
)
from crmcli.render.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.domain.reports.period import ReportPeriod
    from crmcli.domain.reports.report import Block, Report, Row


def report_lines(report: Report, chosen: Format) -> Iterator[str]:
    """Write a report in one of the formats that are text.

    Raises:
        NoIds: ids were asked for, and a report has none.
    """
    match chosen:
        case Format.JSON:
            yield json_text.dumps(report_plain(report)) + "\n"
        case Format.JSONL:
            for block in report.blocks:
                rows = ({"block": block.key, **row} for row in _rows_plain(block))
                yield from json_text.lines(rows)
        case Format.CSV:
            yield from delimited.csv_lines(_flat(report))
        case Format.TSV:
            yield from delimited.tsv_lines(_flat(report))
        case Format.MD:
            yield from _markdown(report)
        case _:
            raise NoIds


def report_plain(report: Report) -> Any:  # noqa: ANN401 - JSON
    """Turn a report into plain values."""
    return plain(
        ToldReport(
            report=report.name,
            title=_(report.title),
            today=report.today,
            period=_period(report.period),
            before=None if report.before is None else _period(report.before),
            base=tuple(map(say, report.base)),
            blocks={block.key: _told(block, report) for block in report.blocks},
        )
    )


def _period(period: ReportPeriod) -> ToldPeriod:
    return ToldPeriod(period.first, period.last)


def _told(block: Block, report: Report) -> ToldBlock:
    return ToldBlock(
        title=_(block.title),
        rows=tuple(_rows_plain(block)),
        total=None if block.total is None else _row_plain(block, block.total),
        notes=tuple(map(say, block.notes)),
        how=say(block.how) if report.explained else None,
    )


def _rows_plain(block: Block) -> Iterator[dict[str, Any]]:
    for row in block.rows:
        yield _row_plain(block, row)


def _row_plain(block: Block, row: Row) -> dict[str, Any]:
    found = {
        column.key: cell_plain(cell) for column, cell in zip(block.columns, row.cells, strict=True)
    }
    if row.ids is not None:
        found["record"] = row.record or block.record
        found["ids"] = str(row.ids)
    return found


def _flat(report: Report) -> Iterator[list[str]]:
    """Write all tables as one: each row names its table, and fills the columns that it has."""
    columns = list(
        dict.fromkeys(
            key for block in report.blocks for column in block.columns for key in flat_keys(column)
        )
    )
    yield ["block", *columns, *(["record", "ids"] if report.explained else [])]
    for block in report.blocks:
        keys = list(chain.from_iterable(map(flat_keys, block.columns)))
        for row in block.rows:
            cells = chain.from_iterable(map(flat_cells, block.columns, row.cells))
            found = dict(zip(keys, cells, strict=True))
            ids = _traced(block, row) if report.explained else []
            yield [block.key, *(found.get(key, "") for key in columns), *ids]


def _traced(block: Block, row: Row) -> list[str]:
    """Name the records of a row: of which table, and their ids."""
    return ["", ""] if row.ids is None else [row.record or block.record or "", str(row.ids)]


def _markdown(report: Report) -> Iterator[str]:
    yield f"# {_(report.title)}\n\n"
    for line in head_lines(report):
        yield f"{line}\n"
    for block in report.blocks:
        yield f"\n## {_(block.title)}\n\n"
        if block.is_empty:
            yield f"{_('No data.')}\n"
        else:
            yield from delimited.markdown_lines(_table(block))
        notes = [*block.notes, *([block.how] if report.explained else [])]
        for note in notes:
            yield f"\n{say(note)}\n"


def _table(block: Block) -> Iterator[list[str]]:
    ids = any(row.ids is not None for row in block.rows)
    yield [*map(heading, block.columns), *([_("Records")] if ids else [])]
    for row in block.rows:
        yield [*row_texts(row), *([" ".join(_traced(block, row)).strip()] if ids else [])]
    if block.total is not None:
        yield [_("Total"), *row_texts(block.total)[1:], *([""] if ids else [])]
