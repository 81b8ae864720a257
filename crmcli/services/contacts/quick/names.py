"""The names of a book that stand in a sentence."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from crmcli.domain.quick.aligned import is_chinese
from crmcli.domain.quick.piece import Piece
from crmcli.domain.text import fold
from crmcli.store.reads.called import named_exactly

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

_LONGEST: Final = 24
"""How many characters of a Chinese name are looked at; longer ones are named by a part."""

_MOST_WORDS: Final = 5
_FEWEST: Final = 2


class Name(NamedTuple):
    """A name of the book in a sentence.

    Args:
        piece: where it stands.
        customers: whose it is, by their ids.
        is_person: whether it is the name of one of a customer's people.
    """

    piece: Piece
    customers: frozenset[int]
    is_person: bool


def names_in(connection: sqlite3.Connection, text: str) -> list[Name]:
    """Find the names of customers, companies and people that stand in a text, the longest ones.

    Args:
        connection: the reading door.
        text: the sentence as it was typed.
    """
    places: dict[str, list[Piece]] = {}
    for piece in _possible(text):
        places.setdefault(fold(piece.of(text)), []).append(piece)
    found = [
        Name(
            piece, frozenset(key for key, _ in owners), all(kind == "person" for _, kind in owners)
        )
        for key, owners in named_exactly(connection, list(places)).items()
        for piece in places[key]
    ]
    found.sort(key=lambda each: (each.piece.start - each.piece.end, each.piece.start))
    kept: list[Name] = []
    for each in found:
        if not any(each.piece.meets(other.piece) for other in kept):
            kept.append(each)
    return sorted(kept)


def _possible(text: str) -> Iterator[Piece]:
    """Yield the parts of a text that may be a name: some characters, or some words."""
    borders = _borders(text)
    for at, start in enumerate(borders):
        words = 0
        for before, end in pairwise(borders[at : at + _LONGEST + 1]):
            words += not is_chinese(text[before])
            if words > _MOST_WORDS * 2:
                break
            piece = Piece(start, end)
            ends_open = text[end - 1].isspace() or text[start].isspace()
            if end - start >= _FEWEST and not ends_open:
                yield piece


def _borders(text: str) -> list[int]:
    """Give the places where a word begins or ends; each Chinese character is one."""
    found = [0]
    for at in range(1, len(text)):
        one, other = text[at - 1], text[at]
        inside = _in_word(one) and _in_word(other) and not is_chinese(one) and not is_chinese(other)
        if not inside:
            found.append(at)
    return [*found, len(text)]


def _in_word(char: str) -> bool:
    return char.isalnum() or char in "@._+-'’"
