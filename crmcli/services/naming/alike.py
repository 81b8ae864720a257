"""Customers whose names are nearly like a text: suggestions after a mistake, never an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain import listed
from crmcli.domain.plain_name import is_han
from crmcli.domain.text import fold
from crmcli.store.reads import near
from crmcli.store.reads.lookup import shown
from crmcli.store.reads.ranking import ranked

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from crmcli.domain.lookup import Candidate
    from crmcli.domain.message import Message

_MOST_SUGGESTIONS = 3
_LIKELY = 70.0
_LIKELY_HAN = 66.0
"""Of three Chinese characters two are enough: 王小民 and 王大明 are near 王小明."""


def spelled_alike(connection: sqlite3.Connection, texts: Iterable[str]) -> dict[str, Message]:
    """Name the customers whose names are most like each of some texts, as in `王芳 (17)`.

    Args:
        connection: the reading door.
        texts: the texts; one that no name is like is not among the answers.
    """
    found = {each: _alike(connection, each) for each in texts}
    return {
        text: listed.names(f"{each.name} ({each.id})" for each in candidates)
        for text, candidates in found.items()
        if candidates
    }


def _alike(connection: sqlite3.Connection, text: str) -> list[Candidate]:
    """Find those of the same sound, else with one slip, else those that look most alike."""
    for search in (near.of_same_sound, near.with_a_slip):
        found = shown(connection, ranked(connection, search(connection, text), _MOST_SUGGESTIONS))
        if active := [each for each in found if not each.archived]:
            return active
    return shown(connection, _looking_alike(connection, text))


def _looking_alike(connection: sqlite3.Connection, text: str) -> list[int]:
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only to help after a mistake

    folded = fold(text)
    offered = (near.sharing_most, near.with_another_middle)
    names = list(dict.fromkeys(each for search in offered for each in search(connection, text)))
    likely = _LIKELY_HAN if all(map(is_han, folded)) else _LIKELY
    best = process.extract(
        folded, [fold(name) for _, name in names], scorer=fuzz.ratio,
        limit=_MOST_SUGGESTIONS, score_cutoff=likely,
    )  # fmt: skip
    return [names[at][0] for _, _, at in best]
