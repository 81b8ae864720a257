"""Opening a file that is not the book, such as a backup: it is read and nothing there changes."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING
from urllib.parse import quote

from crmcli.errors import N_, NotFound, StorageFault
from crmcli.store import connection as connections
from crmcli.store.connection import check_header, faults_of
from crmcli.store.copies.backup import identity
from crmcli.store.faults import NotReadable
from crmcli.store.journal import check_journal, is_sqlite
from crmcli.store.place import NoBook, NotABook, PlaceClosed, PlaceMissing, inspect, status_of

if TYPE_CHECKING:
    from pathlib import Path

    from crmcli.domain.backup import Identity

_HEADER = 20
_WRITE_VERSION = 18
"""Where the header says whether a file is in WAL mode."""


class BackupMissing(NotFound):
    """The file to restore is not there."""

    code = "file_not_found"
    sentence = N_("The file {path} was not found.")
    hint = N_("crm backup --list shows the backups there are.")


class NotClosed(StorageFault):
    """Somebody is at work in the file, or was cut off there."""

    code = "not_closed"
    sentence = N_("{path} is being written, or a program that wrote it was cut off.")
    hint = N_("Open it once with crm --db {path} check, then restore it.")


def inspect_file(file: Path) -> None:
    """Check that a path leads to a regular SQLite file, without opening it as one.

    Raises:
        BackupMissing: nothing is there.
        NotABook, NotReadable: something else is there, or it may not be read.
    """
    try:
        inspect(file)
        with file.open("rb") as stream:
            start = stream.read(_HEADER)
    except (PermissionError, PlaceClosed):
        raise NotReadable(path=file, reason=N_("permission denied")) from None
    except (NoBook, PlaceMissing, FileNotFoundError):
        raise BackupMissing(path=file) from None
    if not is_sqlite(start):
        raise NotABook(path=file, reason=N_("it is no SQLite file"))


def open_file(file: Path) -> sqlite3.Connection:
    """Open a book at whatever place so that nothing there changes, not even a journal beside it.

    A transaction is begun, so that nobody writes meanwhile.

    Raises:
        BackupMissing: it is gone.
        NotABook, NewerBook: it is none of ours, or too new.
        Damaged: its header makes no sense, or its end is missing.
        NotClosed: only a program that writes could read it.
        StrangeJournal: the journal or log beside it is another file's; SQLite would apply it.
        StorageFault: it cannot be read.
    """
    check_journal(file)
    place = f"file://{quote(os.fsencode(file.absolute()))}?mode=ro"
    try:
        with file.open("rb") as stream:
            stream.seek(_WRITE_VERSION)
            writes_ahead = stream.read(1) == b"\x02"
    except FileNotFoundError:
        raise BackupMissing(path=file) from None
    if writes_ahead:
        if _has_content(file, "-wal"):
            raise NotClosed(path=file)
        # Otherwise SQLite would make files beside it, or fail where it cannot.
        place += "&immutable=1"
    wait = connections.BUSY_SECONDS
    source = sqlite3.connect(place, uri=True, timeout=wait, isolation_level=None)
    try:
        with faults_of(file):
            source.execute("PRAGMA trusted_schema = OFF")
            source.execute("PRAGMA cell_size_check = ON")
            _begin(source, file)
    except BaseException:
        source.close()
        raise
    return source


def identity_of(file: Path) -> Identity:
    """Read which book a file is a backup of.

    Raises:
        CrmError: it is no backup, or cannot be read.
    """
    inspect_file(file)
    with closing(open_file(file)) as connection, faults_of(file):
        return identity(connection)


def _begin(source: sqlite3.Connection, file: Path) -> None:
    """Take the lock, and look at the header before anything else is read."""
    try:
        source.execute("BEGIN")
        check_header(source, file)
    except sqlite3.OperationalError as error:
        cut_off = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}
        if error.sqlite_errorcode & 0xFF in cut_off and _has_content(file, "-journal"):
            raise NotClosed(path=file) from error
        raise


def _has_content(file: Path, suffix: str) -> bool:
    own = file.resolve()
    beside = status_of(own.with_name(own.name + suffix))
    return beside is not None and beside.st_size > 0
