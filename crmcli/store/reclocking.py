"""Setting the clocks of many customers at once: what `store.clocks` does, in few statements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli.domain.due_kind import CLOCK_KINDS, DueKind
from crmcli.domain.obligation import clock_obligations
from crmcli.store.clocks import carried_over, is_stored, row_values

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from crmcli.domain.policy import Policy
    from crmcli.store.reads.standing import Standing
    from crmcli.store.transaction import Transaction


def reclock(transaction: Transaction, stands: Sequence[Standing], policy: Policy) -> int:
    """Put the clocks of some customers where their facts say.

    Args:
        transaction: the open transaction.
        stands: the customers, as they stand after the change; at most some thousands.
        policy: the numbers in force.

    Returns:
        For how many of them a date moved, came or went.
    """
    present = _present(transaction.connection, [each.customer_id for each in stands])
    new: list[dict[str, Any]] = []
    changed: dict[DueKind, list[dict[str, Any]]] = {kind: [] for kind in CLOCK_KINDS}
    moved: set[int] = set()
    for stand in stands:
        for owed in clock_obligations(stand.customer_id, stand.clocks, policy):
            old = present.pop((stand.customer_id, owed.kind), None)
            values = row_values(owed) if old is None else carried_over(owed, old)
            if old is None:
                new.append(values)
            elif not all(is_stored(old[name], each) for name, each in values.items()):
                changed[owed.kind].append(values)
            if old is None or not is_stored(old["due"], owed.due):
                moved.add(stand.customer_id)
    transaction.add_many("obligation", new)
    for kind, rows in changed.items():
        transaction.change_many("obligation", {"kind": kind}, "subject_id", _without_kind(rows))
    # What is left of the present ones is owed no more: a few, as when customers become E.
    for key, kind in present:
        transaction.remove("obligation", kind=kind, subject_id=key)
        moved.add(key)
    return len(moved)


def _present(
    connection: sqlite3.Connection, ids: Sequence[int]
) -> dict[tuple[int, DueKind], dict[str, Any]]:
    places = ",".join("?" * len(ids))
    sql = (
        "SELECT * FROM obligation WHERE kind IN ('follow_up', 'relationship', 'verify')"  # noqa: S608 - constants
        f" AND subject_id IN ({places})"
    )
    cursor = connection.execute(sql, list(ids))
    names = [each[0] for each in cursor.description]
    rows = (dict(zip(names, row, strict=True)) for row in cursor)
    return {(row["subject_id"], DueKind(row["kind"])): row for row in rows}


def _without_kind(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: each for name, each in row.items() if name != "kind"} for row in rows]
