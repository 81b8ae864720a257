"""A set of ids that mostly follow one another, kept as ranges and written like `1-5,7`."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class IdRanges:
    """Ids as ranges without gaps, in order."""

    def __init__(self, ranges: Iterable[tuple[int, int]] = ()) -> None:
        # A large report names millions of ids: eight bytes each, and no object.
        self._starts = array("q")
        self._ends = array("q")
        self.update(ranges)

    def add(self, first: int, last: int | None = None) -> None:
        """Take an id, or all from `first` to `last`.

        Raises:
            OverflowError: it has more than 64 bits.
        """
        last = first if last is None else last
        # Ids are given out in order: nearly always the new ones follow the last.
        if not self._ends or first > self._ends[-1] + 1:
            self._starts.append(first)
            self._ends.append(last)
        elif first == self._ends[-1] + 1:
            self._ends[-1] = last
        else:
            self._insert(first, last)

    def update(self, ranges: Iterable[tuple[int, int]]) -> None:
        """Take all ids of some ranges."""
        for first, last in ranges:
            self.add(first, last)

    def __contains__(self, key: object) -> bool:
        """Whether an id is in one of the ranges."""
        return isinstance(key, int) and self.overlaps(key, key)

    def overlaps(self, first: int, last: int) -> bool:
        """Whether any id from `first` to `last` is in one of the ranges."""
        at = bisect_right(self._starts, last) - 1
        return at >= 0 and self._ends[at] >= first

    def __iter__(self) -> Iterator[tuple[int, int]]:
        """Yield first and last id of each range."""
        return zip(self._starts, self._ends, strict=True)

    def __bool__(self) -> bool:
        """Whether there is any id."""
        return bool(self._starts)

    @property
    def count(self) -> int:
        """How many ids there are."""
        return sum(last - first + 1 for first, last in self)

    @property
    def each(self) -> Iterator[int]:
        """Yield every id, in order."""
        return chain.from_iterable(range(first, last + 1) for first, last in self)

    def __str__(self) -> str:
        """Write the ranges like `1-5,7`."""
        return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in self)

    @classmethod
    def read(cls, text: str) -> IdRanges:
        """Read ranges that were written by `str`."""
        parts = (each.partition("-") for each in text.split(",") if each)
        return cls((int(first), int(last or first)) for first, _, last in parts)

    def _insert(self, first: int, last: int) -> None:
        low = bisect_right(self._starts, first)
        if low and self._ends[low - 1] >= first - 1:
            low -= 1
        high = bisect_right(self._starts, last + 1)
        if low < high:
            first = min(first, self._starts[low])
            last = max(last, self._ends[high - 1])
        self._starts[low:high] = array("q", [first])
        self._ends[low:high] = array("q", [last])
