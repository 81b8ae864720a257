"""One line of a vCard: its name, its parameters and its value, and the text of both."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_NAME = r"[A-Za-z0-9_-]+"
# Possessive throughout: a line of megabytes that does not fit is known as such at once.
_HEAD = re.compile(rf"(?:({_NAME})\.)?({_NAME})((?:;(?:[^:;\"]++|\"[^\"]*+\")*+)*+)\s*:")
_PARAMETER = re.compile(r";((?:[^;\"]++|\"[^\"]*+\"|\")*+)")
_LISTED = re.compile(r"((?:[^,\"]++|\"[^\"]*+\"|\")++)")
_NEEDS_QUOTES = re.compile(r"[:;,]")
_NOT_IN_PARAMETERS = re.compile(r"[\x00-\x1f\x7f\"]")
_BARE = {
    "7BIT": "ENCODING", "8BIT": "ENCODING", "BASE64": "ENCODING", "B": "ENCODING",
    "QUOTED-PRINTABLE": "ENCODING",
    "URL": "VALUE", "CONTENT-ID": "VALUE", "CID": "VALUE", "INLINE": "VALUE",
}  # fmt: skip
"""What a value without a name means in vCard 2.1; any other is a type."""

Parameters = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a vCard without its folds.

    Args:
        head: what stands before the colon, as written.
        group: what binds lines together, such as `item1`; empty for none.
        name: the property, in capitals.
        parameters: their names in capitals, each with its values.
        value: what follows the colon; text in it is escaped.
    """

    head: str
    group: str
    name: str
    parameters: Parameters
    value: str

    def __str__(self) -> str:
        """Give the line as it is written."""
        return f"{self.head}:{self.value}"

    def all_of(self, name: str) -> Iterator[str]:
        """Yield the values of a parameter, in capitals."""
        for each, values in self.parameters:
            if each == name:
                yield from (value.upper() for value in values)

    def first_of(self, name: str) -> str:
        """Give the first value of a parameter as it is written; empty if there is none."""
        return next((values[0] for each, values in self.parameters if each == name), "")

    @property
    def is_text(self) -> bool:
        """Whether its value could be read; one that could not is as it was written."""
        return "QUOTED-PRINTABLE" not in self.all_of("ENCODING")

    @property
    def types(self) -> set[str]:
        """The values of TYPE, in capitals."""
        return set(self.all_of("TYPE"))


def parsed(text: str) -> Line | None:
    """Read a line; None if it is none, since it has no name or no colon."""
    match = _HEAD.match(text)
    if match is None:
        return _parsed_loosely(text)
    parameters = tuple(_parameters(match[3])) if match[3] else ()
    head = text[: match.end() - 1].rstrip()
    return Line(head, match[1] or "", match[2].upper(), parameters, text[match.end() :])


def _parsed_loosely(text: str) -> Line | None:
    """Read a line with a quote that is never closed."""
    head, colon, value = text.partition(":")
    if not colon or '"' not in head:
        return None
    found = parsed(head.replace('"', "") + ":")
    return None if found is None else Line(found.head, found.group, found.name,
                                           found.parameters, value)  # fmt: skip


def _parameters(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for part in _PARAMETER.findall(text):
        name, equals, written = part.partition("=")
        if not equals:
            name, written = _BARE.get(part.strip().upper(), "TYPE"), part
        name = name.strip().upper()
        values = tuple(_values(name, written))
        if values:
            yield name, values


def _values(name: str, written: str) -> Iterator[str]:
    for each in _LISTED.findall(written):
        plain = each.strip().strip('"')
        # A list of types in one pair of quotes stands in RFC 6350 itself.
        yield from (part.strip() for part in plain.split(",")) if name == "TYPE" else (plain,)


def head_of(name: str, parameters: Iterable[tuple[str, tuple[str, ...]]] = (), *,
            group: str = "") -> str:  # fmt: skip
    """Write what stands before the colon."""
    parts = [f"{group}.{name}" if group else name]
    parts += [f"{each}={','.join(map(_quoted, values))}" for each, values in parameters]
    return ";".join(parts)


def _quoted(value: str) -> str:
    plain = _NOT_IN_PARAMETERS.sub("", value)
    return f'"{plain}"' if _NEEDS_QUOTES.search(plain) else plain


def line(name: str, value: str, *parameters: tuple[str, tuple[str, ...]], group: str = "") -> Line:
    """Make a line; text in its value is escaped already."""
    return Line(head_of(name, parameters, group=group), group, name.upper(), parameters, value)


# Text within a value

_SPECIAL = re.compile(r"[\\,;]")
_NEWLINE = re.compile(r"\r\n?|\n")
_ESCAPE = re.compile(r"\\([\\nN,;:\"])")
_PART = re.compile(r"(?:[^;\\]++|\\.|\\$)*+", re.DOTALL)
_ITEM = re.compile(r"(?:[^,\\]++|\\.|\\$)*+", re.DOTALL)


def escaped(text: str) -> str:
    r"""Write text as a value, or as a part of one: `\`, `,`, `;` and newlines are escaped."""
    return _NEWLINE.sub(r"\\n", _SPECIAL.sub(r"\\\g<0>", text))


def unescaped(value: str) -> str:
    """Read the text of a value."""
    return _ESCAPE.sub(_meant, value) if "\\" in value else value


def _meant(match: re.Match[str]) -> str:
    return "\n" if match[1] in "nN" else match[1]


def parts_of(value: str) -> list[str]:
    """Give the parts of a value that `;` divides, still escaped."""
    return _cut(_PART, value) if "\\" in value else value.split(";")


def items_of(value: str) -> list[str]:
    """Give the items of a value that `,` divides, still escaped."""
    return _cut(_ITEM, value) if "\\" in value else value.split(",")


def _cut(pattern: re.Pattern[str], value: str) -> list[str]:
    found, at = [], 0
    while True:
        match = pattern.match(value, at)
        end = len(value) if match is None else match.end()
        found.append(value[at:end])
        if end >= len(value):
            return found
        at = end + 1


# Folding

_WIDTH = 75


def folded(text: str) -> bytes:
    """Write a line as UTF-8 in pieces of at most 75 bytes, none of which cuts a character."""
    data = text.encode()
    if len(data) <= _WIDTH:
        return data + b"\r\n"
    pieces, at, width = [], 0, _WIDTH
    while at < len(data):
        end = min(at + width, len(data))
        while end < len(data) and data[end] & 0xC0 == 0x80:  # noqa: PLR2004 - within a character
            end -= 1
        pieces.append(data[at:end])
        at, width = end, _WIDTH - 1
    return b"\r\n ".join(pieces) + b"\r\n"
