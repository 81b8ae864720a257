"""How many columns text takes on a terminal, where Chinese characters take two."""

from __future__ import annotations

import os
import re
import unicodedata

from crmcli.render.gate import is_terminal


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
    if text.isascii() and len(text) <= columns:
        return text
    used = fitting = 0
    # A note may have millions of characters: no more of it is looked at than fits.
    for at, character in enumerate(text, 1):
        used += _columns(character)
        if used > columns:
            return text[:fitting].rstrip() + "…"
        if used < columns:
            fitting = at
    return text


def wrapped(text: str, indent: str | None = None, *, descriptor: int = 1) -> str:
    """Break lines between words where the terminal ends; into a pipe they stay whole.

    Args:
        text: one line, or several.
        indent: what a continued line begins with; otherwise it is indented by two more columns.
        descriptor: where to: stdout (1) or stderr (2).
    """
    if not is_terminal(descriptor):
        return text
    columns = max(_NARROWEST, _terminal_columns(descriptor))
    return "\n".join(
        broken(line, columns, _hanging(line) if indent is None else indent)
        for line in text.split("\n")
    )


def _hanging(line: str) -> str:
    return " " * (len(line) - len(line.lstrip(" ")) + 2)


def _terminal_columns(descriptor: int) -> int:
    # stdout may be a pipe where stderr is a terminal.
    given = os.environ.get("COLUMNS", "")
    if given.isascii() and given.isdigit() and int(given):
        return int(given)
    try:
        return os.get_terminal_size(descriptor).columns or _USUAL
    except OSError:
        return _USUAL


def broken(line: str, columns: int, indent: str = "") -> str:
    """Break a line so that no part is wider than a number of columns, but for single words.

    Words end at a space, and within Chinese anywhere but in a few characters that stand alone, such
    as a name, and before what closes something, such as a full stop.
    """
    if width(line) <= columns:
        return line
    lines, present = [], ""
    for word in re.findall(_WORD, line):
        if present.strip() and width(present + word) > columns:
            lines.append(present)
            present = indent + word.lstrip()
        else:
            present += word
    return "\n".join([*lines, present])


_WIDE = r"\u2e80-\u2fff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_OPENING, _CLOSING = r"《〈「『【（“‘(\[\"'`", r"，。、；：！？…》〉」』】）”’,.;:!?)\]\"'`"
_FEW = rf"[{_WIDE}]{{1,4}}(?![{_WIDE}])"
_CHINESE = rf"[{_OPENING}]{{0,4}}(?:{_FEW}|[{_WIDE}])[{_CLOSING}]*"
_OTHER = rf"(?:[^\s{_WIDE}{_OPENING}]|[{_OPENING}](?!{_CHINESE}))+"
_WORD = rf"\s*(?:{_CHINESE}|{_OTHER})"
"""A word: what a line is not broken within."""

_NARROWEST = 20
_USUAL = 80


def _columns(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
