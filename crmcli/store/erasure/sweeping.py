"""Sweeping a book after an erasure: what was deleted is nowhere in its file any more.

Deleted pieces of text stay in a full-text table until its parts are merged into one, and what lay
in a page stays until the page is written anew: so the tables are merged and the file is rewritten.
That needs room for the book once more, beside it and in the folder for temporary files; the latter
is a file without a name that nobody else can read.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from crmcli.interrupts import ignore_interrupts
from crmcli.store.checks.actors import refuse_actors
from crmcli.store.connection import faults_of, open_book
from crmcli.store.copies.backup import unwatched
from crmcli.store.faults import Locked
from crmcli.store.views import SEARCH_TABLES
from crmcli.store.waiting import take_lock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from crmcli.store.copies.backup import Progress

_INSTRUCTIONS = 100_000
"""How much SQLite does between two looks at whether somebody pressed Ctrl-C."""


def sweep(path: Path, progress: Progress = unwatched) -> None:
    """Merge the full-text tables, rewrite the file, and say so on the stones of the erased.

    It can be repeated: a stone says so only when everything was done.

    Args:
        path: the book.
        progress: told how many steps of how many are done.

    Raises:
        Locked: somebody else does not let go of the book.
        StorageFault: it cannot be rewritten, for instance since there is no room.
    """
    tables = [statement.split()[3] for statement in SEARCH_TABLES]
    whole = len(tables) + 1
    with closing(open_book(path, writing=True)) as connection, faults_of(path):
        refuse_actors(connection, path)
        # Whoever is erased meanwhile is not swept by this.
        stones = connection.execute("SELECT id FROM erasure WHERE NOT swept").fetchall()
        with _stoppable(connection):
            for done, table in enumerate(tables):
                progress(done, whole)
                take_lock(connection)
                connection.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")  # noqa: S608 - our names
                connection.execute("COMMIT")
            progress(len(tables), whole)
            connection.execute("VACUUM")
        _empty_log(connection, path)
        take_lock(connection)
        connection.executemany("UPDATE erasure SET swept = 1 WHERE id = ?", stones)
        ignore_interrupts()
        connection.execute("COMMIT")
        progress(whole, whole)


def _empty_log(connection: sqlite3.Connection, path: Path) -> None:
    (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    if mode == "wal":
        # A book that another program has put into WAL mode has its old pages there.
        (busy, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise Locked(path=path)


@contextmanager
def _stoppable(connection: sqlite3.Connection) -> Iterator[None]:
    """Let Ctrl-C end a statement that takes long; SQLite then rolls it back."""
    connection.set_progress_handler(lambda: 0, _INSTRUCTIONS)
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
            raise
        raise KeyboardInterrupt from None
    finally:
        connection.set_progress_handler(None, 0)
