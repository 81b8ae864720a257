"""The history of grades as it is in the book."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from crmcli.domain.grade_history import GradeChange
from crmcli.domain.grading import Grade, GradeSource, Ground, Need, ground_message
from crmcli.store.reads import values as read

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator


def grade_changes(connection: sqlite3.Connection, customer_id: int) -> Iterator[GradeChange]:
    """Yield every grading of a customer, the latest first."""
    sql = """
        SELECT day, from_grade, to_grade, source, ground, need, expected_close, reason, contact_id
          FROM grade_change WHERE customer_id = ? ORDER BY id DESC
    """
    for row in connection.execute(sql, (customer_id,)):
        day, before, after, source, ground, need, close, reason, contact_id = row
        basis = None if ground is None else ground_message(Ground(ground), read.day(close))
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
