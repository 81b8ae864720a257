"""A table of texts: its columns, in the order in which they give way, and what is drawn beside."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.render.reports.bars import Drawing

BASE = re.compile(r"\s*(?=[(（])")
"""Before what a figure rests on, as in `52% (26 of 50)`."""


class Spare(IntEnum):
    """What gives way where there is no room: the last of these first, `NEVER` not at all."""

    NEVER = 0
    CHANGE = 1
    """What became of a figure: it is written below that where it has no room beside it."""
    BARS = 2
    BEFORE = 3
    """Figures of the period before: the change says the same."""


@dataclass(frozen=True, slots=True)
class Strand:
    """A column of a table, as texts that are harmless already.

    Args:
        heading: its heading; empty for none.
        cells: its text in each row.
        right: whether it is aligned right.
        wraps: whether it goes on below itself, as names do; figures stay whole.
        spare: when it gives way.
        least: how wide it is at the least, where it wraps.
        lines: how many lines a cell takes at the most, where it wraps; 0 for all it needs.
        changes: what became of each figure, where that is told.
    """

    heading: str
    cells: Sequence[str]
    right: bool = False
    wraps: bool = False
    spare: Spare = Spare.NEVER
    least: int = 0
    lines: int = 4
    changes: Sequence[str] = ()

    def stacked(self) -> Strand:
        """Give the same with each change below its figure."""
        if not self.changes:
            return self
        pairs = zip(self.cells, self.changes, strict=True)
        cells = ["\n".join(filter(None, (cell, change.strip()))) for cell, change in pairs]
        return replace(self, cells=cells, changes=())


@dataclass(frozen=True, slots=True)
class Grid:
    """A table.

    Args:
        strands: its columns, from left to right; the first one names the rows.
        drawing: what draws its rows, to the right of all columns.
        totalled: whether its last row is what the others add up to.
    """

    strands: tuple[Strand, ...]
    drawing: Drawing | None = None
    totalled: bool = False

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return len(self.strands[0].cells)
