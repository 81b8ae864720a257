"""Feedback and complaints as they are in the book, with their steps and measures."""

from __future__ import annotations

import json
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from crmcli.domain.channel import Channel
from crmcli.domain.feedback import Feedback, FeedbackQuery, FeedbackStep
from crmcli.domain.feedback_limit import next_step
from crmcli.domain.feedback_state import FeedbackKind, FeedbackState, Severity
from crmcli.domain.limit import begun_days
from crmcli.store.reads import values as read
from crmcli.store.reads.measures import measures
from crmcli.store.reads.sharing import MAY_SHARE

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence

    from crmcli.domain.measure import Measure

_CHUNK = 400
_COLUMNS = (
    "id, customer_id, customer, kind, category, severity, text, state, handler, opened,"
    " step_due_at, closed, score, via, result"
)
# What is open first, the earliest limit before the others; then what was closed, the latest first.
_ORDER = "closed IS NOT NULL, step_due_at IS NULL, step_due_at, closed DESC, id DESC"


def feedback(connection: sqlite3.Connection, feedback_id: int, now: datetime) -> Feedback | None:
    """Read one feedback; None if there is none with this id.

    Args:
        connection: the reading door.
        feedback_id: its id.
        now: the instant, in the book's time zone, at which it is asked how late it is.
    """
    if not 0 < feedback_id <= read.LARGEST_ID:
        return None
    return next(_feedbacks(connection, "id = :id", {"id": feedback_id}, now), None)


def complaint_closed(
    connection: sqlite3.Connection, customer_id: int, now: datetime
) -> Feedback | None:
    """Read the complaint of a customer that was closed last; None if there is none.

    Args:
        connection: the reading door.
        customer_id: the customer.
        now: as for `feedback`.
    """
    sql = """
        SELECT id FROM feedback
         WHERE customer_id = ? AND kind = 'complaint' AND closed IS NOT NULL
         ORDER BY closed DESC, id DESC LIMIT 1
    """
    row = connection.execute(sql, (customer_id,)).fetchone()
    return None if row is None else feedback(connection, row[0], now)


def feedbacks(
    connection: sqlite3.Connection, query: FeedbackQuery, now: datetime
) -> Iterator[Feedback]:
    """Yield feedback: what is open first, the earliest limit before the others.

    Args:
        connection: the reading door.
        query: which.
        now: the instant, in the book's time zone, at which it is asked how late each is.
    """
    condition, values = _asked_for(query, now)
    return _feedbacks(connection, condition, values, now)


def feedbacks_at(
    connection: sqlite3.Connection, ids: Sequence[int], now: datetime
) -> Iterator[Feedback]:
    """Yield the feedback with some ids, in any order; arguments as for `feedback`."""
    asked = {"ids": json.dumps(list(ids))}
    return _feedbacks(connection, "id IN (SELECT value FROM json_each(:ids))", asked, now)


def feedback_keys(
    connection: sqlite3.Connection, query: FeedbackQuery, now: datetime
) -> Iterator[tuple[int, int, bool]]:
    """Yield of feedback, in the order of `feedbacks`: id, customer, and whether it may be shared.

    Arguments as for `feedbacks`.
    """
    condition, values = _asked_for(query, now)
    sql = f"""
        SELECT id, customer_id, {MAY_SHARE} FROM feedback_card WHERE {condition} ORDER BY {_ORDER}
    """  # noqa: S608 - constants
    return connection.execute(sql, values)


def _asked_for(query: FeedbackQuery, now: datetime) -> tuple[str, dict[str, object]]:
    """Give the condition of a query and its values."""
    parts = ["1"]
    values: dict[str, object] = {}
    if query.customer_id is not None:
        parts.append("customer_id = :customer")
        values["customer"] = query.customer_id
    elif not query.all:
        parts.append("archived IS NULL")
    if query.kinds:
        names = [f"kind{at}" for at in range(len(query.kinds))]
        parts.append(f"kind IN ({', '.join(f':{name}' for name in names)})")
        values.update({name: kind.value for name, kind in zip(names, query.kinds, strict=True)})
    if query.handler is not None:
        parts.append("handler = :handler")
        values["handler"] = query.handler
    if query.open:
        parts.append("closed IS NULL")
    if query.overdue:
        parts.append("closed IS NULL AND step_due_at < :now")
        values["now"] = read.stored_instant(now)
    return " AND ".join(parts), values


def _feedbacks(
    connection: sqlite3.Connection, condition: str, values: Mapping[str, object], now: datetime
) -> Iterator[Feedback]:
    sql = f"SELECT {_COLUMNS} FROM feedback_card WHERE {condition} ORDER BY {_ORDER}"  # noqa: S608 - constants
    cursor = connection.execute(sql, values)
    while rows := list(islice(cursor, _CHUNK)):
        ids = [row[0] for row in rows]
        steps = _steps(connection, ids)
        taken = _measures(connection, ids, now)
        for row in rows:
            yield _feedback(row, steps.get(row[0], ()), taken.get(row[0], ()), now)


def _steps(connection: sqlite3.Connection, ids: list[int]) -> dict[int, tuple[FeedbackStep, ...]]:
    places = ",".join("?" * len(ids))
    sql = (
        "SELECT feedback_id, state, at, author, note, score, skipped, reopened, reason"  # noqa: S608 - placeholders
        f" FROM feedback_step WHERE feedback_id IN ({places}) ORDER BY id"
    )
    found: dict[int, tuple[FeedbackStep, ...]] = {}
    for key, state, at, author, note, score, skipped, reopened, reason in connection.execute(
        sql, ids
    ):
        step = FeedbackStep(
            state=FeedbackState(state),
            at=datetime.fromisoformat(at),
            author=author,
            note=note,
            score=score,
            skipped=bool(skipped),
            reopened=bool(reopened),
            reason=reason,
        )
        found[key] = (*found.get(key, ()), step)
    return found


def _measures(
    connection: sqlite3.Connection, ids: list[int], now: datetime
) -> dict[int, tuple[Measure, ...]]:
    keys = ",".join(str(int(key)) for key in ids)
    found: dict[int, tuple[Measure, ...]] = {}
    for each in measures(connection, f"m.feedback_id IN ({keys})", {}, now.date()):
        if each.feedback_id is not None:
            found[each.feedback_id] = (*found.get(each.feedback_id, ()), each)
    return found


def _feedback(
    row: tuple[Any, ...],
    steps: tuple[FeedbackStep, ...],
    taken: tuple[Measure, ...],
    now: datetime,
) -> Feedback:
    (key, customer_id, customer, kind, category, severity, text, state, handler) = row[:9]
    (opened, step_due, closed, score, via, result) = row[9:]
    due = read.instant(step_due)
    return Feedback(
        id=key,
        customer_id=customer_id,
        customer=customer,
        kind=FeedbackKind(kind),
        category=category,
        severity=Severity(severity),
        text=text,
        state=FeedbackState(state),
        handler=handler,
        opened=datetime.fromisoformat(opened),
        step_due=due,
        overdue_days=0 if due is None else begun_days(due, now),
        closed=read.instant(closed),
        score=score,
        steps=steps,
        via=read.choice(Channel, via),
        result=result,
        next_step=next_step(FeedbackKind(kind), FeedbackState(state)),
        measures=taken,
    )
