"""The charts of a page, as SVG within it: each beside the table whose figures it draws."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from crmcli.domain.reports.report import Chart
from crmcli.language import _
from crmcli.render.reports.svg_bars import bars_svg, funnel_svg
from crmcli.render.reports.svg_days import LATEST, days_of, days_svg
from crmcli.render.reports.svg_series import is_line, series_svg
from crmcli.render.reports.svg_shapes import Series, series_of

if TYPE_CHECKING:
    from crmcli.domain.reports.report import Block

_ROWS = 12
"""How many bars are drawn at most: the first."""

_POINTS = 400
"""How many figures over time are drawn at most: the latest."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart of a table.

    Args:
        svg: the chart itself, complete and escaped.
        caption: what is to be said below it.
        long: whether it is best as wide as the page.
    """

    svg: str
    caption: str
    long: bool


def drawing(block: Block, key: str) -> Drawing | None:
    """Draw a table; None where it is not to be drawn, or there is nothing to see.

    Args:
        block: the table.
        key: what the chart is called within its page.
    """
    if block.chart is None or len(block.rows) < 2:  # noqa: PLR2004 - one has nothing beside it
        return None
    if block.chart is Chart.DAYS:
        # A day that only the period before has is no day of the strip.
        block = replace(block, rows=tuple(row for row in block.rows if row.cells[0] is not None))
    series = series_of(block)
    if series.is_nothing:
        return None
    if block.chart in {Chart.BARS, Chart.FUNNEL}:
        shown = series.first(_ROWS)
        draw = bars_svg if block.chart is Chart.BARS else funnel_svg
        return Drawing(draw(shown, key), _caption(shown, len(series.sizes)), long=False)
    shown = series.last(LATEST if block.chart is Chart.DAYS else _POINTS)
    days = days_of(shown.labels) if block.chart is Chart.DAYS else None
    if days is None:
        caption = _caption(shown, len(series.sizes), latest=True, dashed=is_line(shown))
        return Drawing(series_svg(shown, key), caption, long=True)
    # A day has room for one figure.
    shown = replace(shown, before=None, texts_before=None)
    caption = _caption(shown, len(series.sizes), latest=True)
    return Drawing(days_svg(shown, days, key), caption, long=False)


def _caption(shown: Series, count: int, *, latest: bool = False, dashed: bool = False) -> str:
    text = shown.legend[0]
    if shown.before is not None:
        pair = _("{now}; dashed: {before}") if dashed else _("{now}; outlined: {before}")
        text = pair.format(now=shown.legend[0], before=shown.legend[1])
    if len(shown.sizes) == count:
        return text
    part = _("{figures}: the last {shown} of {count}")
    if not latest:
        part = _("{figures}: the first {shown} of {count}")
    return part.format(figures=text, shown=len(shown.sizes), count=f"{count:,}")
