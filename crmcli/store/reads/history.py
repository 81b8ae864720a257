"""The history as it is in the book: the commands, and the notes of what each of them changed."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli.domain.history import CommandRecord, PastCommand
from crmcli.domain.id_ranges import IdRanges
from crmcli.store.reads.repairs import repairs
from crmcli.store.reads.values import LARGEST_ID

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator

    from crmcli.domain.history import HistoryQuery

# A range of records of many customers; their values are not read, for they may be many.
_IS_RANGE = (
    "customer_id IS NULL AND first < last AND record <> 'policy_change' AND action <> 'changed'"
)
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


def commands(connection: sqlite3.Connection, query: HistoryQuery) -> Iterator[PastCommand]:
    """Yield commands that wrote, the latest first."""
    parts, values = _conditions(connection, query)
    limit = "" if query.limit is None else f" LIMIT {min(query.limit, LARGEST_ID)}"
    sql = f"""
        SELECT c.id, c.at, c.author, c.name, c.line, c.reason, c.undone_by, u.at,
               o.id, o.at, o.author, o.name, o.line, o.reason
          FROM command c
               LEFT JOIN command u ON u.id = c.undone_by
               LEFT JOIN command t ON t.id = c.undoes
               LEFT JOIN command o ON o.id = coalesce(t.undoes, t.id)
         WHERE {" AND ".join(parts) or "1"} ORDER BY c.at DESC, c.id DESC{limit}
    """  # noqa: S608 - constants
    for row in connection.execute(sql, values):
        yield PastCommand(
            record=_command(*row[:6]),
            original=None if row[8] is None else _command(*row[8:]),
            undone_by=row[6],
            undone_at=None if row[7] is None else datetime.fromisoformat(row[7]),
        )


def is_known(connection: sqlite3.Connection, customer_id: int) -> bool:
    """Tell whether there ever was a customer of this number."""
    sql = "SELECT seq FROM sqlite_sequence WHERE name = 'customer'"
    (last,) = connection.execute(sql).fetchone() or (0,)
    return 0 < customer_id <= last


def authors(connection: sqlite3.Connection, beginning: str, most: int) -> list[str]:
    """List who wrote lately, for completion.

    Args:
        connection: the reading door.
        beginning: what was typed so far.
        most: how many of the latest commands to look at.
    """
    sql = """
        SELECT DISTINCT author FROM (SELECT author FROM command ORDER BY id DESC LIMIT :most)
         WHERE substr(author, 1, length(:beginning)) = :beginning ORDER BY author
    """
    rows = connection.execute(sql, {"most": most, "beginning": beginning})
    return [author for (author,) in rows]


def notes(connection: sqlite3.Connection, command_id: int, most: int = -1) -> Iterator[Note]:
    """Yield what a command changed, in order.

    Args:
        connection: the reading door.
        command_id: the command.
        most: how many to yield at the most; all if negative.
    """
    sql = f"SELECT {_NOTE} FROM change WHERE command_id = ? ORDER BY id LIMIT ?"  # noqa: S608 - constants
    return (Note(*row) for row in connection.execute(sql, (command_id, most)))


def notes_of(connection: sqlite3.Connection, command_id: int, customer_id: int) -> list[Note]:
    """List what a command changed of one customer, in order; ranges as far as they hold it."""
    values = {"command": command_id, "customer": customer_id}
    sql = f"SELECT {_NOTE} FROM change WHERE customer_id = :customer AND {_WITHIN}"  # noqa: S608 - constants
    found = [Note(*row) for row in connection.execute(sql, values)]
    sql = f"""
        SELECT {_NOTE} FROM change WHERE customer_id IS NULL AND {_WITHIN}
           AND +record = 'customer' AND first <= :customer AND last >= :customer
    """  # noqa: S608 - constants
    for row in connection.execute(sql, values).fetchall():
        note = Note(*row)
        if note.action == "added":
            found.append(_narrowed(note, customer_id))
        else:
            found.extend(_removed(connection, note, customer_id))
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


def told_of_itself(
    connection: sqlite3.Connection, command_ids: Collection[int], customer_id: int | None = None
) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """Yield copies, erasures and repairs of some commands: the command, the record, its values.

    Args:
        connection: the reading door.
        command_ids: the commands.
        customer_id: only those that concern this customer.
    """
    for table in ("copy", "erasure"):
        within = "command_id IN (SELECT value FROM json_each(?))"
        sql = f"SELECT * FROM {table} WHERE {within} ORDER BY id"  # noqa: S608 - our names
        cursor = connection.execute(sql, (json.dumps(list(command_ids)),))
        names = [each[0] for each in cursor.description]
        for values in cursor:
            row = dict(zip(names, values, strict=True))
            if customer_id is None or _concerns(row, customer_id):
                yield row["command_id"], table, row
    if customer_id is None:
        yield from repairs(connection, command_ids)


def _conditions(
    connection: sqlite3.Connection, query: HistoryQuery
) -> tuple[list[str], dict[str, object]]:
    wanted: tuple[tuple[str, str, object], ...] = (
        ("c.at >= :since", "since", _text(query.since)),
        ("c.at < :until", "until", _text(query.until)),
        ("c.author = :author", "author", query.author),
        (_NAMED, "command", query.command),
        (_OF_CUSTOMER, "customer", query.customer_id),
    )
    given = [each for each in wanted if each[2] is not None]
    values = {name: value for _, name, value in given}
    if query.customer_id is not None:
        values["copies"] = json.dumps(_copies_of(connection, query.customer_id))
    return [part for part, _, _ in given], values


_NAMED = "(c.name = :command OR substr(c.name, 1, length(:command) + 1) = :command || ' ')"
_OF_CUSTOMER = """
    c.id IN (SELECT command_id FROM change WHERE customer_id = :customer
             UNION SELECT command_id FROM change
                    WHERE customer_id IS NULL AND +record = 'customer'
                      AND first <= :customer AND last >= :customer
             UNION SELECT command_id FROM erasure WHERE customer_id = :customer
             UNION SELECT value FROM json_each(:copies))
"""


def _copies_of(connection: sqlite3.Connection, customer_id: int) -> list[int]:
    """List the commands whose exports hold a customer; a backup holds everybody, always."""
    sql = "SELECT command_id, kind, customers FROM copy WHERE kind = 'export'"
    names = ("command_id", "kind", "customers")
    rows = (dict(zip(names, row, strict=True)) for row in connection.execute(sql))
    return [row["command_id"] for row in rows if _concerns(row, customer_id)]


def _concerns(row: dict[str, Any], customer_id: int) -> bool:
    if "customer_id" in row:
        return bool(row["customer_id"] == customer_id)
    if row["kind"] != "export":
        return False
    return row["customers"] is None or customer_id in IdRanges.read(row["customers"])


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


def _narrowed(note: Note, customer_id: int) -> Note:
    return note._replace(first=customer_id, last=customer_id, customer_id=customer_id, range=0)


def _command(
    key: int, at: str, author: str, name: str, line: str, reason: str | None
) -> CommandRecord:
    return CommandRecord(key, datetime.fromisoformat(at), author, name, line or None, reason)


def _text(instant: datetime | None) -> str | None:
    return None if instant is None else instant.strftime("%Y-%m-%dT%H:%M:%SZ")
