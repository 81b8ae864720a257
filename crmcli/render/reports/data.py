"""A report for programs: JSON, JSON lines, csv, tsv."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar

from crmcli.domain.reports.told import ToldBlock, ToldPeriod, ToldReport
from crmcli.render import delimited, joined, json_text
from crmcli.render.output import Format
from crmcli.render.plain import plain
from crmcli.render.reports.cells import cell_plain, flat_cells, flat_keys, titled
from crmcli.render.words import say

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from crmcli.domain.id_ranges import IdRanges
    from crmcli.domain.reports.period import ReportPeriod
    from crmcli.domain.reports.report import Block, Report, Row

T = TypeVar("T")


def report_lines(report: Report, chosen: Format) -> Iterator[str]:
    """Write a report for programs: as JSON, JSON lines, csv, else as tsv."""
    match chosen:
        case Format.JSON:
            yield from _json(report)
        case Format.JSONL:
            about = _about_plain(report)
            for block in report.blocks:
                told = {**about, **_notes_plain(block, report)}
                # A field of the user's own may be called as something that is told of all rows.
                rows = (
                    {"block": block.key, **row, **_beside(row, told)} for row in _rows_plain(block)
                )
                yield from json_text.lines(rows)
        case Format.CSV:
            yield from delimited.csv_lines(_flat(report))
        case _:
            yield from delimited.tsv_lines(_flat(report))


def _json(report: Report) -> Iterator[str]:
    """Write a report as one value, a row at a time: its ids may be millions."""
    head: str = json_text.dumps(plain(_told_report(report)))
    # The tables come last, and there is none yet.
    yield head.removesuffix("{}}") + "{"
    for at, block in enumerate(report.blocks):
        yield f"{', ' if at else ''}{json_text.dumps(block.key)}: "
        told: str = json_text.dumps(plain(_told(block, report)))
        before, after = told.split('"rows": [], "total": null', 1)
        yield f'{before}"rows": ['
        for number, row in enumerate(_rows_plain(block)):
            yield f"{', ' if number else ''}{json_text.dumps(row)}"
        total = None if block.total is None else _row_plain(block, block.total)
        yield f'], "total": {json_text.dumps(total)}{after}'
    yield "}}\n"


def _beside(row: Container[str], told: Mapping[str, T]) -> dict[str, T]:
    """Give of what is told of all rows what has no namesake among the figures of one."""
    return {key: value for key, value in told.items() if key not in row}


def _told_report(report: Report) -> ToldReport:
    """Tell a report but for its tables."""
    return ToldReport(
        report=report.name,
        title=titled(report.title),
        today=report.today,
        period=_period(report.period),
        before=None if report.before is None else _period(report.before),
        base=tuple(map(say, report.base)),
        blocks={},
    )


def _about_plain(report: Report) -> dict[str, Any]:
    """Give what a line of JSON says of its report: as the whole JSON does, but for its tables."""
    found: dict[str, Any] = plain(_told_report(report))
    return {key: value for key, value in found.items() if key not in {"title", "blocks"}}


def _notes_plain(block: Block, report: Report) -> dict[str, Any]:
    told = plain(_told(block, report))
    return {"notes": told["notes"], **({"how": told["how"]} if report.explained else {})}


def _period(period: ReportPeriod) -> ToldPeriod:
    return ToldPeriod(period.first, period.last)


def _told(block: Block, report: Report) -> ToldBlock:
    """Tell a table but for its rows and its total."""
    return ToldBlock(
        title=titled(block.title),
        rows=(),
        total=None,
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
        found["ids"] = list(row.ids.each)
    found |= {f"{key}_ids": list(ids.each) for key, ids in row.parts.items()}
    return found


def _flat(report: Report) -> Iterator[list[str]]:
    """Write all tables as one: each row names its table, and fills the columns that it has.

    What a row rests on stands at its end, so that it can be read by itself.
    """
    columns = list(
        dict.fromkeys(
            key for block in report.blocks for column in block.columns for key in flat_keys(column)
        )
    )
    names = ("notes", *(("record", "ids", "how") if report.explained else ()))
    counted = (key for block in report.blocks for row in block.rows for key in row.parts)
    more = dict.fromkeys((*names, *(f"{key}_ids" for key in counted)), "")
    about = _beside(columns, _about(report) | more)
    yield ["block", *columns, *about]
    for block in report.blocks:
        keys = list(chain.from_iterable(map(flat_keys, block.columns)))
        notes = joined.sentences(map(say, block.notes))
        for row in block.rows:
            cells = chain.from_iterable(map(flat_cells, block.columns, row.cells))
            found = dict(zip(keys, cells, strict=True))
            traced = dict(zip(names, (notes, *_traced(block, row), say(block.how)), strict=False))
            traced |= {f"{key}_ids": _list(ids) for key, ids in row.parts.items()}
            told = (found.get(key, "") for key in columns)
            yield [block.key, *told, *(traced.get(key, value) for key, value in about.items())]


def _about(report: Report) -> dict[str, str]:
    """Say what a report is about, by the names of columns."""
    found = {"report": report.name, **_days("period", report.period)}
    if report.before is not None:
        found |= _days("before", report.before)
    return {
        **found,
        "today": report.today.isoformat(),
        "base": joined.clauses(map(say, report.base)),
    }


def _days(name: str, period: ReportPeriod) -> dict[str, str]:
    first, last = (each and each.isoformat() for each in (period.first, period.last))
    return {f"{name}_first": first or "", f"{name}_last": last or ""}


def _traced(block: Block, row: Row) -> tuple[str, str]:
    """Name the records of a row: of which table, and their ids."""
    if row.ids is None:
        return "", ""
    return row.record or block.record or "", _list(row.ids)


def _list(ids: IdRanges) -> str:
    return ";".join(map(str, ids.each))
