"""What the warnings of customers rest on, as it is in the book."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from crmcli.domain.churn.facts import Bought, ChurnFacts, LastLook, LatestScore, OpenComplaint
from crmcli.local_time import local
from crmcli.store.reads import book as book_reads
from crmcli.store.reads import values as read

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

_CONCERNED = """
    SELECT id FROM customer c WHERE id IN ({ids}) AND lost IS NULL AND may_contact AND (
        importance = 'key'
        OR EXISTS (SELECT 1 FROM purchase p WHERE p.customer_id = c.id)
        OR EXISTS (SELECT 1 FROM survey s WHERE s.customer_id = c.id)
        OR EXISTS (SELECT 1 FROM feedback f WHERE f.customer_id = c.id)
    )
"""
_CUSTOMERS = """
    SELECT id, lost IS NOT NULL, CASE importance WHEN 'key' THEN key_since END FROM customer
     WHERE id IN ({ids}) ORDER BY id
"""
_PURCHASES = """
    SELECT customer_id, day, amount_minor, currency, book_minor FROM purchase
     WHERE customer_id IN ({ids})
"""
_DEALS = """
    SELECT customer_id, sum(closed IS NULL), max(closed) FROM deal
     WHERE customer_id IN ({ids}) GROUP BY customer_id
"""
_SURVEYS = (
    "SELECT customer_id, day, score FROM survey WHERE customer_id IN ({ids}) ORDER BY day, id"
)
_CALL_BACKS = """
    SELECT customer_id, at, score, feedback_id FROM feedback_step
     WHERE customer_id IN ({ids}) AND score IS NOT NULL ORDER BY at, id
"""
_COMPLAINTS = """
    SELECT customer_id, subject_id, due_at, due FROM obligation
     WHERE customer_id IN ({ids}) AND kind = 'complaint' AND due_at IS NOT NULL ORDER BY subject_id
"""
_LOOKS = (
    "SELECT customer_id, day, seen FROM churn_look WHERE customer_id IN ({ids}) ORDER BY day, id"
)


def concerned(connection: sqlite3.Connection, customer_ids: Sequence[int]) -> list[int]:
    """List those of some customers who may be owed a look: most have nothing to tell it from."""
    return [key for (key,) in _rows(connection, _CONCERNED, customer_ids)]


def churn_facts(
    connection: sqlite3.Connection, customer_ids: Sequence[int]
) -> dict[int, ChurnFacts]:
    """Read what the warnings of some customers rest on, by customer.

    When a complaint is overdue is taken from what is owed for it, which is put right first.

    Args:
        connection: the reading door, or that of a transaction.
        customer_ids: the customers; at most some thousands.
    """
    known = _rows(connection, _CUSTOMERS, customer_ids)
    key = [row[0] for row in known if row[2] is not None]
    bought, complaints = defaultdict(list), defaultdict(list)
    for customer_id, day, minor, currency, book_minor in _rows(
        connection, _PURCHASES, customer_ids
    ):
        row = Bought(date.fromisoformat(day), minor, currency, book_minor)
        bought[customer_id].append(row)
    for customer_id, complaint_id, limit, day in _rows(connection, _COMPLAINTS, customer_ids):
        late = OpenComplaint(complaint_id, datetime.fromisoformat(limit), date.fromisoformat(day))
        complaints[customer_id].append(late)
    deals = {row[0]: (row[1], read.day(row[2])) for row in _rows(connection, _DEALS, key)}
    scores = _scores(connection, customer_ids)
    looks = {
        customer_id: LastLook(date.fromisoformat(day), frozenset(seen.split()))
        for customer_id, day, seen in _rows(connection, _LOOKS, customer_ids)
    }
    currency = book_reads.currency(connection)
    return {
        customer_id: ChurnFacts(
            customer_id,
            currency,
            bool(lost),
            read.day(key_since),
            *deals.get(customer_id, (0, None)),
            bought=tuple(bought.get(customer_id, ())),
            score=scores.get(customer_id),
            complaints=tuple(complaints.get(customer_id, ())),
            look=looks.get(customer_id),
        )
        for customer_id, lost, key_since in known
    }


def _scores(
    connection: sqlite3.Connection, customer_ids: Sequence[int]
) -> Mapping[int, LatestScore]:
    """Give each customer's latest score; of a survey and a call-back of one day the lower."""
    found = {
        customer_id: LatestScore(date.fromisoformat(day), score)
        for customer_id, day, score in _rows(connection, _SURVEYS, customer_ids)
    }
    called_back = {row[0]: row[1:] for row in _rows(connection, _CALL_BACKS, customer_ids)}
    for customer_id, (at, score, complaint_id) in called_back.items():
        day = local(datetime.fromisoformat(at)).date()
        asked = found.get(customer_id)
        if asked is None or (asked.day, -asked.score) < (day, -score):
            found[customer_id] = LatestScore(day, score, complaint_id)
    return found


def _rows(
    connection: sqlite3.Connection, sql: str, customer_ids: Sequence[int]
) -> list[tuple[Any, ...]]:
    if not customer_ids:
        return []
    places = ",".join("?" * len(customer_ids))
    return connection.execute(sql.format(ids=places), list(customer_ids)).fetchall()
