"""Finding the customers that a text names, best tier first (interface.md section 1)."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING

from crmcli.domain.lookup import Candidate, Tier
from crmcli.domain.plain_name import has_han, is_han
from crmcli.domain.spelling import ALL
from crmcli.domain.text import contains, fold, gram_query
from crmcli.store.reads.keyed import (
    ids_beginning,
    ids_called,
    ids_ending,
    named_rows,
    with_key_of,
    with_number,
)
from crmcli.store.reads.ranking import in_order, ranked
from crmcli.store.reads.spelled import spelled, spelled_given, spelled_given_whole

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from crmcli.domain.lookup import KeyKind


def by_id(connection: sqlite3.Connection, customer_id: int) -> Candidate | None:
    """Find a customer by its id."""
    return next(iter(shown(connection, [customer_id])), None)


def is_customer(connection: sqlite3.Connection, customer_id: int) -> bool:
    """Tell whether a customer is in the book."""
    sql = "SELECT 1 FROM customer WHERE id = ?"
    return connection.execute(sql, (customer_id,)).fetchone() is not None


def was_given(connection: sqlite3.Connection, customer_id: int) -> bool:
    """Tell whether a number was ever a customer's."""
    sql = "SELECT 1 FROM sqlite_sequence WHERE name = 'customer' AND ? BETWEEN 1 AND seq"
    return connection.execute(sql, (customer_id,)).fetchone() is not None


def candidates(
    connection: sqlite3.Connection,
    text: str,
    most: int,
    *,
    archived: bool = False,
    names: bool = False,
) -> tuple[Tier, list[Candidate]] | None:
    """Find the customers that a text names, in the best tier that has any; None if none has.

    Those that were contacted last come first, then those that never were.

    Args:
        connection: the reading door.
        text: a name, a company, a person's name, an e-mail, a phone or its tail, pinyin or
            initials, or a part of a name.
        most: how many candidates to return at the most.
        archived: prefer archived customers; otherwise the others.
        names: whether only names count, and no numbers and addresses.
    """
    tiers = (
        (Tier.EXACT, exact),
        (Tier.PREFIX, beginning),
        (Tier.PART, holding),
        (Tier.PART, placed),
    )
    for tier, search in tiers:
        found = search(connection, text, most, archived=archived, names=names)
        if found:
            return tier, found
    return None


def below(
    connection: sqlite3.Connection,
    text: str,
    found: list[Candidate],
    most: int,
    *,
    archived: bool = False,
    names: bool = False,
) -> list[Candidate]:
    """Find the customers that a text names less well than those of the best tier.

    Args:
        connection: the reading door.
        text: as for `candidates`.
        found: those of the best tier.
        most: how many there are to be with these.
        archived: whether archived customers are meant, and no others.
        names: whether only names count.
    """
    known = {each.id: each for each in found}
    for search in (beginning, holding, placed):
        if len(known) >= most:
            break
        for each in search(connection, text, most + len(found), archived=archived, names=names):
            if each.archived == archived and len(known) < most:
                known.setdefault(each.id, each)
    return list(known.values())[len(found) :]


def exact(
    connection: sqlite3.Connection,
    text: str,
    most: int,
    *,
    archived: bool = False,
    names: bool = False,
) -> list[Candidate]:
    """Find customers who are called or reached exactly so; else those whose name is spelled so."""
    found = with_key_of(connection, text, names=names) or spelled(connection, text, ALL)
    return shown(connection, ranked(connection, found, most, archived=archived))


def beginning(
    connection: sqlite3.Connection,
    text: str,
    most: int,
    *,
    archived: bool = False,
    names: bool = False,
) -> list[Candidate]:
    """Find customers with a name that begins with the text, or a number that ends with it.

    Whoever is called by the whole given name is called so no less: 小明 for 王小明.
    """
    found = ids_beginning(connection, text, names=names) | _by_given_name(connection, text)
    if not (found or names):
        found = ids_ending(connection, text)
    return shown(connection, ranked(connection, found, most, archived=archived))


def _by_given_name(connection: sqlite3.Connection, text: str) -> set[int]:
    """Find the ids of customers who, or whose people, have the text as their whole given name."""
    if not has_han(text):
        return spelled_given_whole(connection, text)
    given = fold(text)
    if not (_SHORTEST_GIVEN <= len(given) <= _LONGEST_GIVEN and all(map(is_han, given))):
        return set()
    query = gram_query(given)
    sql = (
        "SELECT t.rowid, c.name FROM customer_text t JOIN customer c ON c.id = t.rowid"
        " WHERE customer_text MATCH :query AND length(c.name) BETWEEN :least AND :most"
        " UNION ALL "
        "SELECT t.rowid, p.name FROM customer_text t JOIN person p ON p.customer_id = t.rowid"
        " WHERE customer_text MATCH :query AND length(p.name) BETWEEN :least AND :most"
    )
    least = len(given) + 1
    values = {"query": f"names : ({query})", "least": least, "most": least + 1}
    return {key for key, name in connection.execute(sql, values) if fold(name).endswith(given)}


