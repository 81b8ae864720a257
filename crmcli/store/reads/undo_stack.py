"""Which commands can be taken back or brought back, and which changed the same since."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from crmcli.domain.history import CommandRecord
from crmcli.domain.id_ranges import IdRanges

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

_COMMAND = "c.id, c.at, c.author, c.name, c.line, c.reason"
_CHANGES = "EXISTS (SELECT 1 FROM change WHERE command_id = c.id)"
_UNDOABLE = f"c.undoes IS NULL AND c.undone_by IS NULL AND {_CHANGES}"


def undoable(connection: sqlite3.Connection, author: str) -> Iterator[CommandRecord]:
    """Yield the commands an author can take back, the last one first."""
    sql = f"SELECT {_COMMAND} FROM command c WHERE c.author = ? AND {_UNDOABLE} ORDER BY c.id DESC"  # noqa: S608 - constants
    return (_command(*row) for row in connection.execute(sql, (author,)))


def redoable(connection: sqlite3.Connection, author: str) -> Iterator[CommandRecord]:
    """Yield the undo commands an author can bring back from, the next one first.

    There are none once the author has written something new.
    """
    sql = f"""
        SELECT {_COMMAND} FROM command c
         WHERE c.author = :author AND c.name = 'undo' AND c.undoes IS NOT NULL
           AND c.undone_by IS NULL
           AND c.id > coalesce((SELECT max(c.id) FROM command c
                                 WHERE c.author = :author AND c.undoes IS NULL AND {_CHANGES}), 0)
         ORDER BY c.id DESC
    """  # noqa: S608 - constants
    return (_command(*row) for row in connection.execute(sql, {"author": author}))


def taken_back_by(connection: sqlite3.Connection, command_id: int) -> CommandRecord:
    """Return the command that an undo or redo took back."""
    sql = f"SELECT {_COMMAND} FROM command u JOIN command c ON c.id = u.undoes WHERE u.id = ?"  # noqa: S608 - constants
    return _command(*connection.execute(sql, (command_id,)).fetchone())


def record_count(connection: sqlite3.Connection, command_id: int) -> int:
    """Count the records that a command added, changed or removed."""
    sql = """
        SELECT coalesce(sum(CASE action WHEN 'added' THEN 1 + coalesce(last - first, 0)
                                        WHEN 'removed' THEN json_array_length(old, '$.rows')
                                        ELSE 1 END), 0)
          FROM change WHERE command_id = ?
    """
    (count,) = connection.execute(sql, (command_id,)).fetchone()
    return int(count)


def changed_since(
    connection: sqlite3.Connection, command_id: int, author: str
) -> CommandRecord | None:
    """Return the first later command by somebody else that changed what a command changed.

    Whatever belongs to a record that the command added counts as that record.
    """
    touched, added, last = _touched(connection, command_id)
    sql = f"""
        SELECT o.record, o.first, o.last, o.key, o.customer_id, {_COMMAND}
          FROM change o JOIN command c ON c.id = o.command_id
         WHERE o.id > ? AND c.author <> ? AND c.undoes IS NULL AND c.undone_by IS NULL
         ORDER BY o.id
    """  # noqa: S608 - constants
    for record, first, last_id, key, customer, *command in connection.execute(sql, (last, author)):
        if first is None:
            same = (record, key) in touched
        else:
            same = record in added and added[record].overlaps(first, last_id)
            same = same or (record == "contact_person" and _within(added, "+contact", first))
        if same or _within(added, "+customer", customer):
            return _command(*command)
    return None


def _touched(
    connection: sqlite3.Connection, command_id: int
) -> tuple[set[tuple[str, str]], dict[str, IdRanges], int]:
    """Gather what a command changed: records by key, ids by table (`+table`: added), last note."""
    keys: set[tuple[str, str]] = set()
    ids: dict[str, IdRanges] = {}
    end = 0
    sql = "SELECT id, record, action, first, last, key FROM change WHERE command_id = ?"
    for note, record, action, first, last, key in connection.execute(sql, (command_id,)):
        end = max(end, note)
        if first is None:
            keys.add((record, key))
            continue
        ids.setdefault(record, IdRanges()).add(first, last)
        if action == "added":
            ids.setdefault(f"+{record}", IdRanges()).add(first, last)
    return keys, ids, end


def _within(ids: dict[str, IdRanges], name: str, key: int | None) -> bool:
    return key is not None and name in ids and key in ids[name]


def _command(
    key: int, at: str, author: str, name: str, line: str, reason: str | None
) -> CommandRecord:
    return CommandRecord(key, datetime.fromisoformat(at), author, name, line or None, reason)
