"""Setting the clocks of many customers at once: what `clocks` does for one, in few statements."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from crmcli.domain.due_kind import CLOCK_KINDS, DueKind
from crmcli.domain.obligation import clock_obligations
from crmcli.store.settling.clocks import carried_over, is_stored, row_values

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from crmcli.domain.policy import Policy
    from crmcli.store.reads.standing import Standing
    from crmcli.store.transaction import Transaction


@dataclass(slots=True)
class Differences:
    """How the clocks of some customers differ from what their facts say.

    Args:
        new: rows that are missing.
        changed: by kind, rows with other values.
        gone: customer and kind of rows that should not be there.
        moved: the customers for whom a date moves, comes or goes.
        customers: those with any difference.
    """

    new: list[dict[str, Any]] = field(default_factory=list)
    changed: dict[DueKind, list[dict[str, Any]]] = field(
        default_factory=lambda: {kind: [] for kind in CLOCK_KINDS}
    )
    gone: list[tuple[int, DueKind]] = field(default_factory=list)
    moved: set[int] = field(default_factory=set)
    customers: set[int] = field(default_factory=set)


def reclock(
    transaction: Transaction,
    stands: Sequence[Standing],
    policy: Policy,
    *,
    contacted: bool = False,
) -> set[int]:
    """Put the clocks of some customers where their facts say.

    Args:
        transaction: the open transaction.
        stands: the customers, as they stand after the change; at most some thousands.
        policy: the numbers in force.
        contacted: whether they were contacted, which ends the snooze of a clock that moves on.

    Returns:
        Those of them for whom a date moved, came or went.
    """
    found = differences(transaction.connection, stands, policy, contacted=contacted)
    transaction.add_many("obligation", found.new)
    for kind, rows in found.changed.items():
        transaction.change_many("obligation", {"kind": kind}, "subject_id", _without_kind(rows))
    # A few, as when customers become E.
    for key, kind in found.gone:
        transaction.remove("obligation", kind=kind, subject_id=key)
    return found.moved


def differences(
    connection: sqlite3.Connection,
    stands: Sequence[Standing],
    policy: Policy,
    *,
    contacted: bool = False,
) -> Differences:
    """Compare the clocks of some customers with what their facts say.

    Args:
        connection: the reading door, or that of a transaction.
        stands: the customers; at most some thousands.
        policy: the numbers in force.
        contacted: whether they were contacted since the clocks were set.
    """
    present = _present(connection, [each.customer_id for each in stands])
    found = Differences()
    for stand in stands:
        for owed in clock_obligations(stand.customer_id, stand.clocks, policy):
            old = present.pop((stand.customer_id, owed.kind), None)
            if old is None:
                values = row_values(owed)
            else:
                moves_on = contacted and owed.due.toordinal() > old["due_day"]
                values = carried_over(owed, old, ended=moves_on)
            if old is None:
                found.new.append(values)
            elif not all(is_stored(old[name], each) for name, each in values.items()):
                found.changed[owed.kind].append(values)
            else:
                continue
            found.customers.add(stand.customer_id)
            if old is None or not is_stored(old["due"], owed.due):
                found.moved.add(stand.customer_id)
    for key, kind in present:
        found.gone.append((key, kind))
        found.moved.add(key)
        found.customers.add(key)
    return found


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
