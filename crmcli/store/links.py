"""Moving what belongs or refers to a customer to another, and letting go of a record that goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli.domain.due_kind import CUSTOMER_KINDS, DueKind
from crmcli.domain.grade_history import stated_reason
from crmcli.store.reads.grades import grade_changes
from crmcli.store.records import KEYS, LINKS, PARTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.store.transaction import Transaction


def move_links(transaction: Transaction, source: int, target: int) -> None:
    """Give everything that belongs or refers to a customer to another one.

    The tables that are known to hang together (`store.records`) say what that is, so that a new
    one follows by itself. What is there already stays once: a row of the same key, such as a tag
    (what it lacks is filled from the other), and an equal number or address. The target keeps its
    grade, with which its history ends. What the source was owed by itself goes; the clocks of the
    target are for the caller to set, as is what both are found by.

    Args:
        transaction: the open transaction.
        source: the customer that is left with nothing.
        target: the one that gets it; neither is archived, for then nothing would be owed to it.
    """
    for kind in sorted(CUSTOMER_KINDS):
        transaction.remove("obligation", kind=kind, customer_id=source, subject_id=source)
    transaction.remove("obligation", kind=DueKind.FESTIVAL, customer_id=source)
    _move_points(transaction, source, target)
    kept, other = (_last_grading(transaction, each) for each in (target, source))
    why = stated_reason(tuple(grade_changes(transaction.connection, target)))
    for table, wholes in PARTS.items():
        if "customer_id" not in wholes:
            continue
        if "customer_id" in KEYS.get(table, ()):
            _move_keyed(transaction, table, source, target)
        else:
            transaction.change(table, {"customer_id": source}, customer_id=target)
    pins = "SELECT axis, value FROM pin WHERE customer_id = ?"
    pinned = dict(transaction.connection.execute(pins, (target,)).fetchall())
    if pinned:
        # A pin that came with the source says what the target is now.
        transaction.change("customer", {"id": target}, **pinned)
    if kept and other and other["id"] > kept["id"]:
        _grade_again(transaction, kept, why)
    _refer_to(transaction, source, target)


def _refer_to(transaction: Transaction, source: int, target: int) -> None:
    """Let what refers to the source refer to the target; nobody refers to itself."""
    for table, links in LINKS.items():
        owner = "id" if table == "customer" else "customer_id"
        for column, whole in links.items():
            if whole == "customer":
                # What came from the other now has no origin.
                for each in (source, target):
                    transaction.change(table, {owner: target, column: each}, **{column: None})
                transaction.change(table, {column: source}, **{column: target})


def _move_points(transaction: Transaction, source: int, target: int) -> None:
    """Put the source's own numbers and addresses after those of the target."""
    present: set[tuple[str, str]] = set()
    after: dict[str, int] = {}
    for _, kind, value, position in _points(transaction, target):
        present.add((kind, value))
        after[kind] = position + 1
    for key, kind, value, _ in _points(transaction, source):
        if (kind, value) in present:
            transaction.remove("contact_point", id=key)
        else:
            place = after.get(kind, 0)
            transaction.change("contact_point", {"id": key}, customer_id=target, position=place)
            after[kind] = place + 1


def _points(transaction: Transaction, customer_id: int) -> Iterator[tuple[int, str, str, int]]:
    sql = """
        SELECT id, kind, value, position FROM contact_point
         WHERE customer_id = ? AND person_id IS NULL ORDER BY position, id
    """
    yield from transaction.connection.execute(sql, (customer_id,)).fetchall()


def _last_grading(transaction: Transaction, customer_id: int) -> dict[str, Any]:
    sql = "SELECT * FROM grade_change WHERE customer_id = ? ORDER BY id DESC LIMIT 1"
    return next(_rows(transaction, sql, customer_id), {})


def _grade_again(transaction: Transaction, last: dict[str, Any], why: str | None) -> None:
    """Let the history of a customer's grade end once more as it did, whatever came between."""
    del last["id"]
    again = {
        "day": transaction.run.today,
        "from_grade": None,
        "reason": why,
        "contact_id": None,
        "command_id": transaction.command_id,
    }
    transaction.add("grade_change", **{**last, **again})


def _rows(transaction: Transaction, sql: str, *values: object) -> Iterator[dict[str, Any]]:
    cursor = transaction.connection.execute(sql, values)
    names = [each[0] for each in cursor.description]
    return (dict(zip(names, row, strict=True)) for row in cursor.fetchall())


def unlink(transaction: Transaction, table: str, record_id: int) -> None:
    """Let nothing refer to a record any more that is about to be removed; its parts go with it."""
    for referring, links in LINKS.items():
        for column, target in links.items():
            if target == table:
                transaction.change(referring, {column: record_id}, **{column: None})


def _move_keyed(transaction: Transaction, table: str, source: int, target: int) -> None:
    """Move rows whose key names the customer: they are other rows then, and noted as such."""
    sql = f"SELECT * FROM {table} WHERE customer_id IN (?, ?)"  # noqa: S608 - our names
    rows = list(_rows(transaction, sql, source, target))
    rest = [name for name in KEYS[table] if name != "customer_id"]
    present = {
        tuple(row[name] for name in rest): row for row in rows if row["customer_id"] == target
    }
    transaction.remove(table, customer_id=source)
    moved = (row for row in rows if row["customer_id"] == source)
    for row in moved:
        kept = present.get(tuple(row[name] for name in rest))
        if kept is None:
            transaction.add(table, **{**row, "customer_id": target})
            continue
        lacking = {name: row[name] for name, value in kept.items() if value is None}
        if any(value is not None for value in lacking.values()):
            transaction.change(table, {name: kept[name] for name in KEYS[table]}, **lacking)
