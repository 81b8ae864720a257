"""What tells that two customers are one, page by page: no read keeps writers out for long."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.customer import CustomerKind, Gender
from crmcli.domain.duplicate.reach import Reach
from crmcli.domain.lookup import KeyKind
from crmcli.domain.spelling import ALL, BEGINNING
from crmcli.store.reads import values as read
from crmcli.store.reads.spelled import ids_spelled

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator


_ACTIVE = "(:archived OR c.archived IS NULL)"


class NamedRow(NamedTuple):
    """A customer as its names are compared; `reached` is whether it has a number of its own."""

    id: int
    kind: CustomerKind
    name: str
    company: str | None
    birthday: str | None
    reached: bool


class SharedKey(NamedTuple):
    """A number or an address of a customer that others have too; `many` counts all who have it."""

    key: str
    kind: KeyKind
    many: int
    customer_id: int
    name: str


class Owner(NamedTuple):
    """A customer that has a search key."""

    key: str
    customer_id: int
    name: str


class PointRow(NamedTuple):
    """A number or a handle of a customer, with the customer's name."""

    customer_id: int
    name: str
    kind: str
    value: str


class Facts(NamedTuple):
    """What is compared of a customer, but for the sound of its name."""

    id: int
    kind: CustomerKind
    name: str
    company: str | None
    gender: Gender | None
    birthday: str | None
    phones: tuple[Reach, ...]
    emails: tuple[Reach, ...]
    handles: tuple[str, ...]
    people: tuple[str, ...]


def customer_page(
    connection: sqlite3.Connection, after: int, size: int, *, archived: bool
) -> list[NamedRow]:
    """Read the names of the customers that come after an id."""
    sql = f"""
        SELECT c.id, c.kind, c.name, c.company, c.birthday, EXISTS (
                   SELECT 1 FROM contact_point p
                    WHERE p.customer_id = c.id AND p.kind IN ('phone', 'email'))
          FROM customer c WHERE c.id > :after AND {_ACTIVE} ORDER BY c.id LIMIT :size
    """  # noqa: S608 - a constant
    rows = connection.execute(sql, {"after": after, "size": size, "archived": archived})
    return [
        NamedRow(key, CustomerKind(kind), name, company, birthday, bool(reached))
        for key, kind, name, company, birthday, reached in rows
    ]


def people_page(
    connection: sqlite3.Connection, after: int, size: int, *, archived: bool
) -> list[tuple[int, int, str, str]]:
    """Read the people after an id: theirs, their customer's, their name and its name."""
    sql = f"""
        SELECT p.id, p.customer_id, p.name, c.name
          FROM person p JOIN customer c ON c.id = p.customer_id
         WHERE p.id > :after AND {_ACTIVE} ORDER BY p.id LIMIT :size
    """  # noqa: S608 - a constant
    return connection.execute(sql, {"after": after, "size": size, "archived": archived}).fetchall()


def other_points_page(
    connection: sqlite3.Connection, after: int, through: int, *, archived: bool
) -> list[PointRow]:
    """Read handles, and numbers with an extension, by the ids of their rows."""
    sql = f"""
        SELECT p.customer_id, c.name, p.kind, p.value
          FROM contact_point p JOIN customer c ON c.id = p.customer_id
         WHERE p.id > :after AND p.id <= :through
           AND (p.kind NOT IN ('phone', 'email') OR p.kind = 'phone' AND instr(p.value, '#'))
           AND {_ACTIVE}
    """  # noqa: S608 - a constant
    given = {"after": after, "through": through, "archived": archived}
    return [PointRow(*row) for row in connection.execute(sql, given)]


def last_point(connection: sqlite3.Connection) -> int:
    """Return the largest id of a number, an address or a handle."""
    (found,) = connection.execute("SELECT coalesce(max(id), 0) FROM contact_point").fetchone()
    return int(found)


def customer_count(connection: sqlite3.Connection) -> int:
    """Count the customers, archived ones too."""
    (found,) = connection.execute("SELECT count(*) FROM customer").fetchone()
    return int(found)


def key_after(connection: sqlite3.Connection, key: str, size: int) -> str | None:
    """Return the search key that comes so many rows after another; None beyond the last one."""
    sql = "SELECT key FROM search_key WHERE key > ? ORDER BY key LIMIT 1 OFFSET ?"
    found = connection.execute(sql, (key, size)).fetchone()
    return None if found is None else str(found[0])


