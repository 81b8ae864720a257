"""What keeps a book from being read or written, told from what SQLite says."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from crmcli.domain.message import message
from crmcli.errors import N_, StorageFault
from crmcli.store.journal import is_written_by_sqlite
from crmcli.store.place import NotABook, status_of


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
    hint = N_("Ask whoever owns the file, or name another one; nothing was changed.")


class Damaged(StorageFault):
    """The file is a book but its content is damaged."""

    code = "damaged"
    sentence = N_("{path} is damaged: {reason}")
    hint = N_("Copy the file away before anything else, then restore your latest backup.")


class Unusable(StorageFault):
    """SQLite does not use the file, for a reason that has no name here."""

    hint = N_("Copy the file away before anything else, then see what crm check says of it.")


class UnreadableValueError(ValueError):
    """The book holds a value that it cannot hold; the only argument is the column, as told."""


def unreadable(path: Path, column: str) -> Damaged:
    """Name the column of a book that holds what cannot be read; its value may be somebody's."""
    reason = message(N_("{column} cannot be read."), column=column)
    return Damaged(path=path, reason=reason)


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

_UNKNOWN_FORMAT = "unsupported file format"
_UNDECODED = "Could not decode to UTF-8"
NO_TEXT = N_("it holds a text that is none.")

_UNCONFIRMED = frozenset(
    {
        sqlite3.SQLITE_IOERR_FSYNC,
        sqlite3.SQLITE_IOERR_DIR_FSYNC,
        sqlite3.SQLITE_IOERR_TRUNCATE,
        sqlite3.SQLITE_IOERR_DELETE,
    }
)


def fault(path: Path, error: sqlite3.Error) -> StorageFault:
    """Name an SQLite error for what it is."""
    code = getattr(error, "sqlite_errorcode", 0)
    if code & 0xFF in _OF_THE_PLACE:
        barred = _barred(path)
        if barred is not None:
            return barred
    kind = _FAULTS.get(code & 0xFF)
    if code == sqlite3.SQLITE_READONLY and not is_written_by_sqlite(path):
        kind = NotABook
    if code in {sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_SHORT_READ}:
        kind = Damaged
    if code in _UNCONFIRMED:
        kind = DiskFailed
    if kind is NotABook:
        return NotABook(path=path, reason=N_("it is no SQLite file"))
    if str(error) == _UNKNOWN_FORMAT:
        return Damaged(path=path, reason=N_("its header names a format that SQLite does not know"))
    if kind is None:
        kind = Damaged if code == 0 else Unusable
    # What SQLite says of a text that is none shows the text, which may be somebody's data.
    told = NO_TEXT if str(error).startswith(_UNDECODED) else str(error)
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
