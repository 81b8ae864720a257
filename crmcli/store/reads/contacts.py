"""The contact log as it is in the book."""

from __future__ import annotations

import json
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from crmcli.domain.channel import Channel
from crmcli.domain.contact import Contact, ContactQuery, Direction, Effect, Outcome, Purpose
from crmcli.domain.grade import Grade, GradeSource, Ground
from crmcli.domain.grading import ground_message
from crmcli.domain.message import Message, message
from crmcli.domain.named_deal import NamedDeal
from crmcli.errors import N_
from crmcli.store.reads import values as read
from crmcli.store.reads.promises import promises
from crmcli.store.reads.sharing import MAY_SHARE

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence

    from crmcli.domain.promise import Promise

_CHUNK = 400
_COLUMNS = (
    "id, customer_id, customer, at, via, direction, purpose, note, said, outcome, author, minutes,"
    " grade_from, grade_to, grade_ground, grade_close, next_due, imported,"
    " grade_source, (SELECT g.reason FROM grade_change g WHERE g.contact_id = contact_card.id"
    " ORDER BY g.id DESC LIMIT 1), grade_deal_id, grade_deal"
)


def contact(connection: sqlite3.Connection, contact_id: int) -> Contact | None:
    """Read one contact; None if there is none with this id."""
    return next(contacts(connection, ContactQuery(contact_id=contact_id)), None)


def contacts(connection: sqlite3.Connection, query: ContactQuery) -> Iterator[Contact]:
    """Yield contacts, the latest first."""
    condition, values = _asked_for(query)
    return _contacts(connection, f"SELECT {_COLUMNS} FROM contact_card WHERE {condition}", values)  # noqa: S608 - constants


def contacts_at(connection: sqlite3.Connection, ids: Sequence[int]) -> Iterator[Contact]:
    """Yield the contacts with some ids, in any order; one that has gone is left out."""
    sql = f"""
        SELECT {_COLUMNS} FROM contact_card WHERE id IN (SELECT value FROM json_each(:ids))
    """  # noqa: S608 - constants
    return _contacts(connection, sql, {"ids": json.dumps(list(ids))})


def contact_keys(
    connection: sqlite3.Connection, query: ContactQuery
) -> Iterator[tuple[int, int, bool]]:
    """Yield of contacts, the latest first: id, customer, and whether that one may be shared."""
    condition, values = _asked_for(query)
    sql = f"SELECT id, customer_id, {MAY_SHARE} FROM contact_card WHERE {condition}"  # noqa: S608 - constants
    return connection.execute(sql, values)


def _contacts(
    connection: sqlite3.Connection, sql: str, values: Mapping[str, object]
) -> Iterator[Contact]:
    cursor = connection.execute(sql, values)
    while rows := list(islice(cursor, _CHUNK)):
        ids = [row[0] for row in rows]
        people = _people(connection, ids)
        left = promises_of(connection, ids)
        for row in rows:
            yield _contact(row, people.get(row[0], ()), left.get(row[0], ()))


def contacts_said(connection: sqlite3.Connection, customer_id: int) -> Iterator[tuple[Any, ...]]:
    """Yield what was said of the contacts of a customer, in the order of their ids.

    Each has its id, instant, day, channel, note, what the customer said, the ids of its people with
    commas between them, direction, purpose, outcome, minutes and author; before all that whether it
    merely stands in for a contact (`stand_ins`).
    """
    sql = f"""
        SELECT {_STANDS_IN}, id, at, day, via, note, said,
               coalesce((SELECT group_concat(person_id) FROM contact_person
                          WHERE contact_id = contact.id), ''),
               direction, purpose, outcome, minutes, author
          FROM contact WHERE customer_id = ? ORDER BY id
    """  # noqa: S608 - constants
    yield from connection.execute(sql, (customer_id,))


_STANDS_IN = """
    imported AND note = '' AND said = '' AND minutes IS NULL AND purpose IS NULL
    AND grade_to IS NOT NULL
"""


def stand_ins(connection: sqlite3.Connection, customer_id: int) -> list[tuple[int, str, str]]:
    """List the contacts of a customer that came with it from a table of customers.

    Such a table says when and how a customer was contacted last, and no more.

    Returns:
        The id, local date and channel of each.
    """
    sql = f"SELECT id, day, via FROM contact WHERE customer_id = ? AND {_STANDS_IN}"  # noqa: S608 - constants
    return list(connection.execute(sql, (customer_id,)))


