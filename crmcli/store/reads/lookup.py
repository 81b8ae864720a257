"""Finding the customers that a text names, best tier first (interface.md section 1)."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from crmcli.domain.lookup import Candidate, KeyKind, Tier
from crmcli.domain.phone import digits, looks_like_phone, search_forms, tail_key
from crmcli.domain.text import contains, fold, gram_query

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

TAIL_DIGITS = 4
"""How many last digits of a phone number are enough to look for it."""

_LAST = "\U0010ffff"


def by_id(connection: sqlite3.Connection, customer_id: int) -> Candidate | None:
    """Find a customer by its id."""
    return next(iter(_candidates(connection, [customer_id])), None)


def is_customer(connection: sqlite3.Connection, customer_id: int) -> bool:
    """Tell whether a customer is in the book."""
    sql = "SELECT 1 FROM customer WHERE id = ?"
    return connection.execute(sql, (customer_id,)).fetchone() is not None


def was_given(connection: sqlite3.Connection, customer_id: int) -> bool:
    """Tell whether a number was ever a customer's."""
    sql = "SELECT 1 FROM sqlite_sequence WHERE name = 'customer' AND ? BETWEEN 1 AND seq"
    return connection.execute(sql, (customer_id,)).fetchone() is not None


def candidates(
    connection: sqlite3.Connection, text: str, most: int
) -> tuple[Tier, list[Candidate]] | None:
    """Find the customers that a text names, in the best tier that has any; None if none has.

    Args:
        connection: the reading door.
        text: a name, a company, a person's name, an e-mail, a phone or its tail, pinyin or
            initials, or a part of a name.
        most: how many candidates to return at the most.
    """
    tiers = ((Tier.EXACT, exact), (Tier.PREFIX, beginning), (Tier.PART, holding))
    for tier, search in tiers:
        found = search(connection, text, most)
        if found:
            return tier, found
    return None


def exact(connection: sqlite3.Connection, text: str, most: int) -> list[Candidate]:
    """Find customers with a key equal to the text."""
    keys = [fold(text)]
    if looks_like_phone(text):
        keys.extend(search_forms(text))
    places = ",".join("?" * len(keys))
    sql = f"SELECT DISTINCT customer_id FROM search_key WHERE key IN ({places}) AND kind != 'tail'"  # noqa: S608 - placeholders
    return _some(connection, connection.execute(f"{sql} LIMIT ?", (*keys, most)))


def beginning(connection: sqlite3.Connection, text: str, most: int) -> list[Candidate]:
    """Find customers with a key that begins with the text, or a number that ends with it."""
    key = fold(text)
    if not key:
        return []
    sql = (
        "SELECT DISTINCT customer_id FROM search_key"
        " WHERE key >= ? AND key < ? AND kind != 'tail' LIMIT ?"
    )
    found = _some(connection, connection.execute(sql, (key, key + _LAST, most)))
    return found or ending(connection, text, most)


def ending(connection: sqlite3.Connection, text: str, most: int) -> list[Candidate]:
    """Find customers with a phone number that ends with the digits of the text."""
    if not looks_like_phone(text) or len(digits(text)) < TAIL_DIGITS:
        return []
    key = tail_key(digits(text))
    sql = (
        "SELECT DISTINCT customer_id FROM search_key"
        " WHERE key >= ? AND key < ? AND kind = 'tail' LIMIT ?"
    )
    return _some(connection, connection.execute(sql, (key, key + _LAST, most)))


def holding(connection: sqlite3.Connection, text: str, most: int) -> list[Candidate]:
    """Find customers with a name, company, person or e-mail that holds every word of the text."""
    return _candidates(connection, list(islice(ids_holding(connection, text), most)))


def ids_holding(connection: sqlite3.Connection, text: str, condition: str = "1") -> Iterator[int]:
    """Yield the ids of customers that `holding` finds.

    Args:
        connection: the reading door.
        text: what was typed.
        condition: a constant condition on `customer_text.rowid` that those must meet.
    """
    query = gram_query(text)
    if query is None:
        return
    sql = (
        "SELECT rowid FROM customer_text"  # noqa: S608 - constants
        f" WHERE customer_text MATCH ? AND {condition} ORDER BY rowid"
    )
    for (key,) in connection.execute(sql, (f"names : ({query})",)):
        if contains(_names(connection, key), text):
            yield key


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


def names(connection: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    """Yield the id and name of every customer that is not archived."""
    yield from connection.execute("SELECT id, name FROM customer WHERE archived IS NULL")


def _names(connection: sqlite3.Connection, customer_id: int) -> str:
    sql = (
        "SELECT name FROM customer WHERE id = :id"
        " UNION ALL SELECT coalesce(company, '') FROM customer WHERE id = :id"
        " UNION ALL SELECT name FROM person WHERE customer_id = :id"
        " UNION ALL SELECT value FROM contact_point WHERE customer_id = :id"
    )
    return "\n".join(row[0] for row in connection.execute(sql, {"id": customer_id}))


def _some(connection: sqlite3.Connection, rows: Iterable[tuple[int]]) -> list[Candidate]:
    return _candidates(connection, [key for (key,) in rows])


def _candidates(connection: sqlite3.Connection, ids: list[int]) -> list[Candidate]:
    if not ids:
        return []
    places = ",".join("?" * len(ids))
    sql = f"SELECT id, name, company, archived IS NOT NULL FROM customer WHERE id IN ({places})"  # noqa: S608 - placeholders
    rows = connection.execute(f"{sql} ORDER BY archived IS NOT NULL, id", ids)
    return [Candidate(key, name, company, bool(archived)) for key, name, company, archived in rows]
