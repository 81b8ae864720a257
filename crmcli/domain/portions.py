"""Many things some at a time: as many as may be, but no more than memory should hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

T = TypeVar("T")

HEAVIEST = 4_000_000
"""Of how many characters a portion may be: a photo in a vCard has some hundred thousand."""


def portions(items: Iterable[T], most: int, weight: Callable[[T], int]) -> Iterator[list[T]]:
    """Yield things in their order, each time at most so many, and fewer where they are heavy.

    Args:
        items: the things.
        most: how many at a time.
        weight: tells how many characters one is.
    """
    held: list[T] = []
    size = 0
    for each in items:
        held.append(each)
        size += weight(each)
        if len(held) >= most or size >= HEAVIEST:
            yield held
            held, size = [], 0
    if held:
        yield held
