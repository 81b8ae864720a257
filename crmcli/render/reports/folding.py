"""Text within so many columns: broken between words, and within a word that is too long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len, chop_cells, set_cell_size

from crmcli.render.width import broken, cut, width

if TYPE_CHECKING:
    from collections.abc import Iterator


def folded(text: str, columns: int, indent: str = "", most: int = 0) -> list[str]:
    """Break a text into lines of at most so many columns.

    Args:
        text: one line, harmless already.
        columns: how wide a line is at the most; at least two more than the indent.
        indent: what each further line begins with.
        most: how many lines it takes at the most, an ellipsis says that more is missing; 0 for all.
    """
    if most:
        # A note may have millions of characters: no more of it is looked at than fits.
        text = cut(text, columns * most)
    text = text.rstrip()
    if cell_len(text) <= columns:
        return [text]
    words = _words(text, columns, indent)
    lines = [part.rstrip() for line in words for part in _cut(line, columns, indent)]
    if not most or len(lines) <= most:
        return lines
    last = set_cell_size(lines[most - 1], min(columns - 1, cell_len(lines[most - 1])))
    return [*lines[: most - 1], f"{last.rstrip()}…"]


def _words(text: str, columns: int, indent: str) -> Iterator[str]:
    """Break a text between words."""
    for line in broken(text, columns, indent).split("\n"):
        # A terminal draws some emoji wider than their characters are.
        more = cell_len(line) - width(line)
        yield from broken(line, columns - more, indent).split("\n") if more > 0 else [line]


def _cut(line: str, columns: int, indent: str) -> Iterator[str]:
    """Break a line within its words, where they are too long."""
    if cell_len(line) <= columns:
        yield line
        return
    start = indent if line.startswith(indent) else ""
    first, *rest = chop_cells(line[len(start) :], columns - len(indent))
    yield start + first
    yield from (indent + each for each in rest)


def filled(text: str, columns: int, *, right: bool = False) -> str:
    """Fill a text with spaces up to so many columns, as a terminal counts them."""
    spaces = " " * (columns - cell_len(text))
    return spaces + text if right else text + spaces
