"""Setting a customer's clocks: its obligations, put where its facts say, after every change."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crmcli.domain.channel import satisfying
from crmcli.domain.due_kind import CLOCK_KINDS, DueKind
from crmcli.domain.obligation import Obligation, clock_obligations
from crmcli.store.reads import values as read
from crmcli.store.statements import stored as kept

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping
    from typing import Any

    from crmcli.domain.cadence import ClockFacts
    from crmcli.domain.channel import Channel
    from crmcli.domain.policy import Policy
    from crmcli.store.transaction import Transaction


def set_clocks(
    transaction: Transaction,
    customer_id: int,
    facts: ClockFacts,
    policy: Policy,
    *,
    contacted: Channel | None = None,
) -> dict[DueKind, Obligation]:
    """Put a customer's clocks where its facts say, and return them by kind.

    Args:
        transaction: the open transaction.
        customer_id: whose clocks.
        facts: as they are after the change.
        policy: the numbers in force.
        contacted: the channel of a contact that was just logged and counts: it ends the snooze of
            each clock it satisfies. A plan to contact earlier ends with the date it belonged to.
    """
    present = _present(transaction.connection, customer_id)
    wanted = {each.kind: each for each in clock_obligations(customer_id, facts, policy)}
    for kind in CLOCK_KINDS:
        old, new = present.get(kind), wanted.get(kind)
        if new is None:
            if old is not None:
                transaction.remove("obligation", kind=kind, subject_id=customer_id)
            continue
        if old is None:
            transaction.add("obligation", **row_values(new))
            continue
        ended = contacted is not None and contacted in satisfying(new.channel)
        values = carried_over(new, old, ended=ended)
        changed = {name: each for name, each in values.items() if not is_stored(old[name], each)}
        if changed:
            transaction.change("obligation", {"kind": kind, "subject_id": customer_id}, **changed)
    return wanted


def row_values(obligation: Obligation) -> dict[str, Any]:
    """Give the columns of an obligation."""
    return {
        "kind": obligation.kind,
        "subject_id": obligation.subject_id,
        "customer_id": obligation.customer_id,
        "due": obligation.due,
        "due_day": obligation.due.toordinal(),
        "shown_from": obligation.shown_from,
        "cadence": str(obligation.cadence),
        "cadence_days": obligation.cadence.days,
        "basis": obligation.basis,
        "since": obligation.since,
        "channel": obligation.channel,
        "retry_on": obligation.retry_on,
        "snoozed_until": obligation.snoozed_until,
        "planned_on": obligation.planned_on,
        "due_at": obligation.due_at,
        "figures": obligation.figures,
        "shown_until": obligation.shown_until,
    }


def _present(connection: sqlite3.Connection, customer_id: int) -> dict[DueKind, dict[str, Any]]:
    sql = "SELECT * FROM obligation WHERE customer_id = ? AND subject_id = customer_id"
    cursor = connection.execute(sql, (customer_id,))
    names = [each[0] for each in cursor.description]
    rows = (dict(zip(names, row, strict=True)) for row in cursor)
    return {DueKind(row["kind"]): row for row in rows}


def carried_over(new: Obligation, old: Mapping[str, Any], *, ended: bool) -> dict[str, Any]:
    """Give the columns of an obligation, with its snooze and plan as far as they still hold.

    Args:
        new: the obligation.
        old: its row.
        ended: whether a contact ended its snooze.
    """
    planned = read.day(old["planned_on"]) if old["due"] == new.due.isoformat() else None
    carried = replace(
        new,
        snoozed_until=None if ended else read.day(old["snoozed_until"]),
        planned_on=None if ended else planned,
    )
    return {**row_values(carried), "snooze_reason": None if ended else old["snooze_reason"]}


def is_stored(stored: object, value: object) -> bool:
    """Tell whether a column holds a value already."""
    return bool(stored == kept(value))
