"""One connection to a book: its safe settings, and SQLite's errors turned into ours."""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from crmcli.errors import N_
from crmcli.store.faults import NO_TEXT, Damaged, UnreadableValueError, fault, unreadable
from crmcli.store.journal import check_journal
from crmcli.store.place import NewerBook, NotABook, status_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.errors import StorageFault

APPLICATION_ID = 0x43524D31
"""What marks an SQLite file as a book ("CRM1")."""

SCHEMA_VERSION = 8
"""The version of the schema this program reads and writes."""

BUSY_SECONDS = 30.0
"""How long a command waits for another one's lock; 5 s is too short under load."""

_SETTINGS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA mmap_size = 0",
)

_UNEXPECTED = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What this program raises over a value that no book can hold."""

_PROGRAM_ERRORS = (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError)
"""Faults of this program, such as a broken constraint; they must not pass for a broken disk."""


_SAYING_LITTLE = frozenset({sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT_VTAB})
"""What SQLite says of much, such as of a full-text table that it cannot read."""


@contextmanager
def faults_of(path: Path) -> Iterator[None]:
    """Turn the errors of sqlite3 and SQLAlchemy into ours at the store's border."""
    try:
        yield
    except _PROGRAM_ERRORS as error:
        named = _of_a_stranger(path, error) or _verdict(path)
        if named is None:
            raise
        raise named from error
    except sqlite3.Error as error:
        raise _named(path, error) from error
    except Exception as error:
        # SQLAlchemy is not imported for this: reads never load it, and its errors carry `orig`.
        original = getattr(error, "orig", None)
        strange = _of_a_stranger(path, original)
        if strange is not None:
            raise strange from error
        if isinstance(original, sqlite3.Error) and not isinstance(original, _PROGRAM_ERRORS):
            raise _named(path, original) from error
        if isinstance(error, UnreadableValueError):
            raise unreadable(path, str(error)) from error
        # Either the program is at fault, or the file holds what its own rules forbid.
        is_unexpected = original is not None or isinstance(error, _UNEXPECTED)
        verdict = _verdict(path) if is_unexpected else None
        if verdict is not None:
            raise verdict from error
        raise


def _named(path: Path, error: sqlite3.Error) -> StorageFault:
    """Name an SQLite error, and where that says too little, what is wrong with the content."""
    found = fault(path, error)
    code = getattr(error, "sqlite_errorcode", 0)
    of_content = found.details["reason"] == NO_TEXT if isinstance(found, Damaged) else False
    if of_content or code in _SAYING_LITTLE:
        return _verdict(path) or found
    return found


def _of_a_stranger(path: Path, error: object) -> StorageFault | None:
    """Name what is not ours and broke a constraint; None if it was not that."""
    if not isinstance(error, sqlite3.IntegrityError):
        return None
    from crmcli.store.checks.strangers import forbidden  # noqa: PLC0415 - loads the models

    return forbidden(path)


def _verdict(path: Path) -> Damaged | None:
    """Say what is wrong with the content of a file; None if nothing is, or nothing can be said."""
    from crmcli.store.checks.verdict import verdict  # noqa: PLC0415 - loads the models

    return verdict(path)


def open_book(path: Path, *, writing: bool, spill: bool = True) -> sqlite3.Connection:
    """Open a book with safe settings and check that it is one of ours and not newer.

    The caller has inspected the place. A reader opens the file read-write with `query_only`, since
    after a crash a read-only connection could not roll a hot journal back; only where the place
    cannot be written does it fall back to read-only.

    Args:
        path: the book's file.
        writing: whether the connection may change the book.
        spill: whether a large transaction may write pages early, which locks readers out.

    Raises:
        StrangeJournal: the journal beside it is another file's; SQLite would roll it back.
        StorageFault: the file cannot be opened, is not a book, is newer or is locked.
    """
    check_journal(path)
    with faults_of(path):
        try:
            return _opened(path, "rw", writing=writing, spill=spill)
        except sqlite3.OperationalError as error:
            # A hot journal or a lock file cannot be made in a folder that cannot be written.
            if writing or error.sqlite_errorcode & 0xFF not in {
                sqlite3.SQLITE_CANTOPEN,
                sqlite3.SQLITE_READONLY,
            }:
                raise
            return _opened(path, "ro", writing=False, spill=spill)


