"""Finding customers by how their names are spelled in letters."""

from __future__ import annotations

from itertools import chain, islice, product, takewhile
from typing import TYPE_CHECKING

from crmcli.domain.plain_name import has_han, is_han
from crmcli.domain.spelling import (
    ALL,
    BEGINNING,
    CUT,
    HEADS,
    WHOLE,
    is_syllable,
    letters_of,
    spelled_key,
    spelling_in,
    spells,
    syllable_key,
    typed_heads,
)
from crmcli.domain.text import fold

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from crmcli.domain.spelling import Fit, TypedHeads

LAST = "\U0010ffff"
"""Greater than any character of a key."""

_KEYS = "SELECT key, customer_id FROM search_key WHERE key >= ? AND key < ? AND kind = ?"
# Few heads offer many keys; most are sorted out before they are read.
_MARKED = (
    f"{_KEYS} AND (instr(key, ?) OR instr(key, ?))"
    " AND (instr(key, ?) OR instr(key, ?) OR instr(key, ?))"
)
_BEGUN = (
    "SELECT customer_id FROM search_key WHERE key >= ? AND key < ?"
    " AND kind IN ('name', 'alias', 'company', 'short', 'person')"
)
_FIRST = "SELECT customer_id FROM search_key WHERE key >= ? AND key < ? AND kind = 'syllable'"
_MOST_READINGS = 16
"""In how many ways the Chinese characters among some letters are read."""

_LATIN = frozenset("abcdefghijklmnopqrstuvwxyz")
_NAME = _LATIN | frozenset("0123456789 .'’-")
_LONGEST = 200
"""How many letters a name may have; no name is that long."""


def spelled(connection: sqlite3.Connection, text: str, fit: Fit) -> set[int]:
    """Find the ids of customers of whom a name is spelled as the text, or begins so.

    Chinese characters may stand among the letters, as in 王xm.

    Args:
        connection: the reading door.
        text: what was typed.
        fit: `ALL` or `BEGINNING`; the second does not repeat the first.
    """
    found: set[int] = set()
    for letters in _typed(text):
        found |= ids_spelled(connection, letters, fit)
    return _with_characters(connection, found, fold(text).strip()) if found else found


def spelled_given(connection: sqlite3.Connection, text: str) -> set[int]:
    """Find the ids of customers of whom a given name is spelled as the text, or begins so.

    A family name may come last, as in Xiaoming Wang.
    """
    if has_han(text):
        return set()
    found = {
        key
        for letters in _typed(text)
        for fit in (ALL, BEGINNING)
        for key in _matching(connection, letters, fit, given=True)
    }
    given, _, family = text.strip().rpartition(" ")
    return found | (spelled(connection, f"{family} {given}", ALL) if given else set())


def spelled_given_whole(connection: sqlite3.Connection, text: str) -> set[int]:
    """Find the ids of customers whose given name is spelled as the text: xiaoming for 王小明."""
    return {
        key for letters in _typed(text) for key in _matching(connection, letters, ALL, given=True)
    }


def ids_spelled(
    connection: sqlite3.Connection, letters: str, fit: Fit, *, in_full: bool = False
) -> set[int]:
    """Find the ids of customers of whom a name is spelled so in letters, or begins so.

    Args:
        connection: the reading door.
        letters: as `letters_of` gives them.
        fit: `ALL` or `BEGINNING`; the second does not repeat the first.
        in_full: whether initials do not count.
    """
    found = set(_matching(connection, letters, fit, in_full=in_full))
    if fit == BEGINNING and is_syllable(letters):
        first = syllable_key(letters)
        found.update(chain.from_iterable(connection.execute(_FIRST, (first, first + LAST))))
    return found


def spellings_under(connection: sqlite3.Connection, heads: str) -> Iterator[tuple[str, int]]:
    """Yield the spellings that are kept under marked heads, with the ids of their customers."""
    first = spelled_key(heads, "")
    for key, customer_id in connection.execute(_KEYS, (first, first + LAST, "pinyin")):
        yield spelling_in(key), customer_id


def _matching(
    connection: sqlite3.Connection,
    letters: str,
    fit: Fit,
    *,
    given: bool = False,
    in_full: bool = False,
) -> Iterator[int]:
    kind = "given" if given else "pinyin"
    for typed in typed_heads(letters):
        for heads in _marked(typed, fit, given=given):
            first = spelled_key(heads, "", given=given)
            values = (first, first + LAST, kind, *typed.marks)
            for key, customer_id in connection.execute(_MARKED, values):
                if spells(letters, spelling_in(key), in_full=in_full) == fit:
                    yield customer_id


def _marked(typed: TypedHeads, fit: Fit, *, given: bool) -> Iterator[str]:
    """Yield the beginnings of the heads under which a spelling may be kept."""
    heads = typed.heads
    if not typed.is_all:
        yield heads + CUT
    elif fit == ALL:
        yield heads + WHOLE
        if len(heads) == HEADS:
            # A word in letters is longer than its heads.
            yield heads + CUT
    elif len(heads) > 1 or given:
        # One syllable is looked for by itself: too many names begin with one letter.
        yield heads


def _typed(text: str) -> Iterator[str]:
    """Yield the letters that were typed, for each reading of the Chinese characters among them."""
    folded = fold(text)
    if _LATIN.isdisjoint(folded):
        return
    if not has_han(folded):
        if len(folded) <= _LONGEST and _NAME.issuperset(folded):
            yield letters_of(text)
        return
    from crmcli.domain.readings import readings  # noqa: PLC0415 - a table, for mixed text alone

    if len(folded) > _LONGEST:
        return
    parts = [readings(each) if is_han(each) else (letters_of(each),) for each in folded]
    for way in islice(product(*parts), _MOST_READINGS):
        yield letters_of("".join(way))


def _with_characters(connection: sqlite3.Connection, found: set[int], folded: str) -> set[int]:
    """Keep those customers of whom a name has the Chinese characters of a text, in their order."""
    characters = [each for each in folded if is_han(each)]
    first = "".join(takewhile(is_han, folded))
    if len(first) == len(characters):
        if not first:
            return found
        begun = connection.execute(_BEGUN, (first, first + LAST))
        return found.intersection(chain.from_iterable(begun))
    return {key for key in found if _has_in_order(connection, key, characters)}


def _has_in_order(connection: sqlite3.Connection, customer_id: int, characters: list[str]) -> bool:
    """Tell whether a name of a customer has some characters in this order."""
    sql = (
        "SELECT name FROM customer WHERE id = :id"
        " UNION ALL SELECT coalesce(company, '') FROM customer WHERE id = :id"
        " UNION ALL SELECT name FROM person WHERE customer_id = :id"
    )
    rows = connection.execute(sql, {"id": customer_id})
    return any(_are_in_order(characters, fold(name)) for (name,) in rows)


def _are_in_order(characters: list[str], name: str) -> bool:
    rest = iter(name)
    return all(each in rest for each in characters)
