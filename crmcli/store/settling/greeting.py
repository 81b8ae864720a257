"""Whom the book owes a greeting: birthdays and festivals, as facts, policies and contacts say.

For which day they are reckoned stands in the book (`book.reckoned_on`), so that rows follow from
the book alone; `store.settling.rolling` moves that day on.
"""

from __future__ import annotations

from array import array
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from crmcli.domain.due_kind import GREETING_KINDS
from crmcli.domain.festival_choice import Whom
from crmcli.domain.greeting import Greetings
from crmcli.domain.greeting_ref import person_subject
from crmcli.store.reads import book as book_reads
from crmcli.store.statements import chunks

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from crmcli.domain.obligation import Obligation
    from crmcli.domain.policy import Policy
    from crmcli.store.transaction import Transaction

_BIRTHDAYS = """
    SELECT c.id, NULL, c.birthday FROM customer c
     WHERE c.birthday IS NOT NULL AND {wanted}
     UNION ALL
    SELECT c.id, p.id, p.birthday FROM person p JOIN customer c ON c.id = p.customer_id
     WHERE p.birthday IS NOT NULL AND {wanted}
"""
_WANTED = "c.lost IS NULL AND c.archived IS NULL AND c.may_contact AND c.id IN ({places})"
_FESTIVALS = """
    SELECT c.id, c.festivals, c.key_since IS NOT NULL, c.existing_since IS NOT NULL
      FROM customer c WHERE {wanted}
"""
# A greeting names people or nobody; `sent` is whether it was a campaign's message, which it stays
# when the campaign, or the customer's place in it, is gone: the note of its adding says so.
_GREETED = """
    SELECT c.id, c.customer_id, c.day, EXISTS (
               SELECT 1 FROM campaign_member m WHERE m.contact_id = c.id)
               OR coalesce((
                   SELECT k.name FROM change h JOIN command k ON k.id = h.command_id
                    WHERE h.record = 'contact' AND h.first <= c.id AND h.action = 'added'
                    ORDER BY h.first DESC LIMIT 1), '') = 'campaign reach',
           (SELECT group_concat(w.person_id) FROM contact_person w WHERE w.contact_id = c.id)
      FROM contact c
     WHERE c.customer_id IN ({places}) AND c.at >= ? AND c.day >= ?
       AND c.purpose = 'greeting' AND c.outcome <> 'no_answer'
"""
_ZONES = timedelta(days=2)
"""A local date begins at most so long after an instant of it, in whatever zone."""


def greetings(connection: sqlite3.Connection, policy: Policy) -> Greetings | None:
    """Read what all rows of greetings follow from; None where they were never reckoned.

    Args:
        connection: the reading door, or that of a transaction.
        policy: the numbers in force.
    """
    on = book_reads.reckoned_on(connection)
    return None if on is None else greetings_on(connection, policy, on)


def greetings_on(connection: sqlite3.Connection, policy: Policy, on: date) -> Greetings:
    """Say what all rows of greetings follow from on a local date."""
    return Greetings(
        on=on,
        early=policy.days("greeting.early"),
        belated=policy.days("greeting.belated"),
        choice=policy.word("festivals"),
        whom=Whom(policy.word("festivals.for")),
        region=book_reads.region(connection),
    )


def birthdays(
    connection: sqlite3.Connection, policy: Policy, ids: Sequence[int]
) -> Iterator[Obligation]:
    """Yield the next birthday of customers and their people, each for itself."""
    places = ",".join("?" * len(ids))
    wanted = _WANTED.format(places=places)
    rows = connection.execute(_BIRTHDAYS.format(wanted=wanted), (*ids, *ids)).fetchall()
    known = greetings(connection, policy) if rows else None
    if known is None:
        return
    greeted = _Greeted(connection, known, sorted({row[0] for row in rows}))
    for customer_id, person_id, text in rows:
        subject = customer_id if person_id is None else person_subject(person_id)
        days = greeted.alone(customer_id, person_id)
        owed = known.birthday(customer_id, subject, text, days)
        if owed is not None:
            yield owed


def festivals(
    connection: sqlite3.Connection, policy: Policy, ids: Sequence[int]
) -> Iterator[Obligation]:
    """Yield the next day of each festival that customers are greeted for."""
    known = greetings(connection, policy)
    if known is None:
        return
    places = ",".join("?" * len(ids))
    sql = _FESTIVALS.format(wanted=_WANTED.format(places=places))
    rows = connection.execute(sql, list(ids)).fetchall()
    concerned = [row for row in rows if row[1] is not None or _is_meant(known.whom, *row[2:])]
    greeted = _Greeted(connection, known, [row[0] for row in concerned])
    for customer_id, own, key, existing in concerned:
        yield from known.festivals(
            customer_id,
            own,
            greeted.at_all(customer_id),
            key=bool(key),
            existing=bool(existing),
        )


def settle_greetings(transaction: Transaction, policy: Policy, ids: Sequence[int]) -> set[int]:
    """Put right the greetings that some customers are owed; archived ones are owed none.

    Args:
        transaction: the open transaction.
        policy: the numbers in force.
        ids: the customers; at most some thousands.

    Returns:
        Those of them who were owed others.
    """
    from crmcli.store.settling import owing  # noqa: PLC0415 - it names these sources

    moved = set()
    for source in owing.SOURCES:
        if source.kind in GREETING_KINDS:
            moved |= owing.settle(transaction, source, policy, ids)
    return moved


def settle_all_greetings(transaction: Transaction, policy: Policy) -> int:
    """Put right all greetings of the book; return for how many customers they were others."""
    from crmcli.store.settling import owing  # noqa: PLC0415 - as above

    sql = "SELECT id FROM customer WHERE archived IS NULL"
    ids = array("q", (key for (key,) in transaction.connection.execute(sql)))
    pages = chunks(ids, owing.AT_ONCE)
    return sum(len(settle_greetings(transaction, policy, page)) for page in pages)


def _is_meant(whom: Whom, key: object, existing: object) -> bool:
    """Tell at once of most customers that the policy means none of their festivals."""
    return whom is Whom.ALL or bool(key) or (whom is Whom.EXISTING and bool(existing))


class _Greeted:
    """On which days some customers were greeted, and whom of their people that named.

    A greeting that names nobody is one to everybody there. A campaign's message wishes many a good
    festival, and nobody a happy birthday.
    """

    def __init__(
        self, connection: sqlite3.Connection, known: Greetings, ids: Sequence[int]
    ) -> None:
        self._found: dict[int, list[tuple[date, bool, frozenset[int]]]] = {}
        if not ids:
            return
        first = known.first_greeting
        sql = _GREETED.format(places=",".join("?" * len(ids)))
        after = (first - _ZONES).isoformat()
        for row in connection.execute(sql, (*ids, after, first.isoformat())):
            self._put(*row[1:])

    def alone(self, customer_id: int, person_id: int | None) -> list[date]:
        """Give the days on which a customer, or one of its people, was greeted by itself."""
        return [
            day
            for day, sent, people in self._found.get(customer_id, ())
            if not sent and (person_id is None or not people or person_id in people)
        ]

    def at_all(self, customer_id: int) -> list[date]:
        """Give the days on which a customer was greeted, by a campaign too."""
        return [day for day, _, _ in self._found.get(customer_id, ())]

    def _put(self, customer_id: int, day: str, sent: Any, people: str | None) -> None:  # noqa: ANN401 - 0 or 1
        named = frozenset(map(int, people.split(","))) if people else frozenset[int]()
        self._found.setdefault(customer_id, []).append((date.fromisoformat(day), bool(sent), named))
