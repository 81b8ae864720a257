"""How many columns text takes on a terminal, where Chinese characters take two."""

from __future__ import annotations

import unicodedata


def width(text: str) -> int:
    """Count the columns of a line."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def padded(text: str, columns: int) -> str:
    """Fill a text with spaces up to a number of columns."""
    return text + " " * (columns - width(text))


def cut(text: str, columns: int) -> str:
    """Shorten a text to a number of columns; an ellipsis says that something is missing."""
    if width(text) <= columns:
        return text
    left = columns - 1
    kept: list[str] = []
    for character in text:
        left -= _columns(character)
        if left < 0:
            break
        kept.append(character)
    return "".join(kept).rstrip() + "…"


def _columns(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
