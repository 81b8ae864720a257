"""Words of a command line as bash has them: taken out of their quotes, and written back safely."""

from __future__ import annotations

_SPACE = " \t\n"
_ENDS = ";|&\n"
_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./:=@%+,")
_UNFIT_IN_DOUBLE_QUOTES = frozenset("!")


def split_words(line: str) -> tuple[list[str], str]:
    """Split a line up to the cursor into its finished words, and the last as it was typed.

    Only the command after the last `;`, `|` or `&` counts.
    """
    words: list[str] = []
    start: int | None = None
    quote = ""
    at = 0
    while at < len(line):
        char = line[at]
        if quote:
            if char == "\\" and quote == '"':
                at += 1
            elif char == quote:
                quote = ""
        elif char in _SPACE or char in _ENDS:
            if start is not None:
                words.append(unquoted(line[start:at]))
            start = None
            if char in _ENDS:
                words.clear()
        else:
            start = at if start is None else start
            if char == "\\":
                at += 1
            elif char in "'\"":
                quote = char
        at += 1
    return words, "" if start is None else line[start:]


def unquoted(raw: str) -> str:
    """Take a word out of its quotes and backslashes; an open quote ends with the word."""
    text: list[str] = []
    quote = ""
    at = 0
    while at < len(raw):
        char = raw[at]
        if char == quote:
            quote = ""
        elif quote == "'" or (quote and char != "\\"):
            text.append(char)
        elif char == "\\":
            at += 1
            kept = "" if not quote or raw[at : at + 1] in '"\\$`' else "\\"
            text.append(kept + raw[at : at + 1])
        elif char in "'\"":
            quote = char
        else:
            text.append(char)
        at += 1
    return "".join(text)


class Bash:
    """Writes offers the way readline puts them in the place of what was typed.

    readline replaces what stands after an open quote, or after the last of its break characters,
    and takes the offer to the letter; so each is quoted here.

    Args:
        raw: the word at the cursor as it was typed.
        breaks: the shell's `COMP_WORDBREAKS`.
    """

    def __init__(self, raw: str, breaks: str) -> None:
        self._quote = _open_quote(raw)
        self._before = ""
        if self._quote:
            self._opening = raw.rindex(self._quote) if raw.count(self._quote) == 1 else -1
        else:
            cut = max((at + 1 for at in _breaks(raw, breaks)), default=0)
            self._before = unquoted(raw[:cut])

    def written(self, value: str) -> str | None:
        """Write an offer; None where it cannot be written safely in the place of what was typed."""
        if self._quote:
            if self._opening != 0:
                return None
            return _quoted(value, self._quote)
        if not value.startswith(self._before):
            return None
        return _escaped(value[len(self._before) :], first=not self._before)


def _open_quote(raw: str) -> str:
    quote = ""
    skip = False
    for char in raw:
        if skip:
            skip = False
        elif char == "\\" and quote != "'":
            skip = True
        elif char == quote:
            quote = ""
        elif not quote and char in "'\"":
            quote = char
    return quote


def _breaks(raw: str, breaks: str) -> list[int]:
    found = []
    quote = ""
    skip = False
    for at, char in enumerate(raw):
        if skip:
            skip = False
        elif char == "\\" and quote != "'":
            skip = True
        elif char == quote:
            quote = ""
        elif not quote and char in "'\"":
            quote = char
        elif not quote and char in breaks:
            found.append(at)
    return found


def _quoted(value: str, quote: str) -> str | None:
    if quote == "'":
        return value.replace("'", "'\\''")
    if not _UNFIT_IN_DOUBLE_QUOTES.isdisjoint(value):
        return None
    return "".join(f"\\{char}" if char in '"\\$`' else char for char in value)


def _escaped(value: str, *, first: bool) -> str:
    text = "".join(
        char if char in _PLAIN or (not char.isascii() and char.isalnum()) else f"\\{char}"
        for char in value
    )
    return "''" if first and not text else text
