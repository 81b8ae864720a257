"""One connection to a book: its safe settings, and SQLite's errors turned into ours."""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from crmcli.errors import N_, StorageFault
from crmcli.store.journal import check_journal
from crmcli.store.place import SMALLEST, NewerBook, NotABook, status_of

if TYPE_CHECKING:
    from collections.abc import Iterator

APPLICATION_ID = 0x43524D31
"""What marks an SQLite file as a book ("CRM1")."""

SCHEMA_VERSION = 2
"""The version of the schema this program reads and writes."""

BUSY_SECONDS = 30.0
"""How long a command waits for another one's lock; 5 s is too short under load."""


class Locked(StorageFault):
    """Another program held the book's lock for too long."""

    code = "locked"
    sentence = N_("{path} is in use by another program that does not let go.")
    hint = N_("Try again; close other programs that have the file open.")


class DiskFull(StorageFault):
    """There is no room left for the change; nothing was changed."""

    code = "disk_full"
    sentence = N_("There is no room left to write {path}; nothing was changed.")
    hint = N_("Free some space and run the same command again.")


class DiskFailed(StorageFault):
    """The disk did not confirm what was written; after the last step of a commit, it may be."""

    code = "disk_failed"
    sentence = N_("The disk did not confirm what was written to {path}: {reason}")
    hint = N_("See whether the change is there, and copy the book to another disk soon.")


class NotWritable(StorageFault):
    """The file, its folder or its journal cannot be written."""

    code = "not_writable"
    sentence = N_("{path} cannot be written: {reason}")
    hint = N_("Nothing was changed.")


class NotReadable(StorageFault):
    """The file may not be opened."""

    code = "not_readable"
    sentence = N_("{path} cannot be opened: {reason}")


class Damaged(StorageFault):
    """The file is a book but its content is damaged."""

    code = "damaged"
    sentence = N_("{path} is damaged: {reason}")
    hint = N_("Copy the file away before anything else, then restore your latest backup.")


_SETTINGS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA mmap_size = 0",
)

_FAULTS: dict[int, type[StorageFault]] = {
    sqlite3.SQLITE_BUSY: Locked,
    sqlite3.SQLITE_LOCKED: Locked,
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_READONLY: NotWritable,
    sqlite3.SQLITE_CANTOPEN: NotReadable,
    sqlite3.SQLITE_PERM: NotReadable,
    sqlite3.SQLITE_NOTADB: NotABook,
    sqlite3.SQLITE_CORRUPT: Damaged,
    sqlite3.SQLITE_IOERR: DiskFull,
}


_OF_THE_PLACE = frozenset(
    {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR}
)
"""What SQLite says alike of a file that may not be used and of several other things."""

_UNDECODED = "Could not decode to UTF-8"
_NO_TEXT = N_("it holds a text that is none.")

_UNEXPECTED = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What this program raises over a value that no book can hold."""

_UNCONFIRMED = frozenset(
    {
        sqlite3.SQLITE_IOERR_FSYNC,
        sqlite3.SQLITE_IOERR_DIR_FSYNC,
        sqlite3.SQLITE_IOERR_TRUNCATE,
        sqlite3.SQLITE_IOERR_DELETE,
    }
)

_PROGRAM_ERRORS = (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError)
"""Faults of this program, such as a broken constraint; they must not pass for a broken disk."""


@contextmanager
def faults_of(path: Path) -> Iterator[None]:
    """Turn the errors of sqlite3 and SQLAlchemy into ours at the store's border."""
    try:
        yield
    except _PROGRAM_ERRORS:
        raise
    except sqlite3.Error as error:
        raise fault(path, error) from error
    except Exception as error:
        # SQLAlchemy is not imported for this: reads never load it, and its errors carry `orig`.
        original = getattr(error, "orig", None)
        if isinstance(original, sqlite3.Error) and not isinstance(original, _PROGRAM_ERRORS):
            raise fault(path, original) from error
        # Either the program is at fault, or the file holds what its own rules forbid.
        verdict = _verdict(path) if isinstance(error, _UNEXPECTED) else None
        if verdict is not None:
            raise Damaged(path=path, reason=verdict) from error
        raise


