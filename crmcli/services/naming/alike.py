"""Customers whose names are spelled like a text: suggestions after a mistake, never an answer."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from crmcli.domain.text import fold
from crmcli.store.reads import lookup

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

_MOST_SUGGESTIONS = 3
_LIKELY = 70.0
_CHUNK = 20_000


def spelled_alike(connection: sqlite3.Connection, texts: Iterable[str]) -> dict[str, str]:
    """Name the customers whose names are most like each of some texts, as in `王芳 (17)`.

    All names are gone through once, however many texts there are.

    Args:
        connection: the reading door.
        texts: the texts; one that no name is like is not among the answers.
    """
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only to help after a mistake

    best: dict[str, list[tuple[float, int, str]]] = {each: [] for each in texts}
    wanted = {each: fold(each) for each in best}
    names = lookup.names(connection)
    while chunk := list(islice(names, _CHUNK)):
        folded = [fold(name) for _, name in chunk]
        for text, found in best.items():
            for _, score, at in process.extract(
                wanted[text], folded, scorer=fuzz.ratio, limit=_MOST_SUGGESTIONS,
                score_cutoff=_LIKELY,
            ):  # fmt: skip
                found.append((-score, *chunk[at]))
            best[text] = sorted(found)[:_MOST_SUGGESTIONS]
    return {
        text: ", ".join(f"{name} ({key})" for _, key, name in found)
        for text, found in best.items()
        if found
    }
