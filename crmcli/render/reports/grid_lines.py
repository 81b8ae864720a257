"""A table drawn as lines, no wider than the terminal."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from crmcli.language import _, pgettext
from crmcli.render.folding import folded
from crmcli.render.reports.fitting import GAP, fitted
from crmcli.render.tables import styled
from crmcli.render.width import padded, width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crmcli.render.reports.fitting import Fit
    from crmcli.render.reports.grid import Grid, Strand
    from crmcli.render.reports.marks import Marks

CHART = "cyan"
"""The one colour of drawings; their shapes say the same without it."""

_INDENT = "  "


def grid_lines(grid: Grid, room: int, marks: Marks) -> Iterator[str]:
    """Draw a table; where its figures have no room beside each other, they follow one another.

    Args:
        grid: the table.
        room: how many columns there are.
        marks: the characters to draw with.
    """
    fit = fitted(grid, room)
    if fit is None:
        yield from _following(grid, room)
        return
    if any(each.heading for each in fit.strands):
        yield from _styled(_joined(fit.headings(), fit, last=True), "bold")
    bars = grid.drawing(fit.bar) if grid.drawing is not None and fit.bar else []
    for row in range(grid.rows):
        lines = _joined(fit.cells(row), fit)
        if grid.totalled and row == grid.rows - 1:
            yield f"{styled(marks.rule * fit.width, 'dim')}\n"
            yield from _styled(lines, "bold")
            continue
        for number, line in enumerate(lines):
            bar = bars[row] if bars and not number else ""
            beside = padded(line, fit.width) + " " * GAP + _drawn(bar) if bar else line
            yield f"{beside}\n"


def _joined(cells: Sequence[list[str]], fit: Fit, *, last: bool = False) -> list[str]:
    """Put the lines of cells beside each other.

    Args:
        cells: the lines of each.
        fit: how wide they are.
        last: whether they end on one line, rather than begin on one.
    """
    height = max(map(len, cells))
    if last:
        cells = [[""] * (height - len(each)) + each for each in cells]
    return [
        (" " * GAP)
        .join(
            padded(part, size, right=strand.right)
            for part, strand, size in zip(parts, fit.strands, fit.sizes, strict=True)
        )
        .rstrip()
        for parts in zip_longest(*cells, fillvalue="")
    ]


def _styled(lines: Sequence[str], style: str) -> Iterator[str]:
    for line in lines:
        yield f"{styled(line, style)}\n"


def _drawn(bar: str) -> str:
    """Colour a bar; the spaces before it stay as they are."""
    shape = bar.lstrip()
    return bar[: len(bar) - len(shape)] + styled(shape, CHART)


def _following(grid: Grid, room: int) -> Iterator[str]:
    """Write each row as its name, and its figures one after the other below."""
    for row in range(grid.rows):
        name, *others = (each for each in grid.strands if not each.spare)
        is_total = grid.totalled and row == grid.rows - 1
        names = folded(name.cells[row], room, _INDENT, most=4)
        yield from _styled(names, "bold" if is_total else "")
        texts = [_labelled(each, row) for each in others if each.cells[row].strip()]
        yield from (f"{line}\n" for line in packed(texts, room, _INDENT))


def _labelled(strand: Strand, row: int) -> str:
    text = strand.cells[row].strip()
    if strand.changes and strand.changes[row].strip():
        text = _("{figure}, change {change}").format(
            figure=text, change=strand.changes[row].strip()
        )
    if not strand.heading:
        return text
    return _("{label}: {text}").format(label=strand.heading, text=text)


def packed(
    texts: Sequence[str], room: int, indent: str = "", between: str | None = None
) -> Iterator[str]:
    """Put as many texts on a line as it takes; one longer than a line is broken.

    Args:
        texts: the texts, harmless already.
        room: how wide a line is at the most.
        indent: what each line begins with.
        between: what stands between two texts of a line; None for what is between clauses.
    """
    if between is None:
        between = pgettext("between the clauses of a line", "; ")
    line = ""
    for text in texts:
        if line and width(indent + line + between + text) <= room:
            line += between + text
            continue
        if line:
            yield from folded(indent + line, room, indent + _INDENT)
        line = text
    if line:
        yield from folded(indent + line, room, indent + _INDENT)
