"""Text that would act if it could: on a terminal, in a shell, in SQL, as markup."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from crmcli.domain.text import clean_name
from crmcli.errors import UnusableText

if TYPE_CHECKING:
    from pathlib import Path

ACTING = (
    "\x1b]0;owned\x07 \x1b[31mred \x9b31m \x90q\x9c \u202egnp\u202c \u2066x\u2069 \u200f \u061c"
    " \r\x08\x0b\x0c\x7f\x85 \x1b]52;c;eA==\x07 \x1b]8;;http://evil/\x1b\\click\x1b]8;;\x1b\\ [6n"
)
"""Escapes, control characters and marks that turn the order of letters round."""

CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]"
)
"""What no text of a book may make a terminal do: all controls but tab and newline, and bidi."""

NO_TEXT = ("a\0b", "a\ud800b", "a\udcffb")
"""Not text: a NUL, and half characters."""

BLANK = ("", "   ", "\u200b", "\u3000", "\u2800")
"""Nothing that can be seen."""


def naughty(shared: Path) -> list[str]:
    """Give the list of naughty strings, and what it lacks."""
    listed: Any = json.loads((shared / "blns" / "blns.json").read_text("utf-8"))
    more = [ACTING.replace("\x85", "").strip(), "a;b=c;d\\;e", "=1+1", "'=1", "\ttab", "\\x1b"]
    return [*dict.fromkeys(listed), *more]


def unsafe(text: str) -> str | None:
    """Give the first control character of a text; None if it has none."""
    match = CONTROLS.search(text)
    return None if match is None else repr(match[0])


def visible(text: str) -> bool:
    """Tell whether a string may be a name: something in it can be seen."""
    try:
        clean_name(text, "")
    except UnusableText:
        return False
    return True