def shared_keys(
    connection: sqlite3.Connection, after: str, through: str | None, *, archived: bool
) -> Iterator[SharedKey]:
    """Yield the numbers and addresses between two keys that several customers have.

    Args:
        connection: the reading door.
        after: the key before the first.
        through: the last key; None for all that come.
        archived: whether archived customers count.
    """
    upper = "" if through is None else "AND key <= :through"
    sql = f"""
        WITH many AS (
            SELECT key, kind, count(*) AS many FROM search_key
             WHERE key > :after {upper} AND kind IN ('phone', 'email')
             GROUP BY key, kind HAVING count(*) > 1
        )
        SELECT s.key, s.kind, m.many, s.customer_id, c.name
          FROM many m JOIN search_key s ON s.key = m.key AND s.kind = m.kind
          JOIN customer c ON c.id = s.customer_id
         WHERE {_ACTIVE} ORDER BY s.key, s.kind, s.customer_id
    """  # noqa: S608 - constants
    given = {"after": after, "through": through, "archived": archived}
    for key, kind, many, owner, name in connection.execute(sql, given):
        yield SharedKey(key, KeyKind(kind), many, owner, name)


def owners(
    connection: sqlite3.Connection, kind: KeyKind, key: str, *, archived: bool
) -> Iterator[Owner]:
    """Yield the customers that have a search key."""
    sql = f"""
        SELECT s.key, c.id, c.name FROM search_key s JOIN customer c ON c.id = s.customer_id
         WHERE s.key = :key AND s.kind = :kind AND {_ACTIVE} ORDER BY c.id
    """  # noqa: S608 - a constant
    rows = connection.execute(sql, {"key": key, "kind": kind, "archived": archived})
    return (Owner(*row) for row in rows)


def with_handle(
    connection: sqlite3.Connection, service: str, handle: str, *, archived: bool
) -> list[int]:
    """List the customers that have a handle."""
    sql = f"""
        SELECT DISTINCT c.id FROM contact_point p JOIN customer c ON c.id = p.customer_id
         WHERE p.kind = :kind AND p.value = :value AND {_ACTIVE}
    """  # noqa: S608 - a constant
    rows = connection.execute(sql, {"kind": service, "value": handle, "archived": archived})
    return [found for (found,) in rows]


def with_extension(connection: sqlite3.Connection, base: str, *, archived: bool) -> list[int]:
    """List the customers that have a number with an extension, by the key of what is before it."""
    sql = f"""
        SELECT c.id FROM search_key s JOIN customer c ON c.id = s.customer_id
         WHERE s.key > :base AND s.key < :last AND s.kind = 'phone' AND {_ACTIVE}
           AND EXISTS (SELECT 1 FROM contact_point p WHERE p.customer_id = c.id
                        AND p.kind = 'phone' AND instr(p.value, '#'))
    """  # noqa: S608 - a constant
    given = {"base": base, "last": base + "a", "archived": archived}
    return [found for (found,) in connection.execute(sql, given)]


def spelled(
    connection: sqlite3.Connection, letters: str, *, whole: bool, archived: bool
) -> list[int]:
    """List the customers of whom a name is spelled so in letters, or begins so."""
    if not letters:
        return []
    found = ids_spelled(connection, letters, ALL, in_full=True)
    if not whole:
        found |= ids_spelled(connection, letters, BEGINNING, in_full=True)
    sql = f"SELECT id FROM customer c WHERE id IN (SELECT value FROM json_each(:ids)) AND {_ACTIVE}"  # noqa: S608 - a constant
    given = {"ids": json.dumps(sorted(found)), "archived": archived}
    return [key for (key,) in connection.execute(sql, given)]


def facts_of(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, Facts]:
    """Read what is compared of some customers; who is not there is left out."""
    wanted = json.dumps(list(ids))
    sql = (
        "SELECT id, kind, name, company, gender, birthday FROM customer"
        " WHERE id IN (SELECT value FROM json_each(?))"
    )
    rows = connection.execute(sql, (wanted,)).fetchall()
    reached: dict[tuple[int, str], list[Reach]] = {}
    sql = """
        SELECT p.customer_id, p.kind, p.value, n.name
          FROM contact_point p LEFT JOIN person n ON n.id = p.person_id
         WHERE p.customer_id IN (SELECT value FROM json_each(?))
         ORDER BY p.customer_id, p.person_id IS NOT NULL, p.position, p.id
    """
    handles: dict[int, list[str]] = {}
    for owner, kind, value, person in connection.execute(sql, (wanted,)):
        if kind in {"phone", "email"}:
            reached.setdefault((owner, kind), []).append(Reach(value, person))
        else:
            handles.setdefault(owner, []).append(f"{kind}: {value}")
    people: dict[int, list[str]] = {}
    sql = (
        "SELECT customer_id, name FROM person"
        " WHERE customer_id IN (SELECT value FROM json_each(?)) ORDER BY id"
    )
    for owner, name in connection.execute(sql, (wanted,)):
        people.setdefault(owner, []).append(name)
    return {
        key: Facts(
            id=key,
            kind=CustomerKind(kind),
            name=name,
            company=company,
            gender=read.choice(Gender, gender),
            birthday=birthday,
            phones=tuple(reached.get((key, "phone"), ())),
            emails=tuple(reached.get((key, "email"), ())),
            handles=tuple(handles.get(key, ())),
            people=tuple(people.get(key, ())),
        )
        for key, kind, name, company, gender, birthday in rows
    }
