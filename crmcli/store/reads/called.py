"""Finding customers and their people by surname and title, and names within a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from crmcli.domain.text import fold

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

_LAST: Final = "\U0010ffff"
_KEYS_AT_ONCE: Final = 400


class Person(NamedTuple):
    """Somebody of a surname.

    Args:
        customer_id: the customer who it is, or belongs to.
        name: the whole name.
        title: what it is by profession, as far as known.
        gender: `male` or `female`, as far as known.
        person_id: the number of one of a customer's people; None for a customer.
        archived: whether the customer is archived.
        last_contact: the day of its last contact as ISO text; empty for none.
    """

    customer_id: int
    name: str
    title: str | None
    gender: str | None
    person_id: int | None
    archived: bool
    last_contact: str


def of_surname(connection: sqlite3.Connection, surname: str) -> Iterator[Person]:
    """Yield the people whose name begins with a surname: customers, and people of customers."""
    key = fold(surname)
    bounds = {"from": key, "to": key + _LAST}
    customers = (
        "SELECT c.id, c.name, c.title, c.gender, NULL, c.archived IS NOT NULL, c.last_contact"
        " FROM search_key k"
        " JOIN customer c ON c.id = k.customer_id"
        " WHERE k.key >= :from AND k.key < :to AND k.kind = 'name' AND c.kind = 'person'"
    )
    people = (
        "SELECT DISTINCT p.customer_id, p.name, p.title, NULL, p.id, c.archived IS NOT NULL,"
        " c.last_contact"
        " FROM search_key k JOIN person p ON p.customer_id = k.customer_id"
        " JOIN customer c ON c.id = k.customer_id"
        " WHERE k.key >= :from AND k.key < :to AND k.kind = 'person'"
    )
    for sql in (customers, people):
        for row in connection.execute(sql, bounds):
            owner, name, title, gender, person_id, archived, last = row
            found = Person(owner, name, title, gender, person_id, bool(archived), last or "")
            if fold(found.name).startswith(key):
                yield found


def named_exactly(
    connection: sqlite3.Connection, keys: Sequence[str]
) -> dict[str, list[tuple[int, str]]]:
    """Find the customers that have one of these folded texts as a name, company, person or e-mail.

    Returns:
        For each text that is one, the customers' ids, each with the kind of key.
    """
    found: dict[str, list[tuple[int, str]]] = {}
    for start in range(0, len(keys), _KEYS_AT_ONCE):
        part = keys[start : start + _KEYS_AT_ONCE]
        places = ",".join("?" * len(part))
        sql = (
            "SELECT key, customer_id, kind FROM search_key"  # noqa: S608 - placeholders
            f" WHERE key IN ({places}) AND kind IN ('name', 'company', 'person', 'email', 'phone')"
        )
        for key, customer_id, kind in connection.execute(sql, part):
            found.setdefault(key, []).append((customer_id, kind))
    return found
