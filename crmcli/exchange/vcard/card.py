"""The cards of a file, one after another: what does not end well costs no other card."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crmcli.errors import N_, CrmError, Refused
from crmcli.exchange.vcard.encoded_text import refitted
from crmcli.exchange.vcard.unfolding import logical_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TextIO

    from crmcli.exchange.vcard.content_line import Line

LONGEST_CARD = 1 << 25
"""Of how many characters a card may be: photos have some hundred thousand."""

_PIECE = 1 << 16
# What begins with a space is the fold of a line, whatever it reads like.
_BEGIN = re.compile(r"\ufeff?BEGIN\s*:\s*VCARD\s*", re.IGNORECASE)
_END = re.compile(r"END\s*:\s*VCARD\s*", re.IGNORECASE)
_AGENT = re.compile(r"(?:[\w-]+\.)?AGENT(?:;[^:]*)?:\s*", re.IGNORECASE)
_FIRST = frozenset("BbEe\ufeff")
_LONGEST_MARK = 200
_NUL = "\0"
_BLANK = "\ufeff \t\x1a"
"""What may stand between cards; Ctrl-Z ended files once."""


class OpenCard(Refused):
    """A card without its end."""

    code = "open_card"
    sentence = N_("The card does not end: END:VCARD is missing.")


class LongCard(Refused):
    """A card that is too long to be one."""

    code = "long_card"
    sentence = N_("The card is longer than {most} characters.")


class NoCard(Refused):
    """Text before or between cards."""

    code = "no_card"
    sentence = N_("There is text that belongs to no card.")


class NulInCard(Refused):
    """A NUL character in a card."""

    code = "nul_in_card"
    sentence = N_("It holds a NUL character.")


@dataclass(frozen=True, slots=True)
class Card:
    """A card as its lines.

    Args:
        number: its number in the file, from 1.
        lines: its lines without BEGIN and END.
        fault: why it cannot be used; None if it can.
        written: its lines as they are written, where it cannot be used; of very long ones some.
    """

    number: int
    lines: list[Line] = field(default_factory=list)
    fault: CrmError | None = None
    written: list[str] = field(default_factory=list)


def cards_in(text: TextIO, encoding: str, *, mixed: bool = False) -> Iterator[Card]:
    """Yield the cards of a text.

    Args:
        text: the text; newlines are as in the file, and bytes that do not fit are surrogates.
        encoding: the codec it is read with.
        mixed: whether a card may be UTF-8 where the file is not.
    """
    for number, (lines, fault) in enumerate(_pieces(text), 1):
        try:
            if fault is not None:
                raise fault
            if any(_NUL in each for each in lines):
                raise NulInCard
            known = refitted(lines, encoding) if mixed else (lines, encoding)
            yield Card(number, list(logical_lines(*known)))
        except CrmError as error:
            yield Card(number, fault=error, written=lines)


def _pieces(text: TextIO) -> Iterator[tuple[list[str], CrmError | None]]:
    """Yield the written lines of each card, and why it is none."""
    open_card: _Open | None = None
    stray = _Shown()
    for line in _lines(text):
        # Most lines are neither, and long ones; to match them costs.
        mark = line if line[:1] in _FIRST and len(line) <= _PIECE else ""
        begins, ends = _BEGIN.fullmatch(mark) is not None, _END.fullmatch(mark) is not None
        if open_card is None and not begins:
            begins = _BEGIN.fullmatch(line[:_LONGEST_MARK].strip()) is not None
        if open_card is not None:
            if begins and not open_card.awaits_agent():
                yield open_card.lines, OpenCard()
                open_card = _Open()
            elif open_card.is_ended(line, begins=begins, ends=ends):
                yield open_card.lines, open_card.fault
                open_card = None
        elif begins:
            yield from _strayed(stray)
            open_card, stray = _Open(), _Shown()
        elif line.strip(_BLANK) and not ends:
            stray.add(line)
    yield from _strayed(stray)
    if open_card is not None:
        yield open_card.lines, OpenCard()


def _strayed(stray: _Shown) -> Iterator[tuple[list[str], CrmError]]:
    if stray.lines:
        yield stray.lines, NoCard()


class _Shown:
    """Lines that are only to be shown: as many as fit, and of one more the beginning."""

    def __init__(self, lines: Iterable[str] = ()) -> None:
        self.lines: list[str] = []
        self._left = _PIECE
        for each in lines:
            self.add(each)

    def add(self, line: str) -> None:
        """Take a line, unless one did not fit before."""
        if self._left > 0:
            self.lines.append(line[: self._left])
            self._left -= len(line) + 1


class _Open:
    """A card that has begun."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.fault: CrmError | None = None
        self._size = self._depth = 0

    def awaits_agent(self) -> bool:
        """Tell whether a card that begins here is its agent."""
        last = next((each for each in reversed(self.lines) if each.strip()), "")
        return self.fault is None and len(last) <= _PIECE and _AGENT.fullmatch(last) is not None

    def is_ended(self, line: str, *, begins: bool, ends: bool) -> bool:
        """Take a line; tell whether it is the end."""
        if ends and not self._depth:
            return True
        self._depth += begins - ends
        self._size += len(line)
        if self.fault is None and self._size > LONGEST_CARD:
            self.lines, self.fault = _Shown(self.lines).lines, LongCard(most=LONGEST_CARD)
        elif self.fault is None:
            self.lines.append(line)
        return False


def _lines(text: TextIO) -> Iterator[str]:
    """Yield lines without their ends; of one that is too long only the beginning."""
    pieces: list[str] = []
    size = 0
    returned = False
    while piece := text.readline(_PIECE):
        if returned and piece == "\n":
            # The end of the line before, which was cut between its two characters.
            returned = False
            continue
        size += len(piece)
        if size <= LONGEST_CARD + _PIECE:
            pieces.append(piece)
        if piece.endswith(("\n", "\r")):
            returned = len(piece) == _PIECE and piece.endswith("\r")
            yield "".join(pieces).rstrip("\r\n")
            pieces, size = [], 0
    if pieces:
        yield "".join(pieces)
