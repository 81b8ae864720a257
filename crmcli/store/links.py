"""Moving all that belongs or refers to one customer to another, whatever tables there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli.domain.due_kind import CLOCK_KINDS
from crmcli.store.records import KEYS, LINKS, PARTS

if TYPE_CHECKING:
    from crmcli.store.transaction import Transaction


def move_links(transaction: Transaction, source: int, target: int) -> None:
    """Give everything that belongs or refers to a customer to another one.

    The tables that are known to hang together (`store.records`) say what that is, so that a new
    one follows by itself. Where a row of the same key is there already, such as a tag, that one
    stays. The clocks of the source go; those of the target are for the caller to set, as is what
    both are found by.

    Args:
        transaction: the open transaction.
        source: the customer that is left with nothing.
        target: the one that gets it.
    """
    clocks = {"customer_id": source, "subject_id": source}
    for kind in CLOCK_KINDS:
        transaction.remove("obligation", kind=kind, **clocks)
    for table, wholes in PARTS.items():
        if "customer_id" not in wholes:
            continue
        if "customer_id" in KEYS.get(table, ()):
            _move_keyed(transaction, table, source, target)
        else:
            transaction.change(table, {"customer_id": source}, customer_id=target)
    for table, links in LINKS.items():
        for column, whole in links.items():
            if whole == "customer":
                # Nobody refers to itself: what came from the other now has no origin.
                transaction.change(table, {"id": target, column: source}, **{column: None})
                transaction.change(table, {column: source}, **{column: target})


def _move_keyed(transaction: Transaction, table: str, source: int, target: int) -> None:
    """Move rows whose key names the customer: they are other rows then, and noted as such."""
    cursor = transaction.connection.execute(
        f"SELECT * FROM {table} WHERE customer_id IN (?, ?)",  # noqa: S608 - our names
        (source, target),
    )
    names = [each[0] for each in cursor.description]
    rows: list[dict[str, Any]] = [dict(zip(names, row, strict=True)) for row in cursor]
    rest = [name for name in KEYS[table] if name != "customer_id"]
    taken = {tuple(row[name] for name in rest) for row in rows if row["customer_id"] == target}
    transaction.remove(table, customer_id=source)
    moved = (row for row in rows if row["customer_id"] == source)
    for row in moved:
        if tuple(row[name] for name in rest) not in taken:
            transaction.add(table, **{**row, "customer_id": target})
