"""Figures drawn in characters: bars, a line over time, a funnel."""

from __future__ import annotations

from fractions import Fraction
from itertools import chain
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.reports.figures import Mean, Median, Share, Sums
from crmcli.domain.reports.report import Chart, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from crmcli.domain.reports.report import Block, Cell, Row
    from crmcli.render.reports.marks import Marks

    Drawing = Callable[[int], list[str]]
    """Draws all rows of a table in so many columns."""


def size(cell: Cell) -> Fraction:
    """Say how large a figure is drawn; what is none, or has no common measure, is drawn as zero."""
    if isinstance(cell, Share):
        return cell.rate or Fraction(0)
    if isinstance(cell, (Mean, Median)):
        return cell.value or Fraction(0)
    if isinstance(cell, Sums):
        return Fraction(0 if cell.book is None else cell.book.minor)
    return Fraction(cell) if isinstance(cell, (int, Fraction)) else Fraction(0)


def point(cell: Cell) -> Fraction | None:
    """Say where a figure lies among others over time; None where there is none: no zero either."""
    if isinstance(cell, Share):
        return cell.rate
    if isinstance(cell, (Mean, Median)):
        return cell.value
    if isinstance(cell, Sums) and cell.book is None:
        return None
    return size(cell)


def drawn_at(block: Block) -> int:
    """Say at which place the column stands that is drawn."""
    return block.index(block.drawn or block.columns[-1].key)


def sizes(block: Block) -> list[Fraction]:
    """Give for each row of a table how large it is drawn."""
    at = drawn_at(block)
    return [size(row.cells[at]) for row in block.rows]


def drawing(block: Block, rows: Sequence[Row], marks: Marks) -> Drawing | None:
    """Give what draws rows of a table; None where there is nothing to see.

    A whole bar is the largest figure of the table, or all of it where shares are drawn.

    Args:
        block: the table.
        rows: those of its rows that are shown.
        marks: the characters to draw with.
    """
    at = drawn_at(block)
    values = [size(row.cells[at]) for row in rows]
    most = max(map(abs, sizes(block)), default=Fraction(0))
    if block.columns[at].kind is Kind.SHARE:
        most = max(most, Fraction(1))
    if not any(values):
        return None
    if min(values) < 0:
        return lambda room: both_ways(values, room, marks)
    draw = funnel_step if block.chart is Chart.FUNNEL else bar
    return lambda room: [draw(each, most, room, marks) for each in values]


def bar(value: Fraction, most: Fraction, room: int, marks: Marks) -> str:
    """Draw a bar of at most so many columns; any value above zero can be seen."""
    full, part = _parts(value, most, room, len(marks.bar))
    return marks.bar[-1] * full + (marks.bar[part - 1] if part else "")


def both_ways(values: Sequence[Fraction], room: int, marks: Marks) -> list[str]:
    """Draw bars that go left from an axis where a value is below zero, else right.

    Args:
        values: the values.
        room: the columns that all of it takes.
        marks: the characters to draw with.
    """
    span = Span.of(values)
    low, high = -span.low, span.high
    left = max(1, min(room - 2, round((room - 1) * low / (low + high)))) if high else room - 1
    drawn = []
    for value in values:
        full, part = _parts(-value, low, left, len(marks.back))
        back = (marks.back[part - 1] if part else "") + marks.back[-1] * full
        drawn.append(back.rjust(left) + marks.axis + bar(value, high, room - 1 - left, marks))
    return drawn


def funnel_step(value: Fraction, most: Fraction, room: int, marks: Marks) -> str:
    """Draw a step of a funnel: a bar in the middle of its room."""
    middle = room // 2
    full, part = _parts(value, most, middle, len(marks.back))
    if not (full or part):
        return ""
    left = (marks.back[part - 1] if part else "") + marks.back[-1] * full
    # The half on the right of a column has a mirror image, the half on its left.
    right = marks.bar[-1] * full + (marks.bar[len(marks.bar) // 2 - 1] if part else "")
    return left.rjust(middle) + right


class Span(NamedTuple):
    """What a line over time is drawn between: zero, or what is below it, and the largest value."""

    low: Fraction
    high: Fraction

    @classmethod
    def of(cls, *series: Sequence[Fraction | None]) -> Span:
        """Give what holds all values of some lines."""
        known = (each for each in chain.from_iterable(series) if each is not None)
        values = [Fraction(0), *known]
        return cls(min(values), max(values))


def line(values: Sequence[Fraction | None], marks: Marks, span: Span) -> str:
    """Draw values that follow one another, a character each; nothing where all of them are zero.

    Where there is no value the line has a gap.

    Args:
        values: the values.
        marks: the characters to draw with.
        span: what they are drawn between.
    """
    low, high = span
    if low == high:
        return ""
    steps = len(marks.levels)

    def mark(value: Fraction | None) -> str:
        if value is None:
            return " "
        if not value and not low:
            return marks.nothing
        return marks.levels[max(0, ceil((value - low) / (high - low) * steps) - 1)]

    return "".join(map(mark, values))


def gathered(values: Sequence[Fraction | None], room: int) -> tuple[int, list[Fraction | None]]:
    """Fit values into so many places: of several in one place the one farthest from zero stays.

    Returns:
        How many share a place, and one value for each place.
    """
    count = max(1, -(-len(values) // room))
    parts = (values[start : start + count] for start in range(0, len(values), count))
    known = ([each for each in part if each is not None] for part in parts)
    return count, [max(part, key=abs, default=None) for part in known]


def _parts(value: Fraction, most: Fraction, room: int, steps: int) -> tuple[int, int]:
    """Give the whole columns of a bar, and how many parts of one more."""
    if value <= 0 or most <= 0:
        return 0, 0
    return divmod(max(1, round(value / most * room * steps)), steps)
