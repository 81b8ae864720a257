"""One state of a book that stands still while it is looked at, and others go on using the book.

To look at everything in a large book takes minutes. Whoever reads that long keeps all others from
writing, so what is looked at is a private copy. It has no name: SQLite makes its file readable by
nobody else, and it is gone with the connection, however the run ends. Pages are copied some at a
time, and between two times the book is free; a change meanwhile makes the copying begin anew, so
that after a few of them the book is held until it is copied.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, NamedTuple

from crmcli.store.connection import faults_of, open_book
from crmcli.store.copies.backup import unwatched
from crmcli.store.faults import Locked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from crmcli.store.copies.backup import Progress

PAGES_AT_ONCE = 1000
"""How many pages are copied while the book is held, for some hundredths of a second."""

MOST_RESTARTS = 3
"""How often copying begins anew before the book is held for it."""

_INSTRUCTIONS = 100_000
"""How much SQLite does between two looks at whether somebody pressed Ctrl-C."""

_NO_ROOM = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR})


class Standstill(NamedTuple):
    """One state of a book.

    Args:
        connection: reads it.
        journal: the mode of the book's own journal.
        is_copy: whether it is a copy, which may be written; otherwise it is the book, and held.
    """

    connection: sqlite3.Connection
    journal: str
    is_copy: bool


class _OvertakenError(Exception):
    """The book changed again and again while it was copied."""


@contextmanager
def standstill(path: Path, progress: Progress = unwatched) -> Iterator[Standstill]:
    """Open one state of a book of whatever version, to look at it; the book is not written.

    Where there is no room for a copy the book itself is read, and held.

    Args:
        path: the book.
        progress: told how many pages were copied.

    Raises:
        StorageFault: it cannot be read, or stays locked.
    """
    with closing(open_book(path, writing=False)) as book, faults_of(path):
        (journal,) = book.execute("PRAGMA journal_mode").fetchone()
        with closing(sqlite3.connect("", isolation_level=None)) as copy:
            if _is_copied(book, path, copy, progress):
                book.close()
                copy.execute("PRAGMA trusted_schema = OFF")
                copy.execute("PRAGMA cell_size_check = ON")
                copy.set_progress_handler(lambda: 0, _INSTRUCTIONS)
                yield Standstill(copy, journal, is_copy=True)
                return
        book.execute("BEGIN")
        book.set_progress_handler(lambda: 0, _INSTRUCTIONS)
        yield Standstill(book, journal, is_copy=False)


def _is_copied(
    book: sqlite3.Connection, path: Path, copy: sqlite3.Connection, progress: Progress
) -> bool:
    """Copy the book; tell whether there was room."""
    try:
        try:
            _copy(book, path, copy, progress, MOST_RESTARTS)
        except _OvertakenError:
            book.execute("BEGIN")
            # Nothing is locked before something is read.
            book.execute("SELECT count(*) FROM sqlite_master").fetchone()
            _copy(book, path, copy, progress, 0)
    except sqlite3.Error as error:
        # If it was the book that could not be read, reading it says so.
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _NO_ROOM:
            raise
        if book.in_transaction:
            book.execute("ROLLBACK")
        return False
    return True


def _copy(
    book: sqlite3.Connection, path: Path, copy: sqlite3.Connection, progress: Progress, most: int
) -> None:
    restarts, before = 0, -1

    def step(status: int, remaining: int, whole: int) -> None:
        nonlocal restarts, before
        if status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            # It would try again without end.
            raise Locked(path=path)
        done = whole - remaining
        restarts, before = restarts + (done <= before), done
        if restarts > most:
            raise _OvertakenError
        progress(done, whole)

    book.backup(copy, pages=PAGES_AT_ONCE, progress=step)
