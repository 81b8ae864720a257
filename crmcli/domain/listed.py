"""Several messages as one: items of a list, clauses of a line, sentences one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.message import Message, message
from crmcli.errors import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def items(parts: Sequence[Message]) -> Message:
    """Say several things in one list: `a, b, c`."""
    return _folded(parts, N_("{first}, {rest}"))


def names(parts: Iterable[str]) -> Message:
    """List names, which are the same in every language: `a, b, c`."""
    return items([Message("{name}", {"name": each}) for each in parts])


def clauses(parts: Sequence[Message]) -> Message:
    """Say several things in one line: `a; b; c`."""
    return _folded(parts, N_("{first}; {rest}"))


def sentences(parts: Sequence[Message]) -> Message:
    """Say one sentence after the other; in some languages there is no space between them."""
    return _folded(parts, N_("{first} {rest}"))


def _folded(parts: Sequence[Message], text: str) -> Message:
    if not parts:
        return Message("")
    if len(parts) == 1:
        return parts[0]
    # Halves of halves, for messages may not nest as deep as lists are long.
    half = len(parts) // 2
    return message(text, first=_folded(parts[:half], text), rest=_folded(parts[half:], text))
