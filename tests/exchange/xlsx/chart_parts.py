"""The charts of a workbook as a test reads them: what they refer to, and what they keep of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.exchange.xlsx.report_files import CHART, charts, grid

if TYPE_CHECKING:
    import io
    from xml.etree import ElementTree as ET

RANGE = re.compile(r"(?P<sheet>.+)!\$(?P<column>[A-Z])\$(?P<first>\d+)(?::\$[A-Z]\$(?P<last>\d+))?")


class Series:
    """What one series of a chart refers to, and what it keeps of that."""

    def __init__(self, found: ET.Element, cells: list[list[Any]]) -> None:
        self._found = found
        self._cells = cells
        self.values = self.of("val")
        self.categories = self.of("cat")
        (self.name,) = self.of("tx")

    def of(self, what: str) -> list[Any]:
        """Give the cells that a part of it refers to."""
        return referred(next(self._found.iter(f"{CHART}{what}")), self._cells)

    def kept(self, what: str) -> list[str | None]:
        """Give what it keeps of them for those who do not look; None where it keeps nothing."""
        place = next(self._found.iter(f"{CHART}{what}"))
        count = int(next(place.iter(f"{CHART}ptCount")).get("val") or 0)
        points = {int(each.get("idx") or 0): each for each in place.iter(f"{CHART}pt")}
        return [points[at].findtext(f"{CHART}v") if at in points else None for at in range(count)]

    @property
    def labels(self) -> list[str]:
        """The labels that stand in place of a value."""
        return ["".join(each.itertext()).strip() for each in self._found.iter(f"{CHART}dLbl")]


def referred(place: ET.Element, cells: list[list[Any]]) -> list[Any]:
    formula = next(place.iter(f"{CHART}f")).text or ""
    match = RANGE.fullmatch(formula)
    assert match is not None, formula
    first, last = int(match["first"]), int(match["last"] or match["first"])
    return [cells[row - 1][ord(match["column"]) - ord("A")] for row in range(first, last + 1)]


def drawn(file: io.BytesIO, sheet: int = 0) -> list[list[Series]]:
    cells = grid(file, sheet)
    return [
        [Series(found, cells) for found in chart.iter(f"{CHART}ser")]
        for chart in charts(file, sheet)
    ]


def kinds(file: io.BytesIO) -> list[str]:
    found = []
    for chart in charts(file):
        direction = next(chart.iter(f"{CHART}barDir"), None)
        found.append("line" if direction is None else str(direction.get("val")))
    return found
