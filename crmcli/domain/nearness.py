"""Which word was meant by one that is not known: a typing mistake away, or one begins the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHORTEST = 3
_LETTERS_A_MISTAKE = 4
_NEGATIONS = frozenset("无無没沒不未非勿")
"""What makes the opposite of a Chinese word."""


def nearest(wanted: str, known: Iterable[str]) -> str:
    """Return the known word that was probably meant; an empty text where none is near.

    What merely looks alike may be the opposite: "agreed" is not what "refused" was meant to be, and
    无需求 is not what 有需求 was. A word with another negation is near none.
    Letters that are missing, added, wrong or swapped are mistakes; a longer word may have more.

    Args:
        wanted: the word that is not known.
        known: the words that are.
    """
    typed = wanted.lower().strip("-")
    if len(typed) < _SHORTEST:
        return ""
    most = 1 + (len(typed) - 1) // _LETTERS_A_MISTAKE
    denied = negations(typed)
    best, found = (most + 1, 0, False), ""
    for each in known:
        name = each.lower().strip("-")
        if negations(name) != denied:
            continue
        begins = name.startswith(typed) or (len(name) >= _SHORTEST and typed.startswith(name))
        missed = 1 if begins else mistakes(typed, name, most)
        # Of words as near as another the one as long is meant, in Chinese one that holds this.
        longer = typed.isascii() or typed in name
        rank = (missed, abs(len(name) - len(typed)), not longer)
        if rank < best:
            best, found = rank, each
    return found


def negations(word: str) -> list[str]:
    """Give what makes a Chinese word the opposite of another one."""
    return [] if word.isascii() else [each for each in word if each in _NEGATIONS]


def mistakes(one: str, other: str, most: int) -> int:
    """Count the letters to change, add, remove or swap; more than `most` are not told apart."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    present = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        row = [at]
        for place, compared in enumerate(other, 1):
            cost = min(
                present[place] + 1,
                row[place - 1] + 1,
                present[place - 1] + (letter != compared),
            )
            if at > 1 < place and letter == other[place - 2] and one[at - 2] == compared:
                cost = min(cost, before[place - 2] + 1)
            row.append(cost)
        before, present = present, row
    return present[-1]
