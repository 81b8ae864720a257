"""A part of a sentence that has a meaning of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Piece(NamedTuple):
    """Where a part of a sentence stands: from `start` up to `end`, which is not in it."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Give the part of a text."""
        return text[self.start : self.end]

    def holds(self, other: Piece) -> bool:
        """Tell whether another part lies within."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Piece) -> bool:
        """Tell whether the parts share a character."""
        return self.start < other.end and other.start < self.end


def rest_of(text: str, whole: Piece, taken: Iterable[Piece]) -> list[Piece]:
    """Give what remains of a part without others, from left to right, without outer spaces."""
    found: list[Piece] = []
    at = whole.start
    for each in (*sorted(taken), Piece(whole.end, whole.end)):
        if each.end < whole.start or each.start > whole.end:
            continue
        if each.start > at:
            found.append(Piece(at, min(each.start, whole.end)))
        at = max(at, each.end)
    return [each for each in (trimmed(text, piece) for piece in found) if each.start < each.end]


def trimmed(text: str, piece: Piece) -> Piece:
    """Leave out spaces at the ends of a part."""
    start, end = piece
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Piece(start, end)
