"""Charts of a page of what happened over time: columns, and a line where there are many."""

from __future__ import annotations

from fractions import Fraction
from itertools import count, groupby
from math import ceil
from typing import TYPE_CHECKING

from crmcli.domain.reports.report import Kind
from crmcli.render.reports.svg_shapes import NARROW, ROOMY, framed, lead, number, pixels, rect, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crmcli.render.reports.svg_shapes import Series

_COLUMNS = 31
"""How many columns are drawn at most; more figures are a line."""

_TOP, _DEEP, _HEIGHT = 20, 100, 142
"""Where the drawing begins, how deep it goes, and the height of all with the names below it."""

_FLOOR = _TOP + _DEEP


def series_svg(series: Series, key: str) -> str:
    """Draw figures that follow one another, from zero up to the largest."""
    shapes = [*(_line(series) if is_line(series) else _columns(series)), _base(series)]
    shapes += [*_values(series), *_names(series.labels)]
    return framed(series, key, _HEIGHT, shapes)


def is_line(series: Series) -> bool:
    """Tell whether they are too many for columns."""
    return len(series.sizes) > _COLUMNS


def _base(series: Series) -> str:
    y = number(_zero(series))
    return f'<line x1="0" x2="100%" y1="{y}" y2="{y}" class="base"/>'


def _zero(series: Series) -> float:
    return _FLOOR - series.zero * _DEEP


def _columns(series: Series) -> Iterator[str]:
    slot = 100 / len(series.sizes)
    # Two or three columns are not to be as broad as the page.
    broad = min(0.72, 9 / slot)
    for at, size in enumerate(series.sizes):
        middle = (at + 0.5) * slot
        if series.before is not None:
            yield from _column(series, series.before[at], middle, slot * (broad + 0.18), "o")
        yield from _column(series, size, middle, slot * broad, "b")


def _column(
    series: Series, size: Fraction, middle: float, across: float, kind: str
) -> Iterator[str]:
    """Draw a column from zero up or down."""
    if size:
        high = max(1.5, abs(series.part(size)) * _DEEP)
        top = _zero(series) - (high if size > 0 else 0)
        yield rect(middle - across / 2, top, across, high, kind)


def _line(series: Series) -> Iterator[str]:
    """Draw lines in a picture of their own, which is stretched as the chart is."""
    across = len(series.sizes)
    yield (
        f'<svg y="{_TOP}" width="100%" height="{_DEEP}" viewBox="0 0 {across} {_DEEP}"'
        ' preserveAspectRatio="none">'
    )
    floor = number(_zero(series) - _TOP)
    parts = list(_parts(series, series.sizes, series.known))
    area = "".join(f"M{first} {floor}L{path}V{floor}z" for first, path in parts)
    line = "".join(f"M{path}" for _, path in parts)
    yield f'<path d="{area}" class="area"/><path d="{line}" class="line"/>'
    if series.before is not None and series.known_before is not None:
        before = _parts(series, series.before, series.known_before)
        yield f'<path d="{"".join(f"M{path}" for _, path in before)}" class="dashed"/>'
    yield "</svg>"


def _parts(
    series: Series, sizes: Sequence[Fraction], known: Sequence[bool]
) -> Iterator[tuple[float, str]]:
    """Yield the stretches of a line without a gap: where each begins, and its points."""
    for is_known, places in groupby(range(len(sizes)), key=known.__getitem__):
        if not is_known:
            continue
        part = list(places)
        heights = (_zero(series) - _TOP - series.part(sizes[at]) * _DEEP for at in part)
        points = (f"{at + 0.5} {number(y)}" for at, y in zip(part, heights, strict=True))
        # A point by itself would not be seen.
        yield part[0] + 0.5, "L".join(points) + ("h0.4" if len(part) == 1 else "")


def _values(series: Series) -> Iterator[str]:
    """Write the figures that there is room for; the highest always."""
    texts = [_short(series, each) for each in series.texts]
    widest = max(map(pixels, texts)) + 2
    all_ = len(series.sizes)
    highest = max(range(all_), key=lambda at: (series.known[at], series.sizes[at]))
    for at, size in enumerate(series.sizes):
        if at == highest or all_ * widest <= NARROW:
            kind = ""
        elif all_ * widest <= ROOMY:
            kind = "wide"
        else:
            continue
        tallest = max(Fraction(0), size, *(() if series.before is None else [series.before[at]]))
        y = _zero(series) - series.part(tallest) * _DEEP - 5
        yield _placed(texts[at], at, all_, y, kind)


def _short(series: Series, words: str) -> str:
    """Leave out on what a figure rests; the table beside it and the description say so."""
    if series.column.kind in {Kind.SHARE, Kind.MEAN, Kind.MEDIAN}:
        return words[: lead(words) or None].rstrip()
    return words


def _placed(words: str, at: int, all_: int, y: float, kind: str) -> str:
    """Write a text over or below its column, but never beyond the edges of the chart."""
    middle, half = (at + 0.5) / all_, pixels(words) / 2 / NARROW
    if middle < half:
        return text(words, 0, y, kind)
    if middle > 1 - half:
        return text(words, 100, y, f"{kind} e".strip())
    return text(words, middle * 100, y, f"{kind} m".strip())


def _names(labels: Sequence[str]) -> Iterator[str]:
    """Write the names that there is room for, at even distances."""
    room = max(map(pixels, labels)) + 10
    roomy = _step(len(labels), room, ROOMY)
    narrow = next(each for each in count(roomy, roomy) if each >= _step(len(labels), room, NARROW))
    for at in range(0, len(labels), roomy):
        kind = "q" if at % narrow == 0 else "q wide"
        yield _placed(labels[at], at, len(labels), _FLOOR + 16, kind)


def _step(names: int, room: float, across: int) -> int:
    """Say how many names one is written for; the first begins at the edge and takes more room."""
    if names * room <= across:
        return 1
    least = ceil(names * room * 1.5 / across)
    return next((each for each in _STEPS if each >= least), least)


_STEPS = (1, 2, 3, 4, 6, 12, 24, 36, 60)
"""Distances that suit months and weeks."""