def _opened(path: Path, mode: str, *, writing: bool, spill: bool) -> sqlite3.Connection:
    connection = connect(path, mode)
    try:
        _prepare(connection, path, writing=writing, spill=spill)
    except BaseException:
        connection.close()
        raise
    return connection


def connect(path: Path, mode: str, *, waiting: float | None = None) -> sqlite3.Connection:
    """Open a file with SQLite alone, without a look at what it is.

    Args:
        path: the file.
        mode: `ro`, `rw` or `rwc`, as in SQLite's file names.
        waiting: for how many seconds a lock is waited for; as long as commands do if None.
    """
    # The authority is given and empty: a path with two slashes at its front would be read as one.
    return sqlite3.connect(
        f"file://{quote(os.fsencode(path.absolute()))}?mode={mode}",
        uri=True,
        timeout=BUSY_SECONDS if waiting is None else waiting,
        isolation_level=None,
        check_same_thread=False,
    )


def _prepare(connection: sqlite3.Connection, path: Path, *, writing: bool, spill: bool) -> None:
    for setting in _SETTINGS:
        connection.execute(setting)
    if sys.version_info >= (3, 12):
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE)
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_TRIGGER, False)  # noqa: FBT003 - its own
    check_header(connection, path)
    if not writing:
        connection.execute("PRAGMA query_only = ON")
        return
    durable(connection)
    if not spill:
        connection.execute("PRAGMA cache_spill = OFF")


def check_header(connection: sqlite3.Connection, path: Path) -> None:
    """Check by its header that a file is one of ours, not newer, and there to its end.

    Raises:
        NotABook, NewerBook: it is none of ours, or too new.
        Damaged: its version makes no sense, or its end is missing.
    """
    (found,) = connection.execute("PRAGMA application_id").fetchone()
    if found != APPLICATION_ID:
        raise NotABook(path=path, reason=N_("it belongs to another program"))
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version < 0 or (version == 0 and _has_tables(connection)):
        raise Damaged(path=path, reason=N_("the version of its schema makes no sense"))
    if _is_cut_short(connection, path):
        raise Damaged(path=path, reason=N_("its last page was cut short"))
    if version > SCHEMA_VERSION:
        raise NewerBook(path=path, found=version, known=SCHEMA_VERSION)


def _has_tables(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is not None


def _is_cut_short(connection: sqlite3.Connection, path: Path) -> bool:
    """Tell whether the end of the last page is missing; SQLite would read zeros there."""
    try:
        return _lacks_its_end(connection, path)
    except sqlite3.DatabaseError as error:
        # The missing part may be of the schema, without which SQLite counts no pages.
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        if error.sqlite_errorcode == sqlite3.SQLITE_CORRUPT and path.stat().st_size % size:
            return True
        raise


def _lacks_its_end(connection: sqlite3.Connection, path: Path) -> bool:
    if not _is_shorter(connection, path):
        return False
    (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    if mode == "wal":
        # What is missing in the file may be in its log, which SQLite reads first.
        log = status_of(Path(f"{os.path.realpath(path)}-wal"))
        return log is None or not log.st_size
    if connection.in_transaction:
        return True
    # Somebody may have made the file shorter between the two looks; nobody does while it is read.
    connection.execute("BEGIN")
    try:
        return _is_shorter(connection, path)
    finally:
        connection.execute("ROLLBACK")


def _is_shorter(connection: sqlite3.Connection, path: Path) -> bool:
    pages, size = (
        connection.execute(f"PRAGMA {each}").fetchone()[0] for each in ("page_count", "page_size")
    )
    return path.stat().st_size < int(pages) * int(size)


def durable(connection: sqlite3.Connection) -> None:
    """Make every commit survive a power cut: rollback journal, synchronous EXTRA.

    A file that is already in WAL mode is left so: flipping it under another program's feet is
    the one thing worse.
    """
    (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    if mode != "wal":
        connection.execute("PRAGMA journal_mode = TRUNCATE")
    connection.execute("PRAGMA synchronous = EXTRA")
