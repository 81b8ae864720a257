"""What charts of a page are made of: shapes and texts of SVG, as wide as the page lets them be.

Widths are percentages of the chart and heights are pixels, so that a chart fits a phone and a sheet
of paper alike while its texts keep their size.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from html import escape
from typing import TYPE_CHECKING

from crmcli.domain.reports.report import Kind
from crmcli.language import _
from crmcli.render import joined
from crmcli.render.gate import one_line
from crmcli.render.reports import bars
from crmcli.render.reports.cells import cell_text, heading, row_label, titled
from crmcli.render.width import width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.domain.reports.report import Block, Column

NARROW, ROOMY = 300, 600
"""The pixels that a chart surely has on a phone, and on a screen or on paper."""

_CHARACTER = 6.7
"""The pixels that a column of text takes at the size charts write it in."""

_TOLD = 31
"""How many values the description of a chart tells one by one."""


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of a table that are drawn.

    Args:
        title: what they show.
        column: the column they stand in.
        labels: what each is called.
        texts: each as its table writes it.
        sizes: how large each is drawn.
        known: whether each is a figure at all; what is none is a gap in a line.
        before: the sizes of the period before; None where it is not compared.
        known_before: whether each of these is a figure, likewise.
        texts_before: the texts of the period before, likewise.
        legend: the headings of what is drawn: now, and before.
    """

    title: str
    column: Column
    labels: tuple[str, ...]
    texts: tuple[str, ...]
    sizes: tuple[Fraction, ...]
    known: tuple[bool, ...]
    before: tuple[Fraction, ...] | None
    known_before: tuple[bool, ...] | None
    texts_before: tuple[str, ...] | None
    legend: tuple[str, ...]

    @property
    def most(self) -> Fraction:
        """The largest of all, at least zero; of shares at least the whole."""
        least = Fraction(1 if self.column.kind is Kind.SHARE else 0)
        return max(least, *self.sizes, *(self.before or ()))

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing to see."""
        return not any(self.sizes) and not any(self.before or ())

    @property
    def least(self) -> Fraction:
        """The smallest of all, at most zero."""
        return min(Fraction(0), *self.sizes, *(self.before or ()))

    @property
    def zero(self) -> float:
        """Where zero lies between the smallest and the largest, from 0 to 1."""
        return self.part(-self.least)

    def part(self, size: Fraction) -> float:
        """Say which part of the whole chart a size takes; below zero for what is below zero."""
        span = self.most - self.least
        return float(size / span) if span else 0.0

    def first(self, count: int) -> Series:
        """Give the first so many of them."""
        return self._between(0, count)

    def last(self, count: int) -> Series:
        """Give the last so many of them."""
        return self._between(max(0, len(self.sizes) - count), len(self.sizes))

    def _between(self, start: int, end: int) -> Series:
        part = slice(start, end)
        return replace(
            self,
            labels=self.labels[part],
            texts=self.texts[part],
            sizes=self.sizes[part],
            known=self.known[part],
            before=None if self.before is None else self.before[part],
            known_before=None if self.known_before is None else self.known_before[part],
            texts_before=None if self.texts_before is None else self.texts_before[part],
        )


def series_of(block: Block) -> Series:
    """Take from a table what is drawn of it."""
    at = block.index(block.drawn or block.columns[-1].key)
    column = block.columns[at]
    # Beside each figure stands that of the period before, where there is one.
    earlier = next((each for each in block.columns[at + 1 : at + 2] if each.earlier), None)
    before = known_before = texts_before = None
    if earlier is not None:
        cells = [row.cells[at + 1] for row in block.rows]
        before = tuple(map(bars.size, cells))
        known_before = tuple(bars.point(cell) is not None for cell in cells)
        texts_before = tuple(one_line(cell_text(cell)) for cell in cells)
    return Series(
        title=one_line(titled(block.title)),
        column=column,
        labels=tuple(one_line(row_label(block, row)) for row in block.rows),
        texts=tuple(one_line(cell_text(row.cells[at])) for row in block.rows),
        sizes=tuple(bars.size(row.cells[at]) for row in block.rows),
        known=tuple(bars.point(row.cells[at]) is not None for row in block.rows),
        before=before,
        known_before=known_before,
        texts_before=texts_before,
        legend=tuple(one_line(heading(each)) for each in (column, earlier) if each is not None),
    )


def lead(words: str) -> int:
    """Say how much of a text is a figure itself; what follows says on what it rests."""
    if words[-1:] not in {")", "）"}:
        return 0
    return max(words.rfind("("), words.rfind("（"), 0)


def framed(series: Series, key: str, height: int, shapes: Sequence[str]) -> str:
    """Put shapes into a chart that says in words what it shows.

    Args:
        series: what is drawn.
        key: what the chart is called within its page.
        height: its height in pixels.
        shapes: what it consists of.
    """
    title = _("{title}: {figure}").format(title=series.title, figure=series.legend[0])
    return (
        f'<svg role="img" aria-labelledby="{key}t" aria-describedby="{key}d"'
        f' width="100%" height="{height}">'
        f'<title id="{key}t">{escape(title)}</title>'
        f'<desc id="{key}d">{escape(_described(series))}</desc>{"".join(shapes)}</svg>'
    )


def _described(series: Series) -> str:
    told = [_told(series, at) for at in range(min(_TOLD, len(series.labels)))]
    return joined.clauses([*told, *(["…"] if len(series.labels) > _TOLD else [])])


def _told(series: Series, at: int) -> str:
    text = _("{label}: {value}")
    if series.texts_before is None:
        return text.format(label=series.labels[at], value=series.texts[at])
    text = _("{label}: {value}, {before} before")
    before = series.texts_before[at]
    return text.format(label=series.labels[at], value=series.texts[at], before=before)


def rect(x: float, y: float, across: float, high: float, kind: str) -> str:
    """Draw a rectangle; x and width in percent, y and height in pixels."""
    at = f' x="{number(x)}%"' if x else ""
    return (
        f'<rect{at} y="{number(y)}" width="{number(across)}%" height="{number(high)}"'
        f' class="{kind}"/>'
    )


def text(words: str, x: float, y: float, kind: str = "") -> str:
    """Write a text; `e` in its kind ends it at x, `m` centres it there.

    Args:
        words: the text.
        x: where, in percent.
        y: its baseline, in pixels.
        kind: the classes that say how it looks.
    """
    named = f' class="{kind}"' if kind else ""
    return f'<text x="{number(x)}%" y="{number(y)}"{named}>{escape(words)}</text>'


def number(value: float) -> str:
    """Write a length, as short as can be."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def pixels(words: str) -> float:
    """Estimate how wide a text is in a chart."""
    return width(words) * _CHARACTER