def fault(path: Path, error: sqlite3.Error) -> StorageFault:
    """Name an SQLite error for what it is."""
    code = getattr(error, "sqlite_errorcode", 0)
    if code & 0xFF in _OF_THE_PLACE:
        barred = _barred(path)
        if barred is not None:
            return barred
    kind = _FAULTS.get(code & 0xFF)
    if code in {sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_SHORT_READ}:
        kind = Damaged
    if code in _UNCONFIRMED:
        kind = DiskFailed
    if kind is NotABook:
        return NotABook(path=path, reason=N_("it is no SQLite file"))
    if kind is None:
        kind = Damaged if code == 0 else StorageFault
    # What SQLite says of a text that is none shows the text, which may be somebody's data.
    told = _NO_TEXT if str(error).startswith(_UNDECODED) else str(error)
    return kind(path=path, reason=told)


def check_writable(path: Path) -> None:
    """Check that a book, its folder and its journal may be written.

    Raises:
        NotReadable, NotWritable: one of them may not.
    """
    barred = _barred(path)
    if barred is not None:
        raise barred


def _barred(path: Path) -> StorageFault | None:
    """Say what keeps this user from a book; None if nothing does, or if it is yet to be made."""
    # The journal lies beside the file itself, not beside a link that leads to it.
    own = Path(os.path.realpath(path))
    if not own.exists():
        return None
    if not _may(own, os.R_OK):
        return NotReadable(path=path, reason=N_("permission denied"))
    journal = own.with_name(f"{own.name}-journal")
    found = status_of(journal)
    if not _may(own, os.W_OK):
        reason = N_("the file is read-only")
    elif not _may(own.parent, os.W_OK | os.X_OK):
        reason = N_("its folder is read-only, and a journal is kept beside the book")
    elif found is not None and not _may(journal, os.R_OK | os.W_OK):
        reason = N_("its journal, the file beside it, may not be written")
    else:
        return None
    if found is not None and found.st_size:
        # Even a reader has to finish it first.
        reason = N_("a command was interrupted, and what it left half done cannot be taken back")
    return NotWritable(path=path, reason=reason)


def _may(path: Path, mode: int) -> bool:
    effective = os.access in os.supports_effective_ids
    return os.access(path, mode, effective_ids=effective)


def _verdict(path: Path) -> str | None:
    """Say what is wrong with the content of a file; None if nothing is, or nothing can be said."""
    try:
        # Opened read-only SQLite leaves CHECK constraints out.
        connection = _connect(path, "rw", waiting=0.0)
        try:
            (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        finally:
            connection.close()
    except UnicodeDecodeError:
        return _NO_TEXT
    except sqlite3.Error as error:
        named = fault(path, error)
        return str(named.details["reason"]) if isinstance(named, (Damaged, NotABook)) else None
    return None if verdict == "ok" else str(verdict)


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
    connection = _connect(path, mode)
    try:
        _prepare(connection, path, writing=writing, spill=spill)
    except BaseException:
        connection.close()
        raise
    return connection


def _connect(path: Path, mode: str, *, waiting: float | None = None) -> sqlite3.Connection:
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
    (found,) = connection.execute("PRAGMA application_id").fetchone()
    if found != APPLICATION_ID:
        raise NotABook(path=path, reason=N_("it belongs to another program"))
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version < 0:
        raise Damaged(path=path, reason=N_("the version of its schema makes no sense"))
    # SQLite would read zeros where the end of the last page is gone.
    if path.stat().st_size % SMALLEST:
        raise Damaged(path=path, reason=N_("its last page was cut short"))
    if version > SCHEMA_VERSION:
        raise NewerBook(path=path, found=version, known=SCHEMA_VERSION)
    if not writing:
        connection.execute("PRAGMA query_only = ON")
        return
    durable(connection)
    if not spill:
        connection.execute("PRAGMA cache_spill = OFF")


def durable(connection: sqlite3.Connection) -> None:
    """Make every commit survive a power cut: rollback journal, synchronous EXTRA.

    A file that is already in WAL mode is left so: flipping it under another program's feet is
    the one thing worse.
    """
    (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    if mode != "wal":
        connection.execute("PRAGMA journal_mode = TRUNCATE")
    connection.execute("PRAGMA synchronous = EXTRA")
