"""From the written lines of a card to its lines: folds, soft breaks and encodings undone."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from crmcli.exchange.vcard.content_line import escaped, head_of, parsed
from crmcli.exchange.vcard.encoded_text import BadText, quoted_bytes, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crmcli.exchange.vcard.content_line import Line, Parameters

_OLD = "2.1"
_VERSION = re.compile(r"VERSION\s*:\s*([0-9.]+)\s*", re.IGNORECASE)
_BASE64 = re.compile(r"[A-Za-z0-9+/=]+")
_BASE64_NAMES = frozenset({"BASE64", "B"})
_QUOTED = "QUOTED-PRINTABLE"
_TEXTS = frozenset({"FN", "N", "ADR", "ORG", "NOTE", "TITLE", "ROLE", "LABEL"})
_OLD_SPECIAL = re.compile(r"(\\[;,:])|\\|,")
_NEWLINE = re.compile(r"\r\n?|\n")
_LONGEST_HEAD = 2000
_AGENT = re.compile(r"(?:[\w-]+\.)?AGENT(?:;[^:]*)?:\s*", re.IGNORECASE)
_CARD = re.compile(r"(BEGIN|END)\s*:\s*VCARD\s*", re.IGNORECASE)


def logical_lines(written: Sequence[str], encoding: str, *, strict: bool = True) -> Iterator[Line]:
    """Yield the lines of a card as vCard 3.0 would write them; the others are kept to the byte.

    Args:
        written: what stands in the file between BEGIN and END.
        encoding: the codec it was read with; bytes that do not fit are surrogates.
        strict: whether bytes that stand there as they are must be text; otherwise a line with
            others gets a name of its own.

    Raises:
        BadText: they are none.
    """
    versions = (_VERSION.fullmatch(each.strip()) for each in written if len(each) < _LONGEST_HEAD)
    version = next((each[1] for each in versions if each is not None), "")
    for line in _gathered(written, old=version == _OLD):
        yield _plain(line, encoding, old=version == _OLD, strict=strict)


def _gathered(written: Sequence[str], *, old: bool) -> Iterator[Line]:
    """Put lines together that belong together."""
    current: _Open | None = None
    at = 0
    while at < len(written):
        text = written[at]
        at += 1
        if current is not None and current.goes_on(text):
            continue
        if not text.strip():
            continue
        found = parsed(text)
        if found is None:
            if current is not None:
                current.add_line(text)
            continue
        if current is not None:
            yield current.whole()
        current = _Open(found, old=old)
        if _AGENT.fullmatch(text[:_LONGEST_HEAD]):
            agent, at = _agent(written, at)
            current.pieces.append(escaped(agent))
    if current is not None:
        yield current.whole()


class _Open:
    """A line that may go on in those that follow."""

    def __init__(self, line: Line, *, old: bool) -> None:
        encodings = set(line.all_of("ENCODING"))
        self._line, self._old = line, old
        self._quoted, self._base64 = _QUOTED in encodings, bool(encodings & _BASE64_NAMES)
        self.pieces = [line.value]

    def goes_on(self, text: str) -> bool:
        """Take a written line, if it belongs to this one."""
        if self._quoted and self.pieces[-1].endswith("="):
            self.pieces[-1] = self.pieces[-1][:-1]
            self.pieces.append(text)
            return True
        folded = text[:1] in {" ", "\t"}
        if folded or (self._base64 and _BASE64.fullmatch(text)):
            # In vCard 2.1 a line is folded where it has a space anyway.
            self.pieces.append(text[1:] if folded and not self._old else text)
            return True
        return False

    def add_line(self, text: str) -> None:
        """Take a line that has no name: some programs write a note of several lines as it is."""
        self.pieces.append(f"\n{text}" if self._old or self._quoted else f"\\n{text}")

    def whole(self) -> Line:
        """Give the line."""
        value = "".join(self.pieces)
        if self._quoted:
            value = value.removesuffix("=")
        if self._base64:
            value = "".join(value.split())
        return self._line if value == self._line.value else replace(self._line, value=value)


def _agent(written: Sequence[str], at: int) -> tuple[str, int]:
    """Read a card within a card; nothing if none follows. Also say where it ends."""
    depth, end = 0, at
    while end < len(written):
        text = written[end]
        end += 1
        mark = _CARD.fullmatch(text) if len(text) < _LONGEST_HEAD else None
        if mark is not None:
            depth += 1 if mark[1].upper() == "BEGIN" else -1
        elif not depth and text.strip():
            break
        if mark is not None and not depth:
            held = (each.rstrip("\r\n") for each in written[at:end] if each.strip())
            return "\n".join(held), end
    return "", at


def _plain(line: Line, encoding: str, *, old: bool, strict: bool) -> Line:
    """Undo what vCard 3.0 has no word for: quoted-printable, encodings, types without a name."""
    quoted = _QUOTED in line.all_of("ENCODING")
    charset = line.first_of("CHARSET")
    try:
        value = text_of(line.name, line.value, charset, encoding, quoted=quoted).rstrip("\r\n")
    except BadText:
        if strict and not (quoted and line.value.isascii()):
            raise
        # Kept as it is written, what a phone has cut or mixed up costs no other line; by a name
        # of its own, since later versions know no such encoding and no field can take it.
        name, parameters = f"X-UNREADABLE-{line.name}", tuple(_as_new(line.parameters))
        head = head_of(name, parameters, group=line.group)
        value = _NEWLINE.sub(r"\\n", quoted_bytes(line.value))
        return replace(line, name=name, head=head, parameters=parameters, value=value)
    if old:
        value = _escaped_as_new(line.name, value)
    value = _NEWLINE.sub(r"\\n", value)
    if not (old or quoted or charset):
        return line if value == line.value else replace(line, value=value)
    parameters = tuple(_as_new(line.parameters))
    head = head_of(line.name, parameters, group=line.group)
    return replace(line, head=head, parameters=parameters, value=value)


def _as_new(parameters: Parameters) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give the parameters as vCard 3.0 has them; 2.1 writes each type alone."""
    found: dict[str, tuple[str, ...]] = {}
    for name, values in parameters:
        if name == "ENCODING":
            values = ("b",) if values[0].upper() in _BASE64_NAMES else ()  # noqa: PLW2901
        if name != "CHARSET" and values:
            found[name] = found.get(name, ()) + values
    yield from found.items()


def _escaped_as_new(name: str, value: str) -> str:
    r"""Escape what vCard 2.1 does not: there a `\` before `;` is the only one that means that."""
    if name not in _TEXTS:
        return value
    return _OLD_SPECIAL.sub(lambda match: match[1] or "\\" + match[0], value)
