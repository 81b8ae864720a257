"""Who made a record refer to another, and who removed one, as the history knows it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from crmcli.store.reads.history.command_records import command_record
from crmcli.store.records import KEYS, key_columns, key_text, number_column

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from crmcli.domain.history import CommandRecord


def referring_since(
    connection: sqlite3.Connection, table: str, row: Mapping[str, Any], column: str
) -> CommandRecord | None:
    """Find the command by which a record refers to another; None where the history lacks it.

    Args:
        connection: the reading door.
        table: the record's table.
        row: it.
        column: the column that names the other.
    """
    number = row[number_column(table) or "id"]
    of_key = 'AND "key" = :key' if table in KEYS else ""
    sql = f"""
        SELECT command_id FROM change
         WHERE record = :table AND first <= :number AND last >= :number {of_key}
           AND (action = 'added' OR action = 'changed' AND instr(new, :column))
        UNION
        SELECT command_id FROM change
         WHERE record = 'customer' AND action = 'added' AND first <= :owner AND last >= :owner
         ORDER BY command_id DESC LIMIT 1
    """  # noqa: S608 - our names
    values = {
        "table": table,
        "number": number,
        "key": key_text(table, row) if table in KEYS else None,
        "column": f'"{column}":',
        "owner": row["id"] if table == "customer" else row.get("customer_id"),
    }
    return _record(connection, connection.execute(sql, values).fetchone())


def removed_by(connection: sqlite3.Connection, table: str, key: object) -> CommandRecord | None:
    """Find the command that removed a record last; None where the history lacks it.

    Args:
        connection: the reading door.
        table: the record's table.
        key: its id or name.
    """
    sql = """
        SELECT command_id, old FROM change
         WHERE record = ? AND action = 'removed' AND old IS NOT NULL ORDER BY id DESC
    """
    (name,) = key_columns(table)
    for command_id, old in connection.execute(sql, (table,)):
        content = json.loads(old)
        at = content["columns"].index(name)
        if any(row[at] == key for row in content["rows"]):
            return _record(connection, (command_id,))
    return None


def _record(connection: sqlite3.Connection, found: tuple[int] | None) -> CommandRecord | None:
    return None if found is None else command_record(connection, found[0])
