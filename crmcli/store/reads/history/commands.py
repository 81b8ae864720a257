"""The commands of the history as they are in the book."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

from crmcli.domain.history import PastCommand
from crmcli.store.reads.history.command_records import columns, record_of
from crmcli.store.reads.history.notes import concerns
from crmcli.store.reads.values import LARGEST_ID, stored_instant

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator

    from crmcli.domain.history import HistoryQuery


def commands(connection: sqlite3.Connection, query: HistoryQuery) -> Iterator[PastCommand]:
    """Yield commands that wrote, the latest first: a clock may have been set back between them."""
    parts, values = _conditions(connection, query)
    limit = "" if query.limit is None else f" LIMIT {min(query.limit, LARGEST_ID)}"
    sql = f"""
        SELECT {columns("c")}, c.undone_by, u.at, {columns("o")}
          FROM command c
               LEFT JOIN command u ON u.id = c.undone_by
               LEFT JOIN command t ON t.id = c.undoes
               LEFT JOIN command o ON o.id = coalesce(t.undoes, t.id)
         WHERE {" AND ".join(parts) or "1"} ORDER BY c.id DESC{limit}
    """  # noqa: S608 - constants
    for row in connection.execute(sql, values):
        yield PastCommand(
            record=record_of(*row[:6]),
            original=None if row[8] is None else record_of(*row[8:]),
            undone_by=row[6],
            undone_at=None if row[7] is None else datetime.fromisoformat(row[7]),
        )


def _conditions(
    connection: sqlite3.Connection, query: HistoryQuery
) -> tuple[list[str], dict[str, object]]:
    wanted: tuple[tuple[str, str, object], ...] = (
        ("c.at >= :since", "since", stored_instant(query.since)),
        ("c.at < :until", "until", stored_instant(query.until)),
        ("c.author = :author", "author", query.author),
        (_NAMED, "command", query.command),
        (_OF_CUSTOMERS, "customers", json.dumps(query.customers) if query.customers else None),
    )
    given = [each for each in wanted if each[2] is not None]
    values = {name: value for _, name, value in given}
    if query.customers:
        values["copies"] = json.dumps(_copies_of(connection, query.customers))
    return [part for part, _, _ in given], values


_NAMED = "(c.name = :command OR substr(c.name, 1, length(:command) + 1) = :command || ' ')"
_OF_CUSTOMERS = """
    c.id IN (SELECT command_id FROM change
              WHERE customer_id IN (SELECT value FROM json_each(:customers))
             UNION SELECT command_id FROM change
                    WHERE customer_id IS NULL AND +record = 'customer'
                      AND EXISTS (SELECT 1 FROM json_each(:customers)
                                   WHERE value BETWEEN first AND last)
             UNION SELECT command_id FROM erasure
                    WHERE customer_id IN (SELECT value FROM json_each(:customers))
             UNION SELECT value FROM json_each(:copies))
"""


def _copies_of(connection: sqlite3.Connection, customers: Collection[int]) -> list[int]:
    """List the commands whose exports hold a customer; a backup holds everybody, always."""
    sql = "SELECT command_id, kind, customers FROM copy WHERE kind = 'export'"
    names = ("command_id", "kind", "customers")
    rows = (dict(zip(names, row, strict=True)) for row in connection.execute(sql))
    return [row["command_id"] for row in rows if concerns(row, customers)]
