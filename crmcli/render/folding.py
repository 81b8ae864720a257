"""Text within so many columns: broken between words, and within a word that is too long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.render.breaking import divided
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
    if width(text) <= columns:
        return [text]
    words = broken(text, columns, indent).split("\n")
    lines = [part.rstrip() for line in words for part in _cut(line, columns, indent)]
    if not most or len(lines) <= most:
        return lines
    last = next(divided(lines[most - 1], columns - 1))
    return [*lines[: most - 1], f"{last.rstrip()}…"]


def _cut(line: str, columns: int, indent: str) -> Iterator[str]:
    """Break a line within its words, where they are too long."""
    if width(line) <= columns:
        yield line
        return
    start = indent if line.startswith(indent) else ""
    first, *rest = divided(line[len(start) :], columns - width(indent))
    yield start + first
    yield from (indent + each for each in rest)
