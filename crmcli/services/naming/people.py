"""Who of a customer's people a text means: by the name as it is written, or as it is spelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.plain_name import has_han
from crmcli.domain.separated import separated
from crmcli.domain.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence


def called_among(names: Sequence[str], text: str) -> list[int]:
    """Give the places of the names that a text means, of the best tier that has any.

    The tiers are those by which customers are named: the name as it is written, as it is spelled, a
    part of it, and the beginning of its spelling, or the spelling of its given name.
    """
    wanted = fold(text)
    if not wanted:
        return []
    folded = [fold(each) for each in names]
    found = [at for at, each in enumerate(folded) if each == wanted]
    if found:
        return found
    fully, begun = _spelled(names, wanted) if wanted.isascii() else ([], [])
    return fully or [at for at, each in enumerate(folded) if wanted in each] or begun


def said_apart(names: Sequence[str], text: str) -> tuple[str, ...]:
    """Give the texts of which each means somebody: the text itself, or what its commas separate."""
    return (text,) if called_among(names, text) else separated(text) or (text,)


def _spelled(names: Sequence[str], text: str) -> tuple[list[int], list[int]]:
    """Give the places of Chinese names that letters spell, and of those that they begin."""
    from crmcli.domain.spelling import ALL, letters_of, spells  # noqa: PLC0415 - for letters alone
    from crmcli.store.finding.pinyin import given_spelling, spelling  # noqa: PLC0415 - likewise

    letters = letters_of(text)
    fully: list[int] = []
    begun: list[int] = []
    for at, name in enumerate(names if letters else ()):
        if not has_han(name):
            continue
        fit = spells(letters, spelling(name))
        if fit == ALL:
            fully.append(at)
        elif fit is not None or spells(letters, given_spelling(name)) is not None:
            begun.append(at)
    return fully, begun
