"""What divides the cells of a table, told by its beginning."""

from __future__ import annotations

import csv
import io

DELIMITERS = (",", "\t", ";")
"""What may divide the cells of a row; the first wins where nothing tells them apart."""

_SAMPLED_ROWS = 50


def delimiter_of(sample: str, *, whole: bool) -> str:
    """Tell by the beginning of a table what divides its cells.

    Args:
        sample: its beginning.
        whole: whether this is all of it; else its last row is cut.
    """
    best, best_score = DELIMITERS[0], (False, 0.0, 0)
    for delimiter in DELIMITERS:
        widths = _widths(sample, delimiter, whole=whole)
        if not widths:
            continue
        width = widths[0]
        fitting = sum(each == width for each in widths) / len(widths)
        score = (width > 1, fitting, width)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _widths(sample: str, delimiter: str, *, whole: bool) -> list[int]:
    widths: list[int] = []
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            if cells:
                widths.append(len(cells))
            if len(widths) > _SAMPLED_ROWS:
                break
    except csv.Error:
        return widths
    return widths if whole or len(widths) == 1 else widths[:-1]
