"""How far a command reached: which ranges of records came or went, whose records it changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.history import Action
from crmcli.domain.id_ranges import IdRanges
from crmcli.domain.noted import Noted
from crmcli.store.reads.history import IS_RANGE

if TYPE_CHECKING:
    import sqlite3


def ranges_of(connection: sqlite3.Connection, command_id: int) -> tuple[list[Noted], IdRanges]:
    """Count the records of many customers that came or went together.

    Args:
        connection: the reading door.
        command_id: the command.

    Returns:
        For each table what happened to how many of its records, and the customers among them.
    """
    sql = f"""
        SELECT record, action, first, last, json_array_length(old, '$.rows') FROM change
         WHERE command_id = ? AND {IS_RANGE} ORDER BY id
    """  # noqa: S608 - constants
    counts: dict[tuple[str, str], int] = {}
    lowest: dict[tuple[str, str], int] = {}
    whole = IdRanges()
    for record, action, first, last, rows in connection.execute(sql, (command_id,)):
        kind = (record, action)
        counts[kind] = counts.get(kind, 0) + (last - first + 1 if rows is None else rows)
        lowest[kind] = min(first, lowest.get(kind, first))
        if record == "customer":
            whole.add(first, last)
    found = [
        Noted(None, record, Action(action), lowest[record, action], None, count)
        for (record, action), count in counts.items()
    ]
    return found, whole


def customers_of(
    connection: sqlite3.Connection, command_id: int, most: int, but: IdRanges
) -> tuple[list[int], int]:
    """Find whose records a command changed.

    Args:
        connection: the reading door.
        command_id: the command.
        most: how many to find at the most.
        but: customers that are left out.

    Returns:
        The ids of the first ones, in order, and how many there are.
    """
    sql = """
        SELECT customer_id, min(id) FROM change WHERE command_id = ? AND customer_id IS NOT NULL
         GROUP BY customer_id
    """
    # Only the numbers of those that are told are kept in memory.
    first: list[tuple[int, int]] = []
    count = 0
    for customer_id, at in connection.execute(sql, (command_id,)):
        if customer_id in but:
            continue
        count += 1
        if len(first) < most or at < first[-1][0]:
            first = sorted([*first, (at, customer_id)])[:most]
    return [customer_id for _, customer_id in first], count
