"""How a table fits the width there is: names wrap, what matters less gives way, figures stay."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from crmcli.render.folding import folded
from crmcli.render.reports.grid import BASE, Spare
from crmcli.render.width import broken, width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crmcli.render.reports.grid import Grid, Strand

GAP = 2
"""The columns between two columns of a table."""

_LEAST_NAME, _ROOMY_NAME = 10, 36
_LONGEST_WORD = 16
"""How wide a word of a heading is before it is broken."""
_LEAST_BAR, _MOST_BAR, _BARS_FROM = 10, 80, 60
_LINES_FOR_BARS = 2
"""How many lines a name may take for the sake of bars."""


class Density(IntEnum):
    """What goes on below itself, to need less room."""

    LOOSE = 0
    """Names alone."""
    COMPACT = 1
    """Headings too, and sums of several currencies."""
    DENSE = 2
    """Besides, what a share or a mean rests on."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How a table fits.

    Args:
        strands: the columns that are shown.
        sizes: how wide each of them is.
        bar: how wide the drawing is; 0 for none.
        density: how much of headings and figures goes on below itself.
    """

    strands: tuple[Strand, ...]
    sizes: tuple[int, ...]
    bar: int
    density: Density

    @property
    def width(self) -> int:
        """How wide it is without the drawing."""
        return sum(self.sizes) + GAP * (len(self.sizes) - 1)

    def headings(self) -> list[list[str]]:
        """Give the lines of each heading."""
        sized = zip(self.strands, self.sizes, strict=True)
        return [folded(strand.heading, size) for strand, size in sized]

    def cells(self, row: int) -> list[list[str]]:
        """Give the lines of each cell of a row."""
        return [
            folded(strand.cells[row], size, most=strand.lines)
            if strand.wraps
            else _pieces(strand.cells[row], self.density)
            for strand, size in zip(self.strands, self.sizes, strict=True)
        ]


def fitted(grid: Grid, room: int) -> Fit | None:
    """Fit a table into so many columns; None where not even its figures have room.

    Args:
        grid: the table.
        room: how many columns there are.
    """
    for spare in reversed(Spare):
        strands = tuple(each for each in grid.strands if each.spare <= spare)
        if not spare:
            strands = tuple(each.stacked() for each in strands)
        bars = grid.drawing is not None and spare >= Spare.BARS and room >= _BARS_FROM
        name = _LEAST_NAME
        if spare:
            # What may give way leaves names more than they need to be read at all.
            name = max(name, min(room // 4, _ROOMY_NAME))
        for density in Density:
            if spare and density is Density.DENSE:
                continue
            fit = _fit(strands, room, name, density, bars=bars)
            if fit is not None:
                return fit
    return None


def _fit(
    strands: tuple[Strand, ...], room: int, name: int, density: Density, *, bars: bool
) -> Fit | None:
    needed = [_needed(each, density) for each in strands]
    names = [each for each in strands if each.wraps]
    wanted = [size for each, size in zip(strands, needed, strict=True) if each.wraps]
    least = [min(size, max(name, each.least)) for each, size in zip(names, wanted, strict=True)]
    free = room - GAP * (len(strands) - 1) - (sum(needed) - sum(wanted))
    if free < sum(least):
        return None
    bar = 0
    if bars:
        bar = _bar(_Names(names, wanted, least), free, room)
        if not bar:
            return None
        free -= GAP + bar
    shared = iter(_shared(wanted, least, free))
    sizes = [
        next(shared) if each.wraps else size for each, size in zip(strands, needed, strict=True)
    ]
    _keep_words_whole(strands, sizes, room - GAP * (len(strands) - 1) - bar - (GAP if bar else 0))
    return Fit(strands, tuple(sizes), bar, density)


def _keep_words_whole(strands: Sequence[Strand], sizes: list[int], room: int) -> None:
    """Give what room is left to headings that are one word, which Chinese ones mostly are."""
    left = room - sum(sizes)
    for at, strand in enumerate(strands):
        missing = width(strand.heading) - sizes[at]
        if 0 < missing <= left and " " not in strand.heading:
            sizes[at] += missing
            left -= missing


def _needed(strand: Strand, density: Density) -> int:
    """Say how wide a column is where there is room."""
    heading = width(strand.heading)
    if density:
        words = broken(strand.heading, 1).split("\n")
        heading = min(_LONGEST_WORD, max(map(width, words)))
    if strand.wraps:
        return max([heading, *map(width, strand.cells)])
    pieces = chain.from_iterable(_pieces(each, density) for each in strand.cells)
    return max([heading, *map(width, pieces)])


def _pieces(figure: str, density: Density) -> list[str]:
    """Give the lines of a figure: one, where there is room for that."""
    if density:
        figure = figure.replace(" + ", " +\n")
    if density is Density.DENSE:
        figure = BASE.sub("\n", figure.strip(), count=1)
    return figure.split("\n")


def _shared(wanted: Sequence[int], least: Sequence[int], free: int) -> list[int]:
    """Share room among names: who needs less than an equal share leaves the rest to the others."""
    sizes = list(least)
    free -= sum(least)
    more = [want - size for want, size in zip(wanted, least, strict=True)]
    for done, at in enumerate(sorted(range(len(more)), key=lambda each: more[each])):
        share = min(more[at], free // (len(more) - done))
        sizes[at] += share
        free -= share
    return sizes


class _Names(NamedTuple):
    """The columns that wrap, how wide each wants to be, and has to."""

    strands: Sequence[Strand]
    wanted: Sequence[int]
    least: Sequence[int]

    def heights(self, free: int) -> Iterator[int]:
        """Say how many lines each name takes where all have so much room together."""
        sizes = _shared(self.wanted, self.least, free)
        for strand, size in zip(self.strands, sizes, strict=True):
            yield from (len(folded(each, size, most=strand.lines)) for each in strand.cells)


def _bar(names: _Names, free: int, room: int) -> int:
    """Say how wide bars are beside names; 0 where a name would get long for their sake."""
    beside = free - GAP - sum(names.wanted)
    if beside >= _LEAST_BAR:
        return min(beside, room * 3 // 10, _MOST_BAR)
    without = list(names.heights(free))
    for bar in (min(_MOST_BAR, room * 3 // 20), _LEAST_BAR):
        left = free - GAP - bar
        if bar < _LEAST_BAR or left < sum(names.least):
            continue
        heights = zip(without, names.heights(left), strict=True)
        if all(now <= max(_LINES_FOR_BARS, before) for before, now in heights):
            return bar
    return 0
