"""The numbers, addresses and tags that a customer, or one of its people, came with.

Parts of what a command added are not noted: they are found by going back from those of today
through what came and went since.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from crmcli.domain.history import Action
from crmcli.store.reads.history.merges import owners_since
from crmcli.store.reads.history.notes import removals_among_others
from crmcli.store.records import KEYS, key_columns

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    Row = dict[str, Any]
    Key = tuple[Any, ...]
    Past = tuple[int, str, str, int | None, int | None, str | None, str | None]

_TABLES = ("contact_point", "tag")


def parts_then(
    connection: sqlite3.Connection, customer_id: int, change: int
) -> dict[str, list[Row]]:
    """Read by table what a customer had right after a change.

    Args:
        connection: the reading door.
        customer_id: the customer; it may be gone, or have gone into another.
        change: the number of the change.
    """
    owners = list(owners_since(connection, customer_id))
    later = sorted(_later(connection, owners, change), reverse=True)
    found: dict[str, list[Row]] = {}
    for table in _TABLES:
        rows = {_key(table, row): row for row in _present(connection, table, owners)}
        for note in later:
            if note[1] == table:
                _go_back(rows, note)
        own = (row for row in rows.values() if row["customer_id"] == customer_id)
        found[table] = sorted(own, key=lambda row: (row.get("position", 0), row.get("id", 0)))
    return found


def _present(connection: sqlite3.Connection, table: str, owners: list[int]) -> Iterator[Row]:
    sql = f"SELECT * FROM {table} WHERE customer_id IN (SELECT value FROM json_each(?))"  # noqa: S608 - our names
    cursor = connection.execute(sql, (json.dumps(owners),))
    names = [each[0] for each in cursor.description]
    return (dict(zip(names, row, strict=True)) for row in cursor)


def _later(connection: sqlite3.Connection, owners: list[int], change: int) -> Iterator[Past]:
    """Yield what came and went since."""
    sql = """
        SELECT id, record, action, first, last, "key", old FROM change
         WHERE customer_id IN (SELECT value FROM json_each(:owners)) AND id > :change
           AND +record IN (SELECT value FROM json_each(:tables))
    """
    values = {"owners": json.dumps(owners), "change": change, "tables": json.dumps(_TABLES)}
    yield from connection.execute(sql, values)
    for owner in owners:
        for note in removals_among_others(connection, owner, change):
            yield (note.id, note.record, note.action, note.first, note.last, note.key, note.old)


def _go_back(rows: dict[Key, Row], note: Past) -> None:
    _, table, action, first, last, key, old = note
    if action == Action.ADDED:
        if key is not None:
            rows.pop(tuple(json.loads(key)), None)
            return
        # By the rows there are: a damaged note may name more numbers than can be walked through.
        for (number,) in [each for each in rows if (first or 0) <= each[0] <= (last or 0)]:
            del rows[(number,)]
    elif old is not None and action == Action.REMOVED:
        content = json.loads(old)
        for values in content["rows"]:
            row = dict(zip(content["columns"], values, strict=True))
            rows[_key(table, row)] = row
    elif old is not None:
        which = tuple(json.loads(key)) if table in KEYS and key else (first,)
        if which in rows:
            rows[which] = {**rows[which], **json.loads(old)}


def _key(table: str, row: Row) -> Key:
    return tuple(row[name] for name in key_columns(table))
