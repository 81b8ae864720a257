"""How a customer stands: everything that decides its grade and clocks, read before a change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from crmcli.domain.cadence import ClockFacts
from crmcli.domain.contact import Channel, Effect
from crmcli.domain.grading import Facts, Grade, GradeSource, Grading, Ground, Need
from crmcli.store.reads import values as read

if TYPE_CHECKING:
    import sqlite3


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


_SQL = """
    SELECT name, company, grade, grade_source, grade_ground, grade_since, grade_changed,
           stated_need, expected_close, need, own_close, first_due, verified, key_since,
           existing_since, every, by_channel, every_since, winback, lost IS NOT NULL,
           archived IS NOT NULL, owner
      FROM customer_card WHERE id = ?
"""
_CONTACTS = """
    SELECT effect, via, max(day) FROM contact
     WHERE customer_id = ? AND effect != 'none' GROUP BY effect, via
"""


def standing(connection: sqlite3.Connection, customer_id: int) -> Standing:
    """Read how a customer stands; the caller knows that it exists."""
    row = connection.execute(_SQL, (customer_id,)).fetchone()
    (name, company, grade, source, ground, since, changed, need, close) = row[:9]
    (own_need, own_close, first_due, verified, key_since, existing_since) = row[9:15]
    (every, by_channel, every_since, winback, lost, archived, owner) = row[15:22]
    latest = connection.execute(_CONTACTS, (customer_id,)).fetchall()
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
        ),
        owner=owner,
    )


def _latest(rows: list[tuple[str, str, str]], effect: Effect) -> dict[Channel, date]:
    return {Channel(via): date.fromisoformat(day) for kind, via, day in rows if kind == effect}
