"""The notes of the history as they are in the book: what each command changed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli.domain.id_ranges import IdRanges
from crmcli.store.reads.history.repairs import repairs

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator, Mapping

# A range of records of many customers; their values are not read, for they may be many. Nor are
# those of numbers that were never given, which a damaged book may name any number of.
_IS_RANGE = """
    first < last AND action <> 'changed'
    AND (customer_id IS NULL AND record <> 'policy_change'
         OR action = 'added' AND last > coalesce(
            (SELECT max(seq) FROM sqlite_sequence WHERE name = record), 0))
"""
_NOTE = f"""
    id, command_id, record, action, first, last, "key", customer_id,
    CASE WHEN NOT ({_IS_RANGE}) OR first IS NULL THEN old END, new,
    CASE WHEN NOT ({_IS_RANGE}) OR first IS NULL THEN 0
         WHEN action = 'removed' THEN json_array_length(old, '$.rows')
         ELSE last - first + 1 END
"""
# The changes of a command have ids that follow one another, for it held the book's lock.
_WITHIN = """
    id BETWEEN (SELECT min(id) FROM change WHERE command_id = :command)
           AND (SELECT max(id) FROM change WHERE command_id = :command)
    AND command_id = :command
"""


class Note(NamedTuple):
    """One row of the table `change`; names as there.

    Attributes:
        range: of how many records it is a range whose values are not read; 0 for other notes.
    """

    id: int
    command_id: int
    record: str
    action: str
    first: int | None
    last: int | None
    key: str | None
    customer_id: int | None
    old: str | None
    new: str | None
    range: int


def notes(connection: sqlite3.Connection, command_id: int, most: int = -1) -> Iterator[Note]:
    """Yield what a command changed, in order.

    Args:
        connection: the reading door.
        command_id: the command.
        most: how many to yield at the most; all if negative.
    """
    sql = f"SELECT {_NOTE} FROM change WHERE command_id = ? ORDER BY id LIMIT ?"  # noqa: S608 - constants
    return (Note(*row) for row in connection.execute(sql, (command_id, most)))


def notes_of(
    connection: sqlite3.Connection, command_id: int, customers: Collection[int]
) -> list[Note]:
    """List what a command changed of some customers, in order; ranges as far as they hold them."""
    found: list[Note] = []
    for customer_id in customers:
        found += _notes_of(connection, command_id, customer_id)
    return sorted(found)


def customers_of(
    connection: sqlite3.Connection, command_id: int, most: int
) -> tuple[list[int], int]:
    """Find whose records a command changed.

    Args:
        connection: the reading door.
        command_id: the command.
        most: how many to find at the most.

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
        count += 1
        if len(first) < most or at < first[-1][0]:
            first = sorted([*first, (at, customer_id)])[:most]
    return [customer_id for _, customer_id in first], count


def count_added(connection: sqlite3.Connection, command_id: int, record: str) -> int:
    """Count the rows of a table that a command added."""
    sql = """
        SELECT sum(last - first + 1) FROM change
         WHERE command_id = ? AND +record = ? AND action = 'added'
    """
    (count,) = connection.execute(sql, (command_id, record)).fetchone()
    return int(count or 0)


def told_of_itself(
    connection: sqlite3.Connection, command_ids: Collection[int], customers: Collection[int] = ()
) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """Yield copies, erasures and repairs of some commands: the command, the record, its values.

    Args:
        connection: the reading door.
        command_ids: the commands.
        customers: only those that concern one of these, if there are any.
    """
    for table in ("copy", "erasure"):
        within = "command_id IN (SELECT value FROM json_each(?))"
        sql = f"SELECT * FROM {table} WHERE {within} ORDER BY id"  # noqa: S608 - our names
        cursor = connection.execute(sql, (json.dumps(list(command_ids)),))
        names = [each[0] for each in cursor.description]
        for values in cursor:
            row = dict(zip(names, values, strict=True))
            if not customers or concerns(row, customers):
                yield row["command_id"], table, row
    if not customers:
        yield from repairs(connection, command_ids)


def concerns(row: Mapping[str, Any], customers: Collection[int]) -> bool:
    """Tell whether a row of an erasure or a copy is about one of some customers."""
    if "customer_id" in row:
        return row["customer_id"] in customers
    if row["kind"] != "export":
        return False
    held = None if row["customers"] is None else IdRanges.read(row["customers"])
    return held is None or any(each in held for each in customers)


def removals_among_others(
    connection: sqlite3.Connection, customer_id: int, after: int
) -> Iterator[Note]:
    """Yield what went with a customer each time it was removed among others after a change."""
    sql = f"""
        SELECT {_NOTE} FROM change WHERE customer_id IS NULL AND +record = 'customer'
           AND action = 'removed' AND first <= :customer AND last >= :customer AND id > :after
    """  # noqa: S608 - constants
    values = {"customer": customer_id, "after": after}
    for row in connection.execute(sql, values).fetchall():
        yield from _removed(connection, Note(*row), customer_id)


def _removed(connection: sqlite3.Connection, whole: Note, customer_id: int) -> Iterator[Note]:
    """Yield what went with a customer that was removed among others.

    Its parts are noted before it, and after whatever customers went before.
    """
    sql = f"""
        SELECT id, old FROM change
         WHERE customer_id IS NULL AND {_WITHIN} AND action = 'removed' AND id <= :last
           AND id > coalesce((SELECT max(id) FROM change WHERE customer_id IS NULL AND {_WITHIN}
                                 AND +record = 'customer' AND id < :last), 0)
         ORDER BY id
    """  # noqa: S608 - constants
    values = {"command": whole.command_id, "last": whole.id}
    for key, old in connection.execute(sql, values).fetchall():
        content = json.loads(old or '{"columns":[],"rows":[]}')
        column = "id" if key == whole.id else "customer_id"
        if column not in content["columns"]:
            continue
        at = content["columns"].index(column)
        kept = [row for row in content["rows"] if row[at] == customer_id]
        if kept:
            sql = f"SELECT {_NOTE} FROM change WHERE id = ?"  # noqa: S608 - constants
            note = Note(*connection.execute(sql, (key,)).fetchone())
            yield _narrowed(note, customer_id)._replace(
                old=json.dumps({"columns": content["columns"], "rows": kept})
            )


def _notes_of(connection: sqlite3.Connection, command_id: int, customer_id: int) -> Iterator[Note]:
    values = {"command": command_id, "customer": customer_id}
    sql = f"SELECT {_NOTE} FROM change WHERE customer_id = :customer AND {_WITHIN}"  # noqa: S608 - constants
    for row in connection.execute(sql, values).fetchall():
        yield Note(*row)
    sql = f"""
        SELECT {_NOTE} FROM change WHERE customer_id IS NULL AND {_WITHIN}
           AND +record = 'customer' AND first <= :customer AND last >= :customer
    """  # noqa: S608 - constants
    for row in connection.execute(sql, values).fetchall():
        note = Note(*row)
        if note.action == "added":
            yield _narrowed(note, customer_id)
        else:
            yield from _removed(connection, note, customer_id)


def _narrowed(note: Note, customer_id: int) -> Note:
    return note._replace(first=customer_id, last=customer_id, customer_id=customer_id, range=0)
