"""How a customer stands: everything that decides its grade and clocks, read before a change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from crmcli.domain.cadence import ClockFacts
from crmcli.domain.channel import Channel
from crmcli.domain.contact import Effect
from crmcli.domain.grade import Grade, GradeSource, Ground, Need
from crmcli.domain.grading import Facts, Grading
from crmcli.domain.named_deal import NamedDeal
from crmcli.store.reads import values as read

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Standing:
    """A customer's grade, facts and clocks as they are; dates are local dates.

    `facts` are what the rule runs on: the nearest open deal's date wins over the customer's own,
    and an open deal counts as a clear need.
    """

    customer_id: int
    name: str
    company: str | None
    grading: Grading
    grade_since: date
    facts: Facts
    own_facts: Facts
    clocks: ClockFacts
    owner: str
    open_deals: int = 0
    deal_close: date | None = None


_COLUMNS = """
    id, name, company, grade, grade_source, grade_ground, grade_since, grade_changed, stated_need,
    expected_close, need, own_close, first_due, verified, key_since, existing_since, every,
    by_channel, every_since, winback, lost IS NOT NULL, archived IS NOT NULL, owner,
    may_contact, open_deals, deal_close
"""


def standing(connection: sqlite3.Connection, customer_id: int) -> Standing:
    """Read how a customer stands; the caller knows that it exists."""
    (found,) = standings(connection, [customer_id])
    return found


def standings(connection: sqlite3.Connection, ids: Sequence[int]) -> list[Standing]:
    """Read how some customers stand, in the order of their ids.

    Args:
        connection: the reading door, or that of a transaction.
        ids: the customers; at most some thousands.
    """
    places = ",".join("?" * len(ids))
    sql = f"SELECT {_COLUMNS} FROM customer_card WHERE id IN ({places}) ORDER BY id"  # noqa: S608 - constants
    rows = connection.execute(sql, list(ids)).fetchall()
    latest: dict[int, list[tuple[str, str, str]]] = {}
    sql = (
        "SELECT customer_id, effect, via, max(day) FROM contact"  # noqa: S608 - constants
        f" WHERE customer_id IN ({places}) AND effect != 'none' GROUP BY customer_id, effect, via"
    )
    for key, *contact in connection.execute(sql, list(ids)):
        latest.setdefault(key, []).append((contact[0], contact[1], contact[2]))
    return [_standing(row, latest.get(row[0], [])) for row in rows]


def _standing(row: tuple[Any, ...], latest: list[tuple[str, str, str]]) -> Standing:
    (customer_id, name, company, grade, source, ground, since, changed, need, close) = row[:10]
    (own_need, own_close, first_due, verified, key_since, existing_since) = row[10:16]
    (every, by_channel, every_since, winback, lost, archived, owner, may_contact) = row[16:24]
    open_deals, deal_close = row[24:]
    grade = Grade(grade)
    return Standing(
        customer_id=customer_id,
        name=name,
        company=company,
        grading=Grading(grade, GradeSource(source), read.choice(Ground, ground)),
        grade_since=date.fromisoformat(since),
        facts=Facts(read.choice(Need, need), read.day(close)),
        own_facts=Facts(read.choice(Need, own_need), read.day(own_close)),
        clocks=ClockFacts(
            grade=grade,
            first_due=date.fromisoformat(first_due),
            verified=date.fromisoformat(verified),
            grade_changed=read.day(changed),
            contacted=_latest(latest, Effect.CLOCK),
            tried=_latest(latest, Effect.RETRY),
            key_since=read.day(key_since),
            existing_since=read.day(existing_since),
            every=None if every is None else read.span(every),
            by_channel=read.choice(Channel, by_channel),
            every_since=read.day(every_since),
            winback=read.day(winback),
            lost=bool(lost),
            archived=bool(archived),
            may_contact=bool(may_contact),
        ),
        owner=owner,
        open_deals=open_deals,
        deal_close=read.day(deal_close),
    )


def grading_deal(connection: sqlite3.Connection, stands: Standing) -> NamedDeal | None:
    """Read the open deal that a customer's expected close is the date of; None if it is its own."""
    if stands.deal_close is None:
        return None
    return nearest_deal(connection, stands.customer_id, stands.deal_close)


def nearest_deal(connection: sqlite3.Connection, customer_id: int, close: date) -> NamedDeal | None:
    """Read the first open deal of a customer that is expected to close on a day."""
    sql = """
        SELECT id, title FROM deal
         WHERE customer_id = ? AND closed IS NULL AND expected_close = ? ORDER BY id LIMIT 1
    """
    found = connection.execute(sql, (customer_id, close.isoformat())).fetchone()
    return None if found is None else NamedDeal(*found)


def clock_days(connection: sqlite3.Connection, customer_id: int) -> tuple[date | None, date | None]:
    """Read a customer's next follow-up and relationship dates; None for a clock it has not."""
    sql = "SELECT next_due, relationship_due FROM customer_card WHERE id = ?"
    follow_up, relationship = connection.execute(sql, (customer_id,)).fetchone()
    return read.day(follow_up), read.day(relationship)


def _latest(rows: list[tuple[str, str, str]], effect: Effect) -> dict[Channel, date]:
    return {Channel(via): date.fromisoformat(day) for kind, via, day in rows if kind == effect}
