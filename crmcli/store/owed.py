"""What the records of some customers say they are owed, one kind to a function."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from crmcli.domain.deals.due import deal_due, quiet_since
from crmcli.domain.due_kind import DueKind
from crmcli.domain.obligation import Obligation, promise_obligation, survey_obligation
from crmcli.domain.stage import Stage
from crmcli.store.reads import values as read

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from crmcli.domain.policy import Policy

_OPEN_DEALS = """
    SELECT d.id, d.customer_id, d.stage, d.expected_close, d.opened, d.stage_since,
           (SELECT max(l.day) FROM contact l
             WHERE l.customer_id = d.customer_id AND l.effect = 'clock')
      FROM deal d WHERE d.closed IS NULL AND d.customer_id
"""


def promises(
    connection: sqlite3.Connection, policy: Policy, ids: Sequence[int]
) -> Iterator[Obligation]:
    """Yield what is owed for open promises."""
    del policy
    sql = "SELECT id, customer_id, by, made FROM promise WHERE state = 'open' AND customer_id"
    for key, customer_id, by, made in _of(connection, sql, ids):
        days = date.fromisoformat(by), date.fromisoformat(made)
        yield promise_obligation(key, customer_id, *days)


def deals(
    connection: sqlite3.Connection, policy: Policy, ids: Sequence[int]
) -> Iterator[Obligation]:
    """Yield what is owed for open deals: their close has passed, or they are quiet for too long."""
    rows = _of(connection, _OPEN_DEALS, ids)
    for key, customer_id, word, close, opened, moved, contacted in rows:
        stage = Stage(word)
        limit = policy.span(f"quiet.{stage}")
        quiet = quiet_since(date.fromisoformat(opened), read.day(moved), read.day(contacted))
        due = deal_due(read.day(close), quiet, limit, stage)
        if due is not None:
            yield Obligation(
                kind=DueKind.DEAL,
                subject_id=key,
                customer_id=customer_id,
                due=due.due,
                cadence=limit,
                basis=due.basis,
                since=due.since,
            )


def surveys(
    connection: sqlite3.Connection, policy: Policy, ids: Sequence[int]
) -> Iterator[Obligation]:
    """Yield the next satisfaction survey of existing customers that may be contacted."""
    cadence = policy.span("survey")
    sql = """
        SELECT id, existing_since,
               (SELECT max(s.day) FROM survey s WHERE s.customer_id = customer.id)
          FROM customer
         WHERE existing_since IS NOT NULL AND lost IS NULL AND may_contact AND id
    """
    for key, existing, asked in _of(connection, sql, ids):
        yield survey_obligation(key, date.fromisoformat(existing), read.day(asked), cadence)


def _of(connection: sqlite3.Connection, sql: str, ids: Sequence[int]) -> list[tuple[Any, ...]]:
    """Read the rows of some customers; the query ends with the column that names them."""
    places = ",".join("?" * len(ids))
    return connection.execute(f"{sql} IN ({places})", list(ids)).fetchall()
