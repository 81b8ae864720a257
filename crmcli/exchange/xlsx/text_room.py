"""How much room text takes in a sheet, in the width of a digit."""

from __future__ import annotations

from unicodedata import east_asian_width


def width(text: str) -> int:
    """Say how many columns a line takes; a Chinese character takes two."""
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(each) in "WF" else 1 for each in text)


def lines(text: str, columns: int) -> int:
    """Say about how many lines a text takes where it is broken between words.

    Args:
        text: one line, or several.
        columns: how wide the place is.
    """
    return sum(_broken(line, columns) for line in text.split("\n"))


def _broken(line: str, columns: int) -> int:
    count, used = 1, 0
    for word in line.split(" "):
        needed = width(word)
        if used and used + 1 + needed > columns:
            count, used = count + 1, 0
        used += needed + (1 if used else 0)
        if used > columns:
            # A long word, or Chinese, which has none, is broken anywhere.
            count += (used - 1) // columns
            used = (used - 1) % columns + 1
    return count
