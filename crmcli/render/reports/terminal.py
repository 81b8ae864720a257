"""A report on a terminal: each table with its drawing, in the width there is."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from crmcli.domain.reports.report import Chart
from crmcli.language import _, ngettext
from crmcli.render.folding import folded
from crmcli.render.gate import one_line
from crmcli.render.reports.bars import drawing
from crmcli.render.reports.block_grid import drawn_grid, list_grid, table_grid
from crmcli.render.reports.cells import head_lines, titled
from crmcli.render.reports.day_strip import days_of, strip_lines
from crmcli.render.reports.fitting import fitted
from crmcli.render.reports.grid_lines import grid_lines
from crmcli.render.reports.marks import marks
from crmcli.render.reports.spark import title_lines
from crmcli.render.reports.tracing import trace
from crmcli.render.tables import styled
from crmcli.render.width import width
from crmcli.render.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.domain.reports.report import Block, Report, Row
    from crmcli.render.reports.grid import Grid
    from crmcli.render.reports.marks import Marks

_NARROWEST, _READABLE = 20, 100
"""The fewest columns that are drawn for, and the most that a sentence is broken at."""
_MOST_ROWS = 24
"""How many rows over time are shown; of more of them those with something, the last ones."""


def shown_lines(report: Report) -> Iterator[str]:
    """Draw a report."""
    room = max(_NARROWEST, shutil.get_terminal_size().columns)
    chosen = marks()
    yield from _title(titled(report.title), room, chosen)
    for line in head_lines(report):
        yield from _sentence(line, room, "dim")
    whole = True
    for block in report.blocks:
        yield "\n"
        yield from _block(block, report, room, chosen)
        for note in block.notes:
            yield from _sentence(say(note), room)
        if report.explained:
            lines, named = trace(block, min(room, _READABLE))
            yield from (f"{line}\n" for line in lines)
            whole = whole and named
    if not whole:
        yield "\n"
        yield from _sentence(_("All ids: the same command with --json."), room, "dim")


def _title(title: str, room: int, chosen: Marks) -> Iterator[str]:
    lines = folded(one_line(title), room)
    for line in lines:
        yield _line(line, "bold")
    yield _line(chosen.heading * max(map(width, lines)), "dim")


def _block(block: Block, report: Report, room: int, chosen: Marks) -> Iterator[str]:
    yield from title_lines(block, room, chosen)
    if block.is_empty:
        yield f"{_('No data.')}\n"
    elif block.cards:
        for at, row in enumerate(block.rows):
            yield from ["\n"] if at else []
            yield from grid_lines(list_grid(block, row, chosen), room, chosen)
    elif len(block.rows) == 1 and block.total is None:
        yield from grid_lines(list_grid(block, block.rows[0], chosen), room, chosen)
    elif block.chart is Chart.DAYS and (days := days_of(block, report)) is not None:
        yield from strip_lines(block, days, room, chosen)
    else:
        yield from _table(block, room, chosen)


def _table(block: Block, room: int, chosen: Marks) -> Iterator[str]:
    rows = _worth_showing(block)
    drawn = None if block.chart is None else drawing(block, rows, chosen)
    grid = table_grid(block, rows, chosen, drawn)
    if drawn is not None and block.chart is Chart.FUNNEL and not _has_bars(grid, room):
        alone = drawn_grid(block, rows, drawn)
        if _has_bars(alone, room):
            yield from grid_lines(alone, room, chosen)
            yield "\n"
    yield from grid_lines(grid, room, chosen)
    for text in _left_out(block, len(rows)):
        yield from _sentence(text, room, "dim")


def _left_out(block: Block, shown: int) -> Iterator[str]:
    """Say how many rows of a table are not shown, and why."""
    if shown == len(block.rows):
        return
    full = sum(map(block.has_something, block.rows))
    empty, earlier = len(block.rows) - full, full - shown
    if empty:
        text = ngettext(
            "{count} row with nothing is left out.",
            "{count} rows with nothing are left out.",
            empty,
        )
        yield text.format(count=f"{empty:,}")
    if earlier:
        text = ngettext(
            "{count} earlier row is left out; --format csv has it.",
            "{count} earlier rows are left out; --format csv has them.",
            earlier,
        )
        yield text.format(count=f"{earlier:,}")


def _has_bars(grid: Grid, room: int) -> bool:
    fit = fitted(grid, room)
    return fit is not None and fit.bar > 0


def _worth_showing(block: Block) -> tuple[Row, ...]:
    """Give the rows that are shown: all, but of many that follow one another in time."""
    if block.chart not in {Chart.SERIES, Chart.DAYS} or len(block.rows) <= _MOST_ROWS:
        return block.rows
    return tuple(filter(block.has_something, block.rows))[-_MOST_ROWS:]


def _sentence(text: str, room: int, style: str = "") -> Iterator[str]:
    for line in folded(one_line(text), min(room, _READABLE), "  "):
        yield _line(line, style)


def _line(text: str, style: str) -> str:
    return f"{styled(text, style) if style else text}\n"
