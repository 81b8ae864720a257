"""Which commands had to do with a customer without a note of its own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from crmcli.domain.history import Action
from crmcli.store.records import KEYS, LINKS, PARTS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection


def adding_among_others(connection: sqlite3.Connection, customers: Collection[int]) -> set[int]:
    """Find the commands that added one of some customers together with others."""
    sql = """
        SELECT command_id FROM change n
         WHERE +record = 'customer' AND action = 'added' AND customer_id IS NULL
           AND EXISTS (SELECT 1 FROM json_each(?) WHERE value BETWEEN n.first AND n.last)
    """
    return _ids(connection.execute(sql, (_json(customers),)))


def adding_referrers(connection: sqlite3.Connection, customers: Collection[int]) -> set[int]:
    """Find the commands that added records which refer to one of some customers."""
    found: set[int] = set()
    added = """
        SELECT command_id FROM change n
         WHERE +record = ?1 AND action = 'added'
           AND (customer_id IS NULL OR customer_id IN (SELECT value FROM json_each(?3)))
           AND EXISTS (SELECT 1 FROM json_each(?2) WHERE value BETWEEN n.first AND n.last)
    """
    for table, columns in LINKS.items():
        for column, target in columns.items():
            if target == "customer" and table not in KEYS:
                owner = "id" if table == "customer" else "customer_id"
                sql = (
                    f"SELECT id, {owner} FROM {table}"  # noqa: S608 - our names
                    f' WHERE "{column}" IN (SELECT value FROM json_each(?))'
                )
                rows = connection.execute(sql, (_json(customers),)).fetchall()
                ids, owners = ({row[at] for row in rows} for at in (0, 1))
                values = (table, _json(ids), _json(owners))
                found |= _ids(connection.execute(added, values))
    return found


def changed_others(
    connection: sqlite3.Connection, command: int, customers: Collection[int], gone: Collection[int]
) -> bool:
    """Tell whether a command changed other customers, or what is theirs, beside some.

    Args:
        connection: the reading door.
        command: its id.
        customers: the customers.
        gone: the notes that are about them alone.
    """
    sql = "SELECT id, record, action, first, last, customer_id FROM change WHERE command_id = ?"
    for key, record, action, first, last, owner in connection.execute(sql, (command,)):
        # A field or a policy is of the whole book, and nobody's.
        if key in gone or not (record == "customer" or record in PARTS):
            continue
        ranged = record == "customer" and action == Action.ADDED and owner is None
        if not (ranged and all(each in customers for each in range(first, last + 1))):
            return True
    return False


def _ids(rows: sqlite3.Cursor) -> set[int]:
    return {key for (key,) in rows}


def _json(numbers: Collection[int]) -> str:
    return json.dumps(sorted(numbers))
