"""Several values in one text, as people write them: `A,B`, `A; B` or A、B."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_SIGNS = str.maketrans(dict.fromkeys(";，；、", ","))


def parts(text: str) -> tuple[str, ...]:
    """Give what stands between the signs, blank or not."""
    return tuple(each.strip() for each in text.translate(_SIGNS).split(","))


def separated(text: str) -> tuple[str, ...]:
    """Give the values of a text; blank ones are left out."""
    return tuple(filter(None, parts(text)))


def all_separated(texts: Iterable[str] | None) -> tuple[str, ...]:
    """Give the values of an option that may be given several times, or not at all."""
    return tuple(each for text in texts or () for each in separated(text))
