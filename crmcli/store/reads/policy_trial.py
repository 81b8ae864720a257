"""What a tried policy is measured on: the follow-ups that are planned, and the contacts made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from crmcli.domain.grade import Grade, GradeSource, Need
from crmcli.domain.grading import Facts
from crmcli.store.reads import values as read
from crmcli.store.reads.closing import expected_close

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

_DAYS = 20_000
"""How many days are remembered: a book names the same ones again and again."""


@dataclass(frozen=True, slots=True)
class Planned:
    """The follow-up of a customer as it is planned, and what it depends on; dates are local.

    `put_off` is the day it comes back after a snooze or a try that nobody answered.
    """

    grade: Grade
    source: GradeSource
    facts: Facts
    first_due: date
    last_contact: date | None
    grade_changed: date | None
    due: date
    shown_from: date
    put_off: date | None


def planned(connection: sqlite3.Connection, today: date) -> Iterator[Planned]:
    """Yield the follow-ups of all customers that are not lost.

    Args:
        connection: the reading door.
        today: the local date that facts are seen from.
    """
    sql = f"""
        SELECT c.grade, c.grade_source,
               CASE WHEN c.open_deals = 0 THEN c.need ELSE 'clear' END,
               {expected_close("c")}, c.first_due, c.last_contact, c.grade_changed,
               o.due, o.shown_from, max(coalesce(o.retry_on, ''), coalesce(o.snoozed_until, ''))
          FROM obligation o JOIN customer c ON c.id = o.subject_id
         WHERE o.kind = 'follow_up' AND c.lost IS NULL
    """  # noqa: S608 - our own names
    day = lru_cache(maxsize=_DAYS)(read.day)
    for row in connection.execute(sql, {"today": today.isoformat()}):
        grade, source, need, close, first, last, changed, due, shown, put_off = row
        yield Planned(
            grade=Grade(grade),
            source=GradeSource(source),
            facts=Facts(read.choice(Need, need), day(close)),
            first_due=date.fromisoformat(first),
            last_contact=day(last),
            grade_changed=day(changed),
            due=date.fromisoformat(due),
            shown_from=date.fromisoformat(shown),
            put_off=day(put_off or None),
        )


def gaps(connection: sqlite3.Connection) -> Iterator[tuple[Grade, date, date]]:
    """Yield the gaps between a customer's contacts that count: grade, from and to.

    The grade is the one that the earlier contact left; dates are local.
    """
    sql = """
        SELECT grade_to, day, lead(day) OVER (PARTITION BY customer_id ORDER BY at, id)
          FROM contact WHERE effect = 'clock'
    """
    grades = {grade.value: grade for grade in Grade}
    day = lru_cache(maxsize=_DAYS)(date.fromisoformat)
    for grade, first, following in connection.execute(sql):
        if following is not None and grade is not None:
            yield grades[grade], day(first), day(following)
