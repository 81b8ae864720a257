"""What the records of some customers say they are owed, one kind to a function."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from crmcli.domain.basis import Basis
from crmcli.domain.deals.due import deal_due, quiet_since
from crmcli.domain.due_kind import DueKind
from crmcli.domain.feedback_limit import counted_from, step_deadline, step_limits
from crmcli.domain.feedback_state import FeedbackKind, FeedbackState, procedure
from crmcli.domain.obligation import Obligation, promise_obligation, survey_obligation
from crmcli.domain.stage import Stage
from crmcli.domain.working_policy import working_time_of
from crmcli.store.reads import churn as churn_reads
from crmcli.store.reads import values as read
from crmcli.store.settling.reckoning import reckoning

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
_OPEN_FEEDBACK = """
    SELECT f.id, f.customer_id, f.kind, f.state, f.opened, f.state_since,
           (SELECT max(s.at) FROM feedback_step s WHERE s.feedback_id = f.id AND s.reopened),
           (SELECT o.figures FROM obligation o WHERE o.subject_id = f.id
               AND o.kind = CASE f.kind WHEN 'complaint' THEN 'complaint' ELSE 'feedback' END)
      FROM feedback f WHERE f.closed IS NULL
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
        due = deal_due(read.day(close), quiet, policy.rhythm("quiet", limit), stage)
        if due is not None:
            yield Obligation(
                kind=DueKind.DEAL,
                subject_id=key,
                customer_id=customer_id,
                due=due.due,
                cadence=limit,
                basis=due.basis,
                since=due.since,
                figures=due.figures,
            )


def feedback(
    connection: sqlite3.Connection, policy: Policy, ids: Sequence[int]
) -> Iterator[Obligation]:
    """Yield the next step of every feedback that is not closed and no complaint."""
    yield from _steps(connection, policy, ids, "f.kind <> 'complaint'")


def complaints(
    connection: sqlite3.Connection, policy: Policy, ids: Sequence[int]
) -> Iterator[Obligation]:
    """Yield the next step of every complaint that is not closed."""
    yield from _steps(connection, policy, ids, "f.kind = 'complaint'")


def _steps(
    connection: sqlite3.Connection, policy: Policy, ids: Sequence[int], which: str
) -> Iterator[Obligation]:
    rows = _of(connection, f"{_OPEN_FEEDBACK} AND {which} AND f.customer_id", ids)
    if not rows:
        return
    limits, working = step_limits(policy), working_time_of(policy)
    for key, customer_id, word, at, opened, since, reopened, figures in rows:
        kind, begun = FeedbackKind(word), datetime.fromisoformat(reopened or opened)
        moved = datetime.fromisoformat(since)
        state = FeedbackState(at)
        from_ = counted_from(state, begun, moved)
        reckoned = reckoning(figures, state, from_)
        owed = step_deadline(kind, state, begun, moved, limits, working, reckoned.zone)
        is_complaint = kind is FeedbackKind.COMPLAINT
        # Who was not content waits already: a complaint that was reopened is on the list at once.
        waits = is_complaint and reopened is not None and state is procedure(kind)[0]
        if owed is not None:
            yield Obligation(
                kind=DueKind.COMPLAINT if is_complaint else DueKind.FEEDBACK,
                subject_id=key,
                customer_id=customer_id,
                due=reckoned.day(owed.due_at),
                cadence=owed.limit.span,
                basis=Basis.STEP,
                since=reckoned.day(from_),
                planned_on=reckoned.day(begun) if waits else None,
                due_at=owed.due_at,
                figures=reckoned.figures,
            )


def churn(
    connection: sqlite3.Connection, policy: Policy, ids: Sequence[int]
) -> Iterator[Obligation]:
    """Yield the warnings that somebody may leave which nobody has looked at."""
    concerned = churn_reads.concerned(connection, ids)
    if not concerned:
        return
    from crmcli.domain.churn.facts import churn_policy  # noqa: PLC0415 - of no use to most
    from crmcli.domain.churn.obligation import churn_obligation  # noqa: PLC0415 - likewise

    numbers = churn_policy(policy)
    for facts in churn_reads.churn_facts(connection, concerned).values():
        owed = churn_obligation(facts, numbers)
        if owed is not None:
            yield owed


def surveys(
    connection: sqlite3.Connection, policy: Policy, ids: Sequence[int]
) -> Iterator[Obligation]:
    """Yield the next satisfaction survey of existing customers that may be contacted."""
    rhythm = policy.rhythm("survey", policy.span("survey"))
    sql = """
        SELECT id, existing_since,
               (SELECT max(s.day) FROM survey s WHERE s.customer_id = customer.id)
          FROM customer
         WHERE existing_since IS NOT NULL AND lost IS NULL AND may_contact AND id
    """
    for key, existing, asked in _of(connection, sql, ids):
        yield survey_obligation(key, date.fromisoformat(existing), read.day(asked), rhythm)


def _of(connection: sqlite3.Connection, sql: str, ids: Sequence[int]) -> list[tuple[Any, ...]]:
    """Read the rows of some customers; the query ends with the column that names them."""
    places = ",".join("?" * len(ids))
    return connection.execute(f"{sql} IN ({places})", list(ids)).fetchall()
