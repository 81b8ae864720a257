"""Promises as they are in the book."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from crmcli.domain.promise import Promise, PromiseState
from crmcli.store.reads import values as read

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping

_COLUMNS = "id, customer_id, customer, text, by, theirs, state, made, kept, reason"


def promise(connection: sqlite3.Connection, promise_id: int) -> Promise | None:
    """Read one promise; None if there is none with this id."""
    return next(promises(connection, "id = :id", {"id": promise_id}), None)


def open_promises(
    connection: sqlite3.Connection, customer_id: int | None = None
) -> Iterator[Promise]:
    """Yield open promises, the earliest date first: of one customer, or of all not archived."""
    if customer_id is None:
        return promises(connection, "state = 'open' AND archived IS NULL", {})
    condition = "customer_id = :customer AND state = 'open'"
    return promises(connection, condition, {"customer": customer_id})


def promises(
    connection: sqlite3.Connection, condition: str, parameters: Mapping[str, object]
) -> Iterator[Promise]:
    """Yield the promises that meet a constant condition on the view `promise_card`."""
    sql = f"SELECT {_COLUMNS} FROM promise_card WHERE {condition} ORDER BY by, id"  # noqa: S608 - see above
    for row in connection.execute(sql, parameters):
        key, customer_id, customer, text, by, theirs, state, made, kept, reason = row
        yield Promise(
            id=key,
            customer_id=customer_id,
            customer=customer,
            text=text,
            by=date.fromisoformat(by),
            theirs=bool(theirs),
            state=PromiseState(state),
            made=date.fromisoformat(made),
            kept=read.day(kept),
            reason=reason,
        )
