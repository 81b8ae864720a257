r"""Paths as text: what is kept of a file and told of it leads back to it, whatever its bytes are.

A path is bytes, and what the book keeps and prints is UTF-8. A path with other bytes is written as
a shell reads it back: `$'/mnt/usb/a\xff.db'`. What is kept begins with a slash, so that no path
that is text can be taken for one of these.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import PurePath

# Every run loads this, and few have such a path: patterns are compiled where they are used.
_NO_TEXT = "[\udc80-\udcff]"
_ESCAPED = "[\\\\'\udc80-\udcff]"
_WRITTEN = r"\\(?:x([0-9a-f]{2})|([\\']))"
_START, _END = "$'", "'"
_HALF = 0xDC00
"""By how much Python's stand-in for a byte that is no text is higher than the byte."""


def path_text(path: PurePath | str) -> str:
    """Write a path as text; most paths are text as they are, and so is what was written before."""
    text = str(path)
    if text.isascii() or not re.search(_NO_TEXT, text):
        return text
    return f"{_START}{re.sub(_ESCAPED, _escape, text)}{_END}"


def path_from(text: str) -> Path:
    """Give back the path that `path_text` has written."""
    return Path(plain_path(text))


def plain_path(text: str) -> str:
    """Give back the path as Python has it, with stand-ins for the bytes that are no text."""
    if not is_escaped(text):
        return text
    return re.sub(_WRITTEN, _unescape, text[len(_START) : -len(_END)])


def is_escaped(text: str) -> bool:
    """Tell whether a path had bytes that are no text."""
    return text.startswith(_START) and text.endswith(_END)


def quoted(path: PurePath | str) -> str:
    """Write a path as it can be pasted into a command line."""
    from shlex import quote  # noqa: PLC0415 - see above

    text = path_text(path)
    return text if is_escaped(text) else quote(text)


def readings(text: str) -> tuple[str, ...]:
    """Give what a part of a path may say: as text, and in encodings that are not UTF-8."""
    if not re.search(_NO_TEXT, text):
        return (text,)
    content = text.encode("utf-8", "surrogateescape")
    return (text, *(content.decode(each, "replace") for each in ("gb18030", "cp1252")))


def _escape(match: re.Match[str]) -> str:
    found = match[0]
    return f"\\{found}" if found.isascii() else f"\\x{ord(found) - _HALF:02x}"


def _unescape(match: re.Match[str]) -> str:
    return match[2] or chr(_HALF + int(match[1], 16))
