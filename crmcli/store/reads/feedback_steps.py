"""What is owed next for one feedback, as the reason of its row is told from."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from crmcli.domain.feedback_limit import counted_from, step_limit, step_limits
from crmcli.domain.feedback_reason import StepFacts
from crmcli.domain.feedback_state import FeedbackKind, FeedbackState
from crmcli.domain.working_policy import working_time_of
from crmcli.store.reads import book as book_reads

if TYPE_CHECKING:
    import sqlite3

    from crmcli.domain.working_time import WorkingTime

_SQL = """
    SELECT f.kind, f.state, f.text, f.opened, f.state_since, f.handler,
           (SELECT max(s.at) FROM feedback_step s WHERE s.feedback_id = f.id AND s.reopened)
      FROM feedback f WHERE f.id = ? AND f.closed IS NULL
"""


def open_complaints(connection: sqlite3.Connection, customer_id: int) -> tuple[int, ...]:
    """List the open complaints of a customer by their ids."""
    sql = """
        SELECT id FROM feedback
         WHERE customer_id = ? AND kind = 'complaint' AND closed IS NULL ORDER BY id
    """
    return tuple(key for (key,) in connection.execute(sql, (customer_id,)))


def owed_step(
    connection: sqlite3.Connection, feedback_id: int, due_at: datetime
) -> tuple[StepFacts, WorkingTime] | None:
    """Read what the next step of a feedback is told from; None for one that is closed or gone.

    Args:
        connection: the reading door.
        feedback_id: the feedback.
        due_at: until when the step is owed.
    """
    found = connection.execute(_SQL, (feedback_id,)).fetchone()
    if found is None:
        return None
    kind, state = FeedbackKind(found[0]), FeedbackState(found[1])
    policy = book_reads.policy(connection)
    limit = step_limit(kind, state, step_limits(policy))
    if limit is None:
        return None
    begun = datetime.fromisoformat(found[6] or found[3])
    facts = StepFacts(
        feedback_id=feedback_id,
        kind=kind,
        state=state,
        text=found[2],
        counted_from=counted_from(state, begun, datetime.fromisoformat(found[4])),
        due_at=due_at,
        limit=limit,
        handler=found[5],
        reopened=found[6] is not None,
    )
    return facts, working_time_of(policy)
