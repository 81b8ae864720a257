"""Text fitted to a number of columns: filled up, cut, or broken where the terminal ends."""

from __future__ import annotations

import os

from crmcli.language import own
from crmcli.render.breaking import broken
from crmcli.render.columns import characters, width
from crmcli.render.gate import is_terminal

__all__ = ["broken", "cut", "padded", "width", "wrapped"]


def padded(text: str, columns: int, *, right: bool = False) -> str:
    """Fill a text with spaces up to a number of columns, on its left for `right`.

    Where something follows in the same line, no terminal may take more columns than another: the
    selector that asks for an emoji's picture, which some give two columns and others one, is left
    out.
    """
    text = text.replace(_PICTURE, "")
    spaces = " " * (columns - width(text))
    return spaces + text if right else text + spaces


def cut(text: str, columns: int) -> str:
    """Shorten a text to a number of columns; a mark says that something is missing."""
    if len(text) <= columns and width(text) <= columns:
        return text
    used = at = fitting = 0
    # A note may have millions of characters: no more of it is looked at than fits.
    for character, taken in characters(text):
        used, at = used + taken, at + len(character)
        if used > columns:
            return text[:fitting].rstrip() + _missing()
        if used < columns:
            fitting = at
    return text


def _missing() -> str:
    # One column, as all that count on it: three dots would be three.
    return "…" if own("…") == "…" else "~"


def wrapped(
    text: str, indent: str | None = None, *, descriptor: int = 1, whole: bool = True
) -> str:
    """Break lines between words where the terminal ends; into a pipe they stay whole.

    Args:
        text: one line, or several.
        indent: what a continued line begins with; otherwise it is indented by two more columns.
        descriptor: where to: stdout (1) or stderr (2).
        whole: whether a word that is wider than the terminal stays whole, as what is copied does.
    """
    if not is_terminal(descriptor):
        return text
    columns = max(_NARROWEST, _terminal_columns(descriptor))
    return "\n".join(
        _broken(line, columns, _hanging(line) if indent is None else indent, whole=whole)
        for line in text.split("\n")
    )


def _broken(line: str, columns: int, indent: str, *, whole: bool) -> str:
    if whole:
        return broken(line, columns, indent)
    from crmcli.render.folding import folded  # noqa: PLC0415 - it measures by this module

    return "\n".join(folded(line, columns, indent))


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


_NARROWEST = 20
_USUAL = 80
_PICTURE = "\ufe0f"
