"""How a customer stands: everything that decides its grade and clocks, read before a change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from crmcli.domain.cadence import ClockFacts
from crmcli.domain.channel import Channel
from crmcli.domain.contact import Effect
from crmcli.domain.grade import Grade, GradeSource, Ground, Need
from crmcli.domain.grading import Facts, Grading, with_deals
from crmcli.domain.named_deal import OpenDeal, closing_deal
from crmcli.store.reads import values as read

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from crmcli.domain.named_deal import NamedDeal


@dataclass(frozen=True, slots=True)
class Standing:
    """A customer's grade, facts, open deals and clocks as they are; dates are local dates."""

    customer_id: int
    name: str
    company: str | None
    grading: Grading
    grade_since: date
    own_facts: Facts
    clocks: ClockFacts
    owner: str
    deals: tuple[OpenDeal, ...] = ()

    def facts(self, today: date) -> Facts:
        """Give the facts that the grading rule runs on, on a day."""
        return with_deals(self.own_facts, self.deals, today)

    def deal(self, today: date) -> NamedDeal | None:
        """Give the open deal whose date is among the facts; None where none's is."""
        return closing_deal(self.deals, self.own_facts.expected_close, today)


_COLUMNS = """
    id, name, company, grade, grade_source, grade_ground, grade_since, grade_changed, need,
    own_close, first_due, verified, key_since, existing_since, every, by_channel, every_since,
    winback, lost IS NOT NULL, archived IS NOT NULL, owner, may_contact, open_deals
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
    sql = f"SELECT {_COLUMNS} FROM customer WHERE id IN ({places}) ORDER BY id"  # noqa: S608 - constants
    rows = connection.execute(sql, list(ids)).fetchall()
    latest: dict[int, list[tuple[str, str, str]]] = {}
    sql = (
        "SELECT customer_id, effect, via, max(day) FROM contact"  # noqa: S608 - constants
        f" WHERE customer_id IN ({places}) AND effect != 'none' GROUP BY customer_id, effect, via"
    )
    for key, *contact in connection.execute(sql, list(ids)):
        latest.setdefault(key, []).append((contact[0], contact[1], contact[2]))
    deals = _open_deals(connection, [row[0] for row in rows if row[-1]])
    return [_standing(row, latest.get(row[0], []), deals.get(row[0], ())) for row in rows]


def _open_deals(
    connection: sqlite3.Connection, ids: Sequence[int]
) -> dict[int, tuple[OpenDeal, ...]]:
    found: dict[int, tuple[OpenDeal, ...]] = {}
    if not ids:
        return found
    places = ",".join("?" * len(ids))
    sql = (
        "SELECT customer_id, id, title, expected_close FROM deal"  # noqa: S608 - placeholders
        f" WHERE customer_id IN ({places}) AND closed IS NULL ORDER BY id"
    )
    for customer_id, key, title, close in connection.execute(sql, list(ids)):
        deal = OpenDeal(key, title, read.day(close))
        found[customer_id] = (*found.get(customer_id, ()), deal)
    return found


def _standing(
    row: tuple[Any, ...], latest: list[tuple[str, str, str]], deals: tuple[OpenDeal, ...]
) -> Standing:
    (customer_id, name, company, grade, source, ground, since, changed, need, close) = row[:10]
    (first_due, verified, key_since, existing_since, every, by_channel, every_since) = row[10:17]
    (winback, lost, archived, owner, may_contact, _open) = row[17:]
    grade = Grade(grade)
    return Standing(
        customer_id=customer_id,
        name=name,
        company=company,
        grading=Grading(grade, GradeSource(source), read.choice(Ground, ground)),
        grade_since=date.fromisoformat(since),
        own_facts=Facts(read.choice(Need, need), read.day(close)),
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
        deals=deals,
    )


def clock_days(connection: sqlite3.Connection, customer_id: int) -> tuple[date | None, date | None]:
    """Read a customer's next follow-up and relationship dates; None for a clock it has not."""
    sql = "SELECT next_due, relationship_due FROM customer_card WHERE id = ?"
    follow_up, relationship = connection.execute(sql, (customer_id,)).fetchone()
    return read.day(follow_up), read.day(relationship)


def _latest(rows: list[tuple[str, str, str]], effect: Effect) -> dict[Channel, date]:
    return {Channel(via): date.fromisoformat(day) for kind, via, day in rows if kind == effect}
