"""Values in the one cell of a table of text: lists and pairs, and what a spreadsheet would run.

Everything that is written here is read back to the byte.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

RISKY = frozenset("=+-@\t\r\n＝＋－＠")
"""What a cell begins with that a spreadsheet takes for a formula, or steps over to find one."""

_QUOTE = "'"
_NEUTRAL = re.compile(f"'*[{re.escape(''.join(sorted(RISKY)))}]")
_NEUTRALISED = re.compile(f"'+[{re.escape(''.join(sorted(RISKY)))}]")
_SPECIAL = re.compile(r"[\\;]")
_SPECIAL_IN_NAME = re.compile(r"[\\;=]")
_ITEM = re.compile(r"[^\\;]*(?:\\.[^\\;]*)*", re.DOTALL)
_NAME = re.compile(r"[^\\=]*(?:\\.[^\\=]*)*", re.DOTALL)
_ESCAPED = re.compile(r"\\([\\;=])")
_BEHIND = r"\\\g<0>"


def neutral(text: str) -> str:
    """Put a `'` before what a spreadsheet would run.

    Text that has one there already gets another, so that every text has one form of its own.
    """
    return _QUOTE + text if _NEUTRAL.match(text) else text


def restored(text: str) -> str:
    """Give the text back that `neutral` was given."""
    return text[1:] if text[:1] == _QUOTE and _NEUTRALISED.match(text) else text


def joined(values: Iterable[str]) -> str:
    r"""Write a list in one cell, divided by `;`; `;` and `\` within a value follow a `\`."""
    return ";".join([_escaped(each) for each in values])


def divided(text: str) -> list[str]:
    """Read a list back; nothing is an empty one."""
    return [_unescaped(each) for each in _items(text)] if text else []


def paired(values: Mapping[str, str]) -> str:
    """Write names and their values in one cell, as in `a=1;b=2`."""
    return ";".join(
        f"{_SPECIAL_IN_NAME.sub(_BEHIND, name)}={_escaped(value)}" for name, value in values.items()
    )


def pairs(text: str) -> dict[str, str]:
    """Read names and their values back; a part without `=` is left out."""
    found = {}
    for item in _items(text):
        end = _end(_NAME, item, 0)
        if end < len(item):
            found[_unescaped(item[:end])] = _unescaped(item[end + 1 :])
    return found


def _escaped(text: str) -> str:
    return _SPECIAL.sub(_BEHIND, text) if ";" in text or "\\" in text else text


def _items(text: str) -> list[str]:
    if "\\" not in text:
        return text.split(";")
    items, at = [], 0
    while True:
        end = _end(_ITEM, text, at)
        items.append(text[at:end])
        if end >= len(text):
            return items
        at = end + 1


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    end = at if match is None else match.end()
    # A backslash at the very end escapes nothing.
    return len(text) if text[end : end + 1] == "\\" else end


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text
