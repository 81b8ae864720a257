"""Promises as they are in the book."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from crmcli.domain.promise import Promise, PromiseState
from crmcli.store.reads import values as read

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping

    from crmcli.domain.promise import PromiseQuery

_BIGGEST = 2**63 - 1
_COLUMNS = "id, customer_id, customer, text, by, theirs, state, made, kept, reason"


def promise(connection: sqlite3.Connection, promise_id: int) -> Promise | None:
    """Read one promise; None if there is none with this id."""
    if not 0 < promise_id <= _BIGGEST:
        return None
    return next(promises(connection, "id = :id", {"id": promise_id}), None)


def chosen_promises(connection: sqlite3.Connection, query: PromiseQuery) -> Iterator[Promise]:
    """Yield the promises of a query, the earliest date first."""
    parts = ["1"]
    values: dict[str, object] = {}
    if query.customer_id is None:
        parts.append("archived IS NULL")
    else:
        parts.append("customer_id = :customer")
        values["customer"] = query.customer_id
    if not query.closed or query.before is not None:
        parts.append("state = 'open'")
    if query.theirs is not None:
        parts.append("theirs = :theirs")
        values["theirs"] = query.theirs
    if query.before is not None:
        parts.append("by < :before")
        values["before"] = query.before.isoformat()
    return promises(connection, " AND ".join(parts), values)


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
