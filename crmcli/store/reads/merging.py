"""What two customers that are one have beside their records: what moves, and what has no place."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.due import due_ref
from crmcli.domain.due_kind import CUSTOMER_KINDS, DueKind
from crmcli.store.records import PARTS

if TYPE_CHECKING:
    import sqlite3
    from datetime import date

from crmcli.store.reads.values import day


class ReferralLine(NamedTuple):
    """Points that somebody has for having referred a customer."""

    id: int
    customer_id: int
    customer: str
    points: int


class Clocks(NamedTuple):
    """The columns of a customer that only its clocks need; dates are local dates."""

    first_due: date | None
    key_since: date | None
    every_since: date | None
    winback: date | None


def parts_of(connection: sqlite3.Connection, customer_id: int) -> dict[str, int]:
    """Count what belongs to a customer, by table; a table that has nothing of it is left out."""
    found = {}
    for table, wholes in PARTS.items():
        if "customer_id" in wholes:
            sql = f"SELECT count(*) FROM {table} WHERE customer_id = ?"  # noqa: S608 - our names
            (found[table],) = connection.execute(sql, (customer_id,)).fetchone()
    return {table: count for table, count in found.items() if count}


def snoozes(connection: sqlite3.Connection, customer_id: int) -> dict[str, str]:
    """Read until when what a customer is owed by itself is snoozed, and why, by kind.

    A festival is named by what its reference says of it.
    """
    places = ",".join("?" * len(CUSTOMER_KINDS))
    sql = (
        "SELECT kind, subject_id, snoozed_until, snooze_reason FROM obligation"  # noqa: S608 - placeholders
        " WHERE customer_id = ? AND snoozed_until IS NOT NULL AND (kind = 'festival'"
        f" OR subject_id = customer_id AND kind IN ({places})) ORDER BY kind, subject_id"
    )
    found = {}
    for kind, subject, until, reason in connection.execute(
        sql, (customer_id, *sorted(CUSTOMER_KINDS))
    ):
        name = due_ref(DueKind(kind), subject).rpartition(".")[2] if kind == "festival" else kind
        found[name] = f"{until} ({reason})" if reason else until
    return found


def clocks_of(connection: sqlite3.Connection, customer_id: int) -> Clocks:
    """Read what the clocks of a customer that is known to be there count from."""
    sql = "SELECT first_due, key_since, every_since, winback FROM customer WHERE id = ?"
    return Clocks(*map(day, connection.execute(sql, (customer_id,)).fetchone()))


def referral_lines(connection: sqlite3.Connection, referred_id: int) -> list[ReferralLine]:
    """List who has points for having referred a customer, as they were given."""
    sql = """
        SELECT e.id, e.customer_id, c.name, e.points
          FROM loyalty_entry e JOIN customer c ON c.id = e.customer_id
         WHERE e.kind = 'referral' AND e.referred_id = ? ORDER BY e.id
    """
    return [ReferralLine(*row) for row in connection.execute(sql, (referred_id,))]


def points_of(
    connection: sqlite3.Connection, customer_id: int
) -> list[tuple[int, int | None, str, str]]:
    """List the numbers, addresses and handles of a customer: id, whose of its people, kind, value.

    They come in the order in which they are shown.
    """
    sql = """
        SELECT id, person_id, kind, value FROM contact_point
         WHERE customer_id = ? ORDER BY position, id
    """
    return connection.execute(sql, (customer_id,)).fetchall()


def card_lines(connection: sqlite3.Connection, customer_id: int) -> list[tuple[int, str]]:
    """List the kept lines of a customer's vCard with their ids."""
    sql = "SELECT id, line FROM card_line WHERE customer_id = ? ORDER BY id"
    return connection.execute(sql, (customer_id,)).fetchall()


def contacts_with(connection: sqlite3.Connection, person_id: int) -> list[int]:
    """List the contacts in which a person took part."""
    sql = "SELECT contact_id FROM contact_person WHERE person_id = ? ORDER BY contact_id"
    return [key for (key,) in connection.execute(sql, (person_id,))]
