"""Which commands can be taken back or brought back, and which changed the same since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.history import REPAIR
from crmcli.store.reads.history.command_records import columns, record_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from crmcli.domain.history import CommandRecord

_RESTORE = "restore"
"""The name of the command that puts a backup in the book's place."""

_COMMAND = columns("c")
_CHANGES = "EXISTS (SELECT 1 FROM change WHERE command_id = c.id)"
_UNDOABLE = f"c.undoes IS NULL AND c.undone_by IS NULL AND c.name <> '{REPAIR}' AND {_CHANGES}"


def undoable(connection: sqlite3.Connection, author: str) -> Iterator[CommandRecord]:
    """Yield the commands an author can take back, the last one first."""
    sql = f"SELECT {_COMMAND} FROM command c WHERE c.author = ? AND {_UNDOABLE} ORDER BY c.id DESC"  # noqa: S608 - constants
    return (record_of(*row) for row in connection.execute(sql, (author,)))


def redoable(connection: sqlite3.Connection, author: str) -> Iterator[CommandRecord]:
    """Yield the undo commands an author can bring back from, the next one first.

    There are none once the author has written something new.
    """
    sql = f"""
        SELECT {_COMMAND} FROM command c
         WHERE c.author = :author AND c.name = 'undo' AND c.undoes IS NOT NULL
           AND c.undone_by IS NULL AND {_CHANGES}
           AND +c.id > coalesce((SELECT max(c.id) FROM command c
                                 WHERE c.author = :author AND c.undoes IS NULL AND {_CHANGES}), 0)
         ORDER BY +c.id DESC
    """  # noqa: S608 - constants
    return (record_of(*row) for row in connection.execute(sql, {"author": author}))


def taken_back_by(connection: sqlite3.Connection, command_id: int) -> CommandRecord:
    """Return the command that an undo or redo took back."""
    sql = f"SELECT {_COMMAND} FROM command u JOIN command c ON c.id = u.undoes WHERE u.id = ?"  # noqa: S608 - constants
    return record_of(*connection.execute(sql, (command_id,)).fetchone())


def last_for_good(connection: sqlite3.Connection, author: str) -> CommandRecord | None:
    """Return the author's last command that changed anything, if nothing takes it back.

    That is a restore, which changed the whole book, a repair, or an erasure.
    """
    erased = "EXISTS (SELECT 1 FROM erasure WHERE command_id = c.id)"
    sql = f"""
        SELECT c.name IN ('{_RESTORE}', '{REPAIR}') OR {erased}, {_COMMAND} FROM command c
         WHERE c.author = ? AND (c.name = '{_RESTORE}' OR {erased} OR {_CHANGES})
         ORDER BY c.id DESC LIMIT 1
    """  # noqa: S608 - constants
    row = connection.execute(sql, (author,)).fetchone()
    return record_of(*row[1:]) if row is not None and row[0] else None


def last_done_by(connection: sqlite3.Connection, command: CommandRecord) -> CommandRecord:
    """Return the redo that brought a command back last; the command where there was none.

    What it changed is what stands: policies may be others than when the command was first run.
    """
    sql = f"""
        SELECT {_COMMAND} FROM command u JOIN command c ON c.undoes = u.id AND c.id > u.id
         WHERE u.undoes = :id AND u.id > :id ORDER BY c.id DESC LIMIT 1
    """  # noqa: S608 - constants
    row = connection.execute(sql, {"id": command.id}).fetchone()
    return command if row is None else record_of(*row)


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


def added_customers(connection: sqlite3.Connection, command_id: int) -> int:
    """Count the customers that a command added."""
    sql = """
        SELECT coalesce(sum(1 + last - first), 0) FROM change
         WHERE command_id = ? AND record = 'customer' AND action = 'added'
    """
    (count,) = connection.execute(sql, (command_id,)).fetchone()
    return int(count)
