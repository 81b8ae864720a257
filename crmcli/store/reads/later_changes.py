"""What others changed after a command, as far as it still holds.

A customer counts as one record with all that belongs to it: its clocks follow from its contacts,
its classes from its facts, so that nothing of it can be put back alone. What belongs to the whole
book, such as a setting, counts by its own key.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.id_ranges import IdRanges
from crmcli.store.reads.undo_stack import command_record

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from crmcli.domain.history import CommandRecord


class Touched(NamedTuple):
    """What a command changed.

    Args:
        customers: whose records.
        keys: table and key of records of the whole book.
    """

    customers: IdRanges
    keys: frozenset[tuple[str, str]]


def changed_since(
    connection: sqlite3.Connection, command_id: int, author: str
) -> CommandRecord | None:
    """Return the first command by somebody else that changed the same later, and still holds.

    Args:
        connection: the reading door.
        command_id: the command, which may be an undo or a redo.
        author: its author.
    """
    later = holding(connection, command_id, author)
    own = touched(connection, command_id) if later else None
    for each in later:
        other = touched(connection, each)
        if own is not None and (
            own.keys & other.keys
            or any(own.customers.overlaps(first, last) for first, last in other.customers)
        ):
            return command_record(connection, each)
    return None


def holding(connection: sqlite3.Connection, command_id: int, author: str) -> list[int]:
    """List the later commands by others that still hold, in their order.

    A command and its undo that both came later leave nothing. An undo or redo of something earlier
    holds, unless it was followed by its opposite.
    """
    sql = """
        SELECT c.id, c.undone_by, coalesce(u.undoes, c.undoes)
          FROM command c LEFT JOIN command u ON u.id = c.undoes
         WHERE c.id > ? AND c.author <> ? ORDER BY c.id
    """
    found: list[int] = []
    turned: dict[int, int] = {}
    for key, undone_by, root in connection.execute(sql, (command_id, author)):
        if root is None:
            if undone_by is None:
                found.append(key)
        elif root < command_id and turned.pop(root, None) is None:
            turned[root] = key
    return sorted([*found, *turned.values()])


def policies_changed_since(connection: sqlite3.Connection, command_id: int) -> bool:
    """Tell whether a policy was changed, or put back, after what a command changed."""
    sql = """
        SELECT 1 FROM change WHERE record = 'policy_change'
           AND id > (SELECT max(id) FROM change WHERE command_id = ?) LIMIT 1
    """
    return connection.execute(sql, (command_id,)).fetchone() is not None


def touched(connection: sqlite3.Connection, command_id: int) -> Touched:
    """Gather what a command changed."""
    customers, keys = IdRanges(), set()
    sql = """
        SELECT record, first, last, "key", customer_id,
               CASE WHEN action = 'removed' AND customer_id IS NULL THEN old END
          FROM change WHERE command_id = ?
    """
    for record, first, last, key, customer, old in connection.execute(sql, (command_id,)):
        if customer is not None:
            customers.add(customer)
        elif old is not None:
            for each in _owners(record, old):
                customers.add(each)
        elif record == "customer" and first is not None:
            customers.add(first, last)
        if customer is None and key is not None:
            keys.add((record, key))
    return Touched(customers, frozenset(keys))


def _owners(record: str, old: str) -> Iterator[int]:
    content = json.loads(old)
    column = "id" if record == "customer" else "customer_id"
    if column in content["columns"]:
        at = content["columns"].index(column)
        yield from (row[at] for row in content["rows"])
