"""The title of a table, with a line of its figures where they follow one another in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.reports.report import Chart
from crmcli.language import _, ngettext
from crmcli.render.folding import folded
from crmcli.render.gate import one_line
from crmcli.render.reports.bars import Span, drawn_at, gathered, line, point
from crmcli.render.reports.cells import titled
from crmcli.render.reports.grid_lines import CHART
from crmcli.render.tables import styled
from crmcli.render.width import width

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from crmcli.domain.reports.report import Block
    from crmcli.render.reports.marks import Marks

_LEAST = 14
"""How many marks a line over time has room for at the least, beside its title."""
_GAP = 2


def title_lines(block: Block, room: int, marks: Marks) -> Iterator[str]:
    """Write the title of a table; beside it the whole of what follows one another in time.

    The line of the period before stands below, in the same measure.

    Args:
        block: the table.
        room: how many columns there are.
        marks: the characters to draw with.
    """
    title, before = one_line(titled(block.title)), _("Before")
    values = _values(block)
    labels = [title, before][: max(1, len(values))]
    label = max(map(width, labels)) + _GAP
    if not values or label + min(_LEAST, len(block.rows)) > room:
        yield from (f"{styled(each, 'bold')}\n" for each in folded(title, room))
        labels[0] = ""
        label = width(before) + _GAP if len(values) > 1 else 0
    span = Span.of(*values)
    count = 1
    for name, each in zip(labels, values, strict=False):
        count, fitting = gathered(each, room - label)
        start = styled(name, "bold" if name == title else "dim") if name else ""
        shape = line(fitting, marks, span).rstrip()
        room_left = " " * (label - width(name)) if shape else ""
        yield f"{start}{room_left}{styled(shape, CHART) if shape else ''}\n"
    if count > 1:
        text = ngettext(
            "Each mark is the most of {count} row.", "Each mark is the most of {count} rows.", count
        )
        yield from (f"{each}\n" for each in folded(text.format(count=count), room))


def _values(block: Block) -> list[list[Fraction | None]]:
    """Give what is drawn of each row, and what it was before; nothing where there is no line."""
    if block.chart is not Chart.SERIES or len(block.rows) < 2:  # noqa: PLR2004 - one is no line
        return []
    key = block.columns[drawn_at(block)].key
    found = [
        [point(row.cells[at]) for row in block.rows]
        for at, column in enumerate(block.columns)
        if column.key in {key, f"{key}_before"}
    ]
    return found if any(map(any, found)) else []