def contact_day(connection: sqlite3.Connection, contact_id: int) -> date:
    """Read the local date of a contact that is there."""
    (day,) = connection.execute("SELECT day FROM contact WHERE id = ?", (contact_id,)).fetchone()
    return date.fromisoformat(day)


def effect_at(connection: sqlite3.Connection, contact_id: int) -> Effect:
    """Read what a contact that is there counts for."""
    (found,) = connection.execute(
        "SELECT effect FROM contact WHERE id = ?", (contact_id,)
    ).fetchone()
    return Effect(found)


def promises_of(
    connection: sqlite3.Connection, contact_ids: list[int]
) -> dict[int, tuple[Promise, ...]]:
    """Read the promises that contacts left, by contact."""
    places = ",".join("?" * len(contact_ids))
    sql = f"SELECT contact_id, id FROM promise WHERE contact_id IN ({places})"  # noqa: S608 - placeholders
    owners = {key: owner for owner, key in connection.execute(sql, contact_ids)}
    found: dict[int, tuple[Promise, ...]] = {}
    if owners:
        keys = ",".join(str(int(key)) for key in owners)
        for promise in promises(connection, f"id IN ({keys})", {}):
            owner = owners[promise.id]
            found[owner] = (*found.get(owner, ()), promise)
    return found


def _asked_for(query: ContactQuery) -> tuple[str, dict[str, object]]:
    """Give the condition and the order of a query, and its values."""
    wanted: tuple[tuple[str, str, object], ...] = (
        ("id = :id", "id", query.contact_id),
        ("customer_id = :customer", "customer", query.customer_id),
        ("at >= :since", "since", read.stored_instant(query.since)),
        ("at < :until", "until", read.stored_instant(query.until)),
        ("via = :via", "via", query.via),
    )
    given = [each for each in wanted if each[2] is not None]
    where = " AND ".join(part for part, _, _ in given) or "1"
    limit = "" if query.limit is None else f" LIMIT {min(query.limit, read.LARGEST_ID)}"
    values = {name: value for _, name, value in given}
    return f"{where} ORDER BY at DESC, id DESC{limit}", values


def _people(connection: sqlite3.Connection, ids: list[int]) -> dict[int, tuple[str, ...]]:
    places = ",".join("?" * len(ids))
    tables = "contact_person l JOIN person p ON p.id = l.person_id"
    where = f"l.contact_id IN ({places})"
    sql = f"SELECT l.contact_id, p.name FROM {tables} WHERE {where} ORDER BY p.id"  # noqa: S608 - placeholders
    found: dict[int, tuple[str, ...]] = {}
    for key, name in connection.execute(sql, ids):
        found[key] = (*found.get(key, ()), name)
    return found


def _contact(row: tuple[Any, ...], people: tuple[str, ...], left: tuple[Promise, ...]) -> Contact:
    (key, customer_id, customer, at, via, direction, purpose, note, said, outcome) = row[:10]
    (author, minutes, grade_from, grade_to, ground, close, next_due, imported) = row[10:18]
    source, stated, deal_id, deal_title = row[18:22]
    deal = None if deal_id is None else NamedDeal(deal_id, deal_title)
    return Contact(
        id=key,
        customer_id=customer_id,
        customer=customer,
        at=datetime.fromisoformat(at),
        via=Channel(via),
        direction=Direction(direction),
        purpose=read.choice(Purpose, purpose),
        note=note,
        said=said,
        outcome=Outcome(outcome),
        author=author,
        people=people,
        minutes=minutes,
        grade_from=read.choice(Grade, grade_from),
        grade_to=read.choice(Grade, grade_to),
        grade_reason=_reason(source, stated, ground, read.day(close), deal),
        next_due=read.day(next_due),
        promises=left,
        imported=bool(imported),
    )


def _reason(
    source: str | None,
    stated: str | None,
    ground: str | None,
    close: date | None,
    deal: NamedDeal | None,
) -> Message | str | None:
    """Say why a contact left the grade it did: the user's reason, or what the rule rests on."""
    if source == GradeSource.HAND and ground != Ground.CLOSE_PASSED:
        return stated or message(N_("by hand"))
    return None if ground is None else ground_message(Ground(ground), close, deal)
