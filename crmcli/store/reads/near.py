"""Customers whose names are nearly what was typed, by the indexes and never name by name."""

from __future__ import annotations

import re
from itertools import islice, product
from typing import TYPE_CHECKING

from crmcli.domain.readings import readings
from crmcli.domain.spelling import ALL, CUT, WHOLE, forms_of, letters_of, typed_heads
from crmcli.domain.text import fold, grams
from crmcli.store.reads.keyed import IS_WRITTEN
from crmcli.store.reads.spelled import LAST, ids_spelled, spellings_under

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

_HAN = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff]{2,}")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_FEWEST, _MOST = 3, 24
"""Of how many letters a word is in which a slip is looked for."""

_THREE = 3
_MOST_SOUNDS = 32
_OFFERED = 200
"""How many customers share most with a text, for the caller to compare."""


def of_same_sound(connection: sqlite3.Connection, text: str) -> set[int]:
    """Find the ids of customers whose names sound like Chinese characters: 王小名 is 王小明."""
    folded = fold(text)
    if not _HAN.fullmatch(folded):
        return set()
    ways = islice(product(*[readings(each) for each in folded]), _MOST_SOUNDS)
    return {key for way in ways for key in ids_spelled(connection, "".join(way), ALL, in_full=True)}


def with_a_slip(connection: sqlite3.Connection, text: str) -> set[int]:
    """Find the ids of customers who are called as a text is with one letter more, less or other.

    Two letters may have changed places, too. Names count as they are written and as spelled, these
    if their first letter is right.
    """
    folded = fold(text)
    if not (folded.isascii() and _FEWEST <= len(folded) <= _MOST):
        return set()
    words = list(dict.fromkeys(_slips(folded)))
    places = ",".join("?" * len(words))
    sql = f"SELECT customer_id FROM search_key WHERE key IN ({places}) AND {IS_WRITTEN}"  # noqa: S608 - placeholders
    found = {key for (key,) in connection.execute(sql, words)}
    letters = letters_of(folded)
    return found | (_spelled_with_a_slip(connection, letters) if letters.isalpha() else set())


def _spelled_with_a_slip(connection: sqlite3.Connection, letters: str) -> set[int]:
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - only to help after a mistake

    words = {each for each in _slips(letters) if each[:1] == letters[0]}
    heads = {
        each.heads + (WHOLE if each.is_all else CUT) for word in words for each in typed_heads(word)
    }
    near: dict[str, bool] = {}
    found: set[int] = set()
    for head in heads:
        for spelling, customer_id in spellings_under(connection, head):
            if spelling not in near:
                forms = forms_of(spelling)
                near[spelling] = any(
                    OSA.distance(letters, each, score_cutoff=1) <= 1 for each in forms
                )
            if near[spelling]:
                found.add(customer_id)
    return found


def sharing_most(connection: sqlite3.Connection, text: str) -> list[tuple[int, str]]:
    """Find the ids and names of customers who share most pieces with a text, the best first.

    Rare pieces count more; those who are archived are left out.
    """
    pieces = dict.fromkeys(each for each in grams(text) if len(each) > 1)
    if not pieces:
        return []
    query = " OR ".join(f'"{each}"' for each in islice(pieces, _MOST))
    sql = f"""
        SELECT c.id, c.name FROM customer_text t JOIN customer c ON c.id = t.rowid
         WHERE customer_text MATCH ? AND c.archived IS NULL ORDER BY t.rank LIMIT {_OFFERED}
    """  # noqa: S608 - a constant
    return connection.execute(sql, (f"names : ({query})",)).fetchall()


def with_another_middle(connection: sqlite3.Connection, text: str) -> list[tuple[int, str]]:
    """Find the ids and names of customers of three characters of whom the middle one is another.

    The first one is looked for, so that no more is read than the customers of a family name.
    """
    folded = fold(text)
    if len(folded) != _THREE or not _HAN.fullmatch(folded):
        return []
    sql = f"""
        SELECT c.id, c.name FROM search_key k JOIN customer c ON c.id = k.customer_id
         WHERE k.key >= :first AND k.key < :until AND k.kind = 'name'
           AND length(k.key) = {_THREE} AND substr(k.key, {_THREE}) = :last AND c.archived IS NULL
         LIMIT {_OFFERED}
    """  # noqa: S608 - constants
    values = {"first": folded[0], "until": folded[0] + LAST, "last": folded[-1]}
    return connection.execute(sql, values).fetchall()


def _slips(word: str) -> Iterator[str]:
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        if after:
            yield before + after[1:]
            yield from (before + each + after[1:] for each in _LETTERS)
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        yield from (before + each + after for each in _LETTERS)
