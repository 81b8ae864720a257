"""Who is greeted where a birthday is not the customer's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.due_kind import DueKind

if TYPE_CHECKING:
    import sqlite3

    from crmcli.domain.due_reason import DueFacts


def with_person(connection: sqlite3.Connection, facts: DueFacts) -> DueFacts:
    """Name the person of a customer whose birthday a row is about."""
    if facts.kind is not DueKind.BIRTHDAY or facts.subject_id > 0:
        return facts
    sql = "SELECT name FROM person WHERE id = ?"
    row = connection.execute(sql, (-facts.subject_id,)).fetchone()
    return facts if row is None else facts._replace(person=row[0])
