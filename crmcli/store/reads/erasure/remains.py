"""What is left of customers that are to be gone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from crmcli.store.records import PARTS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator, Mapping


def _remains() -> str:
    erased = "IN (SELECT customer_id FROM erasure)"
    owners = {"customer": "id", "search_key": "customer_id", "customer_text_docsize": "id"}
    owners |= {table: "customer_id" for table, wholes in PARTS.items() if "customer_id" in wholes}
    found = [
        f"SELECT {column} AS customer_id, '{table}' AS held_by FROM {table} WHERE {column} {erased}"  # noqa: S608 - our names
        for table, column in owners.items()
    ]
    found.append(
        f"SELECT customer_id, 'change' FROM change WHERE customer_id {erased}"  # noqa: S608 - constants
        " AND (old IS NOT NULL OR new IS NOT NULL)"
    )
    return " UNION ".join(found)


REMAINS = _remains()
"""Asks for the erased customers that something is left of, and in which table."""


def remains(connection: sqlite3.Connection) -> list[tuple[int, str]]:
    """List the erased customers that something is left of, by number, and in which table."""
    return connection.execute(f"{REMAINS} ORDER BY 1, 2").fetchall()


def tables_holding(
    connection: sqlite3.Connection, parts: Mapping[str, Collection[int]]
) -> Iterator[str]:
    """Yield the tables that hold a part of some records; these are given as ids by table.

    No index is asked: one that lacks a row would answer that the row is not there.
    """
    for table, wholes in PARTS.items():
        for column, whole in wholes.items():
            sql = (
                f"SELECT 1 FROM {table} NOT INDEXED"  # noqa: S608 - our names
                f' WHERE +"{column}" IN (SELECT value FROM json_each(?)) LIMIT 1'
            )
            ids = parts.get(whole)
            if ids and connection.execute(sql, (json.dumps(sorted(ids)),)).fetchone():
                yield table
                break
