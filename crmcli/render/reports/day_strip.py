"""A table of days as a strip: what is drawn of it, the fullest day, and what all days add up to."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from crmcli.domain.reports.report import Kind
from crmcli.language import _, ngettext
from crmcli.render.due_load import day_name
from crmcli.render.folding import folded
from crmcli.render.gate import one_line
from crmcli.render.reports.bars import drawn_at, size
from crmcli.render.reports.block_grid import list_grid
from crmcli.render.reports.cells import cell_text, heading
from crmcli.render.reports.grid_lines import grid_lines, packed
from crmcli.render.reports.heat import Days, heat_lines, legend
from crmcli.render.width import width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.domain.reports.report import Block, Cell, Report
    from crmcli.render.reports.marks import Marks

_SHORT = 14
"""Up to how many days a table says more than a strip."""
_LONGEST = 3660
"""How many days are shown whole; of more the days from the first with something to the last."""
_WRITTEN = 4


def days_of(block: Block, report: Report) -> Days | None:
    """Give the days that a table tells of; None where it is no table for a strip.

    Args:
        block: the table; its first column has dates.
        report: the report, whose period the strip shows.
    """
    at = drawn_at(block)
    # A day that only the period before has is no day of the strip.
    rows = (row for row in block.rows if row.cells[0] is not None)
    cells = {_day(row.cells[0]): row.cells[at] for row in rows}
    values = {day: size(cell) for day, cell in cells.items() if size(cell)}
    if None in cells or len(cells) <= _SHORT or not values or min(values.values()) < 0:
        return None
    found = {day: value for day, value in values.items() if day is not None}
    texts = {day: one_line(cell_text(cells[day])) for day in found}
    first, last = _bounds(report, found, [day for day in cells if day is not None])
    is_ahead = max(found) > report.today
    return Days(
        first=first,
        last=last,
        values=found,
        texts=texts,
        known=last if is_ahead else report.today,
        written=block.columns[at].kind is Kind.COUNT
        and max(map(width, texts.values())) <= _WRITTEN,
    )


def strip_lines(block: Block, days: Days, room: int, marks: Marks) -> Iterator[str]:
    """Draw a table of days.

    Args:
        block: the table.
        days: its days.
        room: how many columns there are.
        marks: the characters to draw with.
    """
    yield from heat_lines(days, room, marks)
    figure = one_line(heading(block.columns[drawn_at(block)]))
    told, *others = legend(days, marks)
    lead = _("{figure} a day: {legend}").format(figure=figure, legend=told)
    yield from (f"{line}\n" for line in packed([lead, *others], room, between="  "))
    yield from (f"{line}\n" for line in folded(_fullest(days), room, "  "))
    if block.total is not None and any(cell is not None for cell in block.total.cells):
        yield "\n"
        yield from grid_lines(list_grid(block, block.total, marks), room, marks)


def _fullest(days: Days) -> str:
    """Name the day that has most, the first of several."""
    most = max(days.values.values())
    first, *others = sorted(day for day, value in days.values.items() if value == most)
    if others:
        text = ngettext(
            "Most: {figure} on {day} and {count} more day.",
            "Most: {figure} on {day} and {count} more days.",
            len(others),
        )
    else:
        text = _("Most: {figure} on {day}.")
    return text.format(figure=days.texts[first], day=day_name(first), count=f"{len(others):,}")


def _day(cell: Cell) -> date | None:
    if isinstance(cell, date):
        return cell
    try:
        return date.fromisoformat(cell) if isinstance(cell, str) else None
    except ValueError:
        return None


def _bounds(report: Report, values: dict[date, Fraction], days: list[date]) -> tuple[date, date]:
    """Give the first and the last day of the strip, of those that the table tells of."""
    shown = [day for day in days if report.period.holds(day) or day in values]
    first, last = min(shown), max(shown)
    return (first, last) if (last - first).days <= _LONGEST else (min(values), max(values))
