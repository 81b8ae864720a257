"""Whose numbers, addresses and names some keys are: many at a time, to find customers again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.domain.customer import CustomerKind
from crmcli.store.reads.customers import customers

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator
    from datetime import date

    from crmcli.domain.customer import Customer
    from crmcli.domain.lookup import KeyKind


@dataclass(frozen=True, slots=True)
class Namesake:
    """What tells two customers of one name apart.

    Args:
        company: the company it belongs to, empty for none.
        reached: whether it has a number or an address of its own.
    """

    kind: CustomerKind
    company: str
    reached: bool


def has_customers(connection: sqlite3.Connection) -> bool:
    """Tell whether there is anybody in the book."""
    (found,) = connection.execute("SELECT EXISTS (SELECT 1 FROM customer)").fetchone()
    return bool(found)


def owners(
    connection: sqlite3.Connection, kind: KeyKind, keys: Iterable[str]
) -> Iterator[tuple[str, int]]:
    """Yield each of the keys that customers have, with their ids."""
    sql = (
        "SELECT key, customer_id FROM search_key"
        " WHERE kind = ? AND key IN (SELECT value FROM json_each(?)) ORDER BY customer_id"
    )
    yield from connection.execute(sql, (kind, json.dumps(list(keys))))


def namesakes(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, Namesake]:
    """Read what tells some customers apart from others of their name."""
    sql = """
        SELECT id, kind, coalesce(company, ''), EXISTS (
                   SELECT 1 FROM contact_point p
                    WHERE p.customer_id = c.id AND p.kind IN ('phone', 'email'))
          FROM customer c WHERE id IN (SELECT value FROM json_each(?))
    """
    rows = connection.execute(sql, (json.dumps(list(ids)),))
    return {
        key: Namesake(CustomerKind(kind), company, bool(reached))
        for key, kind, company, reached in rows
    }


def some(connection: sqlite3.Connection, ids: Iterable[int], today: date) -> dict[int, Customer]:
    """Read customers by their ids."""
    condition = "id IN (SELECT value FROM json_each(:ids))"
    found = customers(connection, today, condition, {"ids": json.dumps(list(ids))})
    return {each.id: each for each in found}


def with_uid(connection: sqlite3.Connection, uids: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Yield each of the uids that customers have, with their ids."""
    wanted = list(uids)
    if wanted:
        sql = "SELECT uid, id FROM customer WHERE uid IN (SELECT value FROM json_each(?))"
        yield from connection.execute(sql, (json.dumps(wanted),))


def present(connection: sqlite3.Connection, ids: Iterable[int]) -> list[int]:
    """Return those of the ids that customers have."""
    wanted = list(ids)
    if not wanted:
        return []
    sql = "SELECT id FROM customer WHERE id IN (SELECT value FROM json_each(?))"
    return [key for (key,) in connection.execute(sql, (json.dumps(wanted),))]
