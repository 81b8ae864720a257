"""One obligation as it is in the book."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from crmcli.domain.basis import Basis
from crmcli.domain.channel import Channel
from crmcli.domain.due_kind import DueKind
from crmcli.domain.obligation import Obligation
from crmcli.store.reads import values as read

if TYPE_CHECKING:
    import sqlite3

_COLUMNS = """
    customer_id, due, cadence, basis, since, channel, retry_on, snoozed_until, planned_on,
    shown_until
"""


def obligation(connection: sqlite3.Connection, kind: DueKind, subject_id: int) -> Obligation | None:
    """Read one obligation; None if nothing of this kind is owed there."""
    sql = f"SELECT {_COLUMNS} FROM obligation WHERE kind = ? AND subject_id = ?"  # noqa: S608 - a constant
    row = connection.execute(sql, (str(kind), subject_id)).fetchone()
    if row is None:
        return None
    customer_id, due, cadence, basis, since, channel, retry_on, snoozed, planned, last = row
    return Obligation(
        kind=kind,
        subject_id=subject_id,
        customer_id=customer_id,
        due=date.fromisoformat(due),
        cadence=read.span(cadence),
        basis=Basis(basis),
        since=date.fromisoformat(since),
        channel=read.choice(Channel, channel),
        retry_on=read.day(retry_on),
        snoozed_until=read.day(snoozed),
        planned_on=read.day(planned),
        shown_until=read.day(last),
    )
