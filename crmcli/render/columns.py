"""How many columns text takes on a terminal, where Chinese characters take two.

The one measure of all that is aligned or broken: tables, boards, pages and charts. Text is looked
at by characters as they are seen: what joins the one before, such as an accent, the second half of
a flag or the child of a family, takes no columns of its own.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def width(text: str) -> int:
    """Count the columns of a line."""
    if text.isascii():
        return len(text)
    if _USUAL.fullmatch(text):
        return len(text) + len(_WIDE.findall(text))
    return sum(columns for _character, columns in characters(text))


def characters(text: str) -> Iterator[tuple[str, int]]:
    """Yield the characters of a line as they are seen, each with the columns it takes."""
    present, columns, joining, half_flag = "", 0, False, False
    for each in text:
        flag = _is_half_flag(each)
        own_columns = _columns(each)
        if present and (
            not own_columns
            or (joining and columns > 1 and own_columns > 1)
            or (each in _SKINS and columns > 1)
            or (flag and half_flag)
        ):
            present += each
            columns += 1 if flag else 0
            half_flag = False
        else:
            if present:
                yield present, columns
            present, columns, half_flag = each, own_columns, flag
        joining = each == _JOINER
    if present:
        yield present, columns


_WIDE = re.compile(r"[\u3001-\u3029\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff60]")
_USUAL = re.compile(rf"(?:[ -~·×→–…“”]|{_WIDE.pattern})*")
"""Nearly all that is ever shown: characters that stand for themselves alone."""
_JOINER = "\u200d"
_SKINS = frozenset(map(chr, range(0x1F3FB, 0x1F400)))


def _is_half_flag(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _columns(character: str) -> int:
    if character.isascii():
        return 1
    kind = unicodedata.category(character)
    if kind in {"Mn", "Me", "Cf"}:
        return 1 if character in _SEEN else 0
    if "\u1160" <= character <= "\u11ff" or "\ud7b0" <= character <= "\ud7ff":
        # The later letters of a Korean syllable that is written letter by letter.
        return 0
    if unicodedata.east_asian_width(character) in {"W", "F"}:
        return 2
    # Pictures that are newer than the tables of this Python.
    return 2 if kind == "Cn" and "\U0001f300" <= character <= "\U0001faff" else 1


_SEEN = frozenset("\xad\u06dd\u070f\u08e2" + "".join(map(chr, range(0x600, 0x606))))
"""Characters for formatting that are seen all the same, such as the soft hyphen."""
