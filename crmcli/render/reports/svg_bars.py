"""Charts of a page with a row for each figure: bars from the left, and the steps of a funnel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.render.reports.svg_shapes import NARROW, ROOMY, framed, pixels, rect, text
from crmcli.render.width import cut

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.render.reports.svg_shapes import Series

_HIGH, _THIN = 9, 4
_LINE = 18
"""How high a bar is, that of the period before, and the text above them."""

_LONGEST = 32
"""How many columns a value may take."""


def bars_svg(series: Series, key: str) -> str:
    """Draw a bar for each row, its name and its figure above it."""
    return _rows(series, key, centred=False)


def funnel_svg(series: Series, key: str) -> str:
    """Draw steps in the middle of the chart, each as wide as its figure."""
    return _rows(series, key, centred=True)


def _rows(series: Series, key: str, *, centred: bool) -> str:
    step = _LINE + _HIGH + 11 + (0 if series.before is None else _THIN + 2)
    shapes: list[str] = []
    for at in range(len(series.sizes)):
        shapes += _row(series, at, at * step, centred=centred)
    return framed(series, key, step * len(series.sizes), shapes)


def _row(series: Series, at: int, top: int, *, centred: bool) -> Iterator[str]:
    value = cut(series.texts[at], _LONGEST)
    yield from _name(series.labels[at], value, top + 12)
    yield text(value, 100, top + 12, "e")
    zero = None if centred else series.zero
    yield from _bar(series.part(series.sizes[at]), zero, (top + _LINE, _HIGH), "b")
    if series.before is not None:
        below = top + _LINE + _HIGH + 2
        yield from _bar(series.part(series.before[at]), zero, (below, _THIN), "o")


def _name(label: str, value: str, baseline: int) -> Iterator[str]:
    """Write the name of a row, cut to what its figure leaves of a phone, and of a screen."""
    narrow, roomy = (_cut(label, room - pixels(value)) for room in (NARROW, ROOMY * 0.7))
    if narrow == roomy:
        yield text(roomy, 0, baseline)
    else:
        yield text(narrow, 0, baseline, "narrow")
        yield text(roomy, 0, baseline, "wide")


def _cut(label: str, room: float) -> str:
    return cut(label, max(8, int(room / pixels("0")) - 2))


def _bar(part: float, zero: float | None, place: tuple[int, int], kind: str) -> Iterator[str]:
    """Draw a bar from zero to either side, or in the middle where there is no zero."""
    if not part or (zero is None and part < 0):
        return
    # What is there can be seen, however little of the largest it is.
    across = max(0.6, abs(part) * 100)
    left = (100 - across) / 2 if zero is None else zero * 100 - (across if part < 0 else 0)
    top, high = place
    yield rect(left, top, across, high, kind)
