"""Grades and their history as they are in the book."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from crmcli.domain.audit import Graded
from crmcli.domain.grade import Grade, GradeSource, Ground, Need
from crmcli.domain.grade_history import GradeChange
from crmcli.domain.grading import Facts, ground_message
from crmcli.domain.named_deal import NamedDeal
from crmcli.store.instants import instant_text
from crmcli.store.reads import values as read
from crmcli.store.reads.closing import deal_close, expected_close

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import datetime


def grade_changes(connection: sqlite3.Connection, customer_id: int) -> Iterator[GradeChange]:
    """Yield every grading of a customer, the latest first."""
    sql = """
        SELECT g.day, g.from_grade, g.to_grade, g.source, g.ground, g.need, g.expected_close,
               g.reason, g.contact_id, d.id, d.title
          FROM grade_change g LEFT JOIN deal d ON d.id = g.deal_id
         WHERE g.customer_id = ? ORDER BY g.id DESC
    """
    for row in connection.execute(sql, (customer_id,)):
        day, before, after, source, ground, need, close, reason, contact_id, *named = row
        deal = None if named[0] is None else NamedDeal(*named)
        basis = None if ground is None else ground_message(Ground(ground), read.day(close), deal)
        yield GradeChange(
            on=date.fromisoformat(day),
            grade_from=read.choice(Grade, before),
            grade_to=Grade(after),
            source=GradeSource(source),
            reason=reason or basis,
            need=read.choice(Need, need),
            expected_close=read.day(close),
            contact_id=contact_id,
        )


def grades_at(connection: sqlite3.Connection, customer_id: int, at: datetime) -> Iterator[Grade]:
    """Yield the grades that a customer may have had at an instant; none if it was not there yet.

    They are several where it was graded at that very instant.
    """
    sql = """
        SELECT g.to_grade, c.at < :at
          FROM grade_change g JOIN command c ON c.id = g.command_id
         WHERE g.customer_id = :id AND c.at <= :at ORDER BY g.id DESC
    """
    for grade, is_before in connection.execute(sql, {"id": customer_id, "at": instant_text(at)}):
        yield Grade(grade)
        if is_before:
            return


AUDIT = "grade audit"
"""The name of the command whose choices an audit does not doubt again."""


def graded(
    connection: sqlite3.Connection,
    today: date,
    customer_id: int | None = None,
    *,
    after: int = 0,
    most: int = -1,
) -> Iterator[Graded]:
    """Yield the customers that grades are kept for, by id; lost and archived ones are not.

    Args:
        connection: the reading door, or that of a transaction.
        today: the local date that their facts are seen from.
        customer_id: only this one.
        after: only those with a greater id.
        most: how many at the most; all if negative.
    """
    values = {"after": after, "id": customer_id, "most": most, "today": today.isoformat()}
    condition = "k.id > :after" if customer_id is None else "k.id = :id"
    sql = f"""
        SELECT k.id, name, grade, grade_source, grade_since, stated_need,
               {expected_close("k")},
               last_contact,
               CASE WHEN grade_source = 'hand' THEN
                   (SELECT m.name FROM grade_change g JOIN command m ON m.id = g.command_id
                     WHERE g.customer_id = k.id
                       AND (g.from_grade IS NOT g.to_grade OR g.reason IS NOT NULL)
                     ORDER BY g.id DESC LIMIT 1) END,
               d.id, d.title
          FROM customer_card k
          LEFT JOIN deal d ON d.id = (
              SELECT n.id FROM deal n
               WHERE n.customer_id = k.id AND n.closed IS NULL
                 AND n.expected_close = {deal_close("k")}
               ORDER BY n.id LIMIT 1)
         WHERE {condition} AND lost IS NULL AND k.archived IS NULL
         ORDER BY k.id LIMIT :most
    """  # noqa: S608 - constants
    for row in connection.execute(sql, values):
        key, name, grade, source, since, need, close, last_contact, command, *named = row
        yield Graded(
            customer_id=key,
            customer=name,
            grade=Grade(grade),
            source=GradeSource(source),
            since=date.fromisoformat(since),
            facts=Facts(read.choice(Need, need), read.day(close)),
            last_contact=read.day(last_contact),
            by_audit=command == AUDIT,
            deal=None if named[0] is None else NamedDeal(*named),
        )
