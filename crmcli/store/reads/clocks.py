"""When the clocks of customers are due."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from crmcli.domain.due_kind import DueKind

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence


def clock_dates(
    connection: sqlite3.Connection, ids: Sequence[int]
) -> dict[tuple[int, DueKind], date]:
    """Read when the clocks of some customers are due, by customer and kind."""
    places = ",".join("?" * len(ids))
    sql = (
        "SELECT subject_id, kind, due FROM obligation"  # noqa: S608 - constants
        " WHERE kind IN ('follow_up', 'relationship', 'verify')"
        f" AND subject_id IN ({places})"
    )
    rows = connection.execute(sql, list(ids))
    return {(key, DueKind(kind)): date.fromisoformat(due) for key, kind, due in rows}