_SHORTEST_GIVEN, _LONGEST_GIVEN = 2, 3
"""How many characters a Chinese given name has that is looked for; a family name has one or two."""


def numbered(
    connection: sqlite3.Connection, text: str, most: int, *, archived: bool = False
) -> list[Candidate]:
    """Find customers with the phone number that the text is, else with one that ends with it."""
    found = with_number(connection, text) or ids_ending(connection, text)
    return shown(connection, ranked(connection, found, most, archived=archived))


def ending(
    connection: sqlite3.Connection, text: str, most: int, *, archived: bool = False
) -> list[Candidate]:
    """Find customers with a phone number that ends with the digits of the text."""
    found = ids_ending(connection, text)
    return shown(connection, ranked(connection, found, most, archived=archived))


def holding(
    connection: sqlite3.Connection,
    text: str,
    most: int,
    *,
    archived: bool = False,
    names: bool = False,
) -> list[Candidate]:
    """Find customers with a name, company, person or e-mail that holds every word of the text.

    A given name may be spelled in letters.
    """
    given = spelled_given(connection, text)
    offered = given | _offered(connection, text)
    if not offered:
        return []
    kept = (
        key
        for key in in_order(connection, offered, most, archived=archived)
        if key in given or contains(_names(connection, key, reached=not names), text)
    )
    return shown(connection, list(islice(kept, most)))


def placed(
    connection: sqlite3.Connection,
    text: str,
    most: int,
    *,
    archived: bool = False,
    names: bool = True,
) -> list[Candidate]:
    """Find customers called so for short in a place: 深圳大疆 is 深圳市大疆创新科技有限公司."""
    del names  # No number is called for short.
    found = ids_placed(connection, text)
    return shown(connection, ranked(connection, found, most, archived=archived))


def ids_placed(connection: sqlite3.Connection, text: str) -> set[int]:
    """Find the ids of customers who are called so for short in a place."""
    from crmcli.domain.short_name import divided_by_place  # noqa: PLC0415 - where nothing is better

    divided = divided_by_place(text) if has_han(text) else None
    if divided is None:
        return set()
    place, short = divided
    return {
        key
        for key in ids_called(connection, short)
        if contains(_names(connection, key, reached=False), place)
    }


def ids_holding(connection: sqlite3.Connection, text: str, condition: str = "1") -> Iterator[int]:
    """Yield the ids of customers whose names hold every word of the text.

    Args:
        connection: the reading door.
        text: what was typed.
        condition: a constant condition on `customer_text.rowid` that those must meet.
    """
    for key in sorted(_offered(connection, text, condition)):
        if contains(_names(connection, key), text):
            yield key


def _offered(connection: sqlite3.Connection, text: str, condition: str = "1") -> set[int]:
    """Find whose names may hold every word of the text; the index offers too much."""
    query = gram_query(text)
    if query is None:
        return set()
    sql = f"SELECT rowid FROM customer_text WHERE customer_text MATCH ? AND {condition}"  # noqa: S608 - constants
    return set(chain.from_iterable(connection.execute(sql, (f"names : ({query})",))))


def with_key(connection: sqlite3.Connection, key: str, kind: KeyKind) -> list[int]:
    """Find the ids of the customers that have exactly this key."""
    sql = "SELECT customer_id FROM search_key WHERE key = ? AND kind = ? ORDER BY customer_id"
    return [found for (found,) in connection.execute(sql, (key, kind))]


def people_names(connection: sqlite3.Connection, customer_id: int) -> list[tuple[int, str]]:
    """Read the ids and names of a customer's people."""
    sql = "SELECT id, name FROM person WHERE customer_id = ? ORDER BY id"
    return list(connection.execute(sql, (customer_id,)))


def names_and_points(
    connection: sqlite3.Connection, customer_id: int
) -> tuple[tuple[str, str, str | None], list[tuple[str, str]]]:
    """Read a customer's name, kind and company, and the kind and value of each contact point."""
    sql = "SELECT name, kind, company FROM customer WHERE id = ?"
    name, kind, company = connection.execute(sql, (customer_id,)).fetchone()
    points = "SELECT kind, value FROM contact_point WHERE customer_id = ? ORDER BY id"
    return (name, kind, company), list(connection.execute(points, (customer_id,)))


def _names(connection: sqlite3.Connection, customer_id: int, *, reached: bool = True) -> str:
    sql = (
        "SELECT name FROM customer WHERE id = :id"
        " UNION ALL SELECT coalesce(company, '') FROM customer WHERE id = :id"
        " UNION ALL SELECT name FROM person WHERE customer_id = :id"
    )
    if reached:
        sql += " UNION ALL SELECT value FROM contact_point WHERE customer_id = :id"
    return "\n".join(row[0] for row in connection.execute(sql, {"id": customer_id}))


def shown(connection: sqlite3.Connection, ids: list[int]) -> list[Candidate]:
    """Give customers as candidates, in the order of their ids as given."""
    return [Candidate(*each) for each in named_rows(connection, ids)]
