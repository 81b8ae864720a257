"""Copying a book: a verified file that nobody else reads."""

from __future__ import annotations

import os
import sqlite3
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime
from shutil import disk_usage
from typing import TYPE_CHECKING

from crmcli.domain.backup import BookFacts, Identity
from crmcli.errors import N_, TargetExists
from crmcli.interrupts import ignore_interrupts
from crmcli.store.connection import faults_of, open_book
from crmcli.store.copies.target import check_target, target_faults
from crmcli.store.faults import Damaged, DiskFull, Locked, fault
from crmcli.store.journal import is_sqlite
from crmcli.store.place import NotABook, drafted, publish

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Progress = Callable[[int, int], None]
    """Told how much of how much is done."""

_BYTES_AT_ONCE = 1 << 20
_ROOM = 3
"""How often the book must fit onto its disk once more for a copy there to be in nobody's way."""

PAGES_AT_ONCE = 4000
"""How many pages are copied in one step; between two of them a copy can be interrupted."""

_TARGETS_FAULTS = frozenset(
    {
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_IOERR,
    }
)
_READING = frozenset({sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_SHORT_READ})


def unwatched(done: int, whole: int) -> None:
    """Tell nobody."""
    del done, whole


def back_up(
    path: Path,
    target: Path,
    *,
    replace: bool = False,
    progress: Progress = unwatched,
    look: Callable[[sqlite3.Connection], None] | None = None,
) -> tuple[BookFacts, int]:
    """Copy a book, as it was last committed, into a file that appears there when it is whole.

    Args:
        path: the book; others may read and write it meanwhile.
        target: where the copy will be.
        replace: whether it may take the place of another file.
        progress: told how much of the work is done.
        look: looks at the copy before it is there.

    Returns:
        What the copy holds, and its size in bytes.

    Raises:
        TargetExists, TargetIsBook, TargetNotFile: the target may not be written.
        NoBackupPlace: no file can be made at the target.
        Damaged: the copy fails its check.
        StorageFault: the book cannot be read, or there is no room for the copy.
    """
    check_target(path, target, replace=replace)
    with target_faults(target), drafted(target) as draft:
        _copy(path, draft, target, progress)
        with closing(open_copy(draft)) as copy, faults_of(path):
            verify(copy, path, links=True)
            facts = facts_of(copy)
            if look is not None:
                look(copy)
        size = draft.stat().st_size
        # From here on it is there, and to be noted.
        ignore_interrupts()
        try:
            publish(draft, target, replace=replace)
        except FileExistsError:
            raise TargetExists(path=target) from None
    return facts, size


def _copy(path: Path, draft: Path, target: Path, progress: Progress) -> None:
    """Copy a book into an empty file, by way of its own disk where the file lies on another one.

    Whoever writes in the book waits until its pages are read, and a stick may be slow.
    """
    own = path.resolve()
    if not _lies_elsewhere(own, draft):
        copy_book(path, draft, target, progress)
        return
    with ExitStack() as stack:
        try:
            near = stack.enter_context(drafted(own))
            copy_book(path, near, own, lambda done, whole: progress(done, 2 * whole))
        except (OSError, DiskFull):
            # The book's own folder takes no copy.
            copy_book(path, draft, target, progress)
            return
        with near.open("rb") as file:
            # However the run ends now, nothing is left beside the book.
            near.unlink()
            size = os.fstat(file.fileno()).st_size
            with draft.open("wb") as copy:
                while block := file.read(_BYTES_AT_ONCE):
                    copy.write(block)
                    progress(size + file.tell(), 2 * size)


def _lies_elsewhere(own: Path, draft: Path) -> bool:
    """Tell whether a file lies on another disk than the book, which has room for a copy."""
    near, far = own.stat(), draft.stat()
    return near.st_dev != far.st_dev and disk_usage(own.parent).free > _ROOM * near.st_size


def copy_book(path: Path, draft: Path, target: Path, progress: Progress = unwatched) -> None:
    """Copy a book, as it was last committed, into an empty file.

    Args:
        path: the book.
        draft: the file.
        target: what the file is called in messages.
        progress: told how many pages were copied.

    Raises:
        StorageFault: the book cannot be read, or there is no room for the copy.
    """
    with closing(open_book(path, writing=False)) as source:
        with faults_of(path):
            # Reading first takes the lock within the busy timeout; the copying itself would wait
            # for a writer without end.
            source.execute("BEGIN")
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        copy_pages(source, path, draft, target, progress)


def copy_pages(
    source: sqlite3.Connection,
    path: Path,
    draft: Path,
    target: Path,
    progress: Progress = unwatched,
) -> None:
    """Copy what a connection reads into an empty file, page by page.

    Args:
        source: the connection; it holds a lock, so that nobody writes meanwhile.
        path: what its file is called in messages.
        draft: the empty file.
        target: what that one is called in messages.
        progress: told how many pages were copied.

    Raises:
        NotABook: it is of a format that SQLite reads and does not write.
        StorageFault: a page cannot be read, or there is no room for the copy.
    """
    with closing(sqlite3.connect(draft, isolation_level=None)) as copy:
        # Nobody knows this file yet: it is synced once, when it is whole.
        copy.execute("PRAGMA synchronous = OFF")
        pages_into(source, path, copy, target, progress)
        # A copy of a book in WAL mode could not be read in a folder that cannot be written.
        with _faults_of_either(path, target):
            copy.execute("PRAGMA journal_mode = DELETE")
    with draft.open("rb") as file:
        # SQLite copies a file that it will not write, and nobody could restore the copy.
        if not is_sqlite(file.read(_BYTES_AT_ONCE)):
            raise NotABook(path=path, reason=N_("it is no SQLite file"))


def pages_into(
    source: sqlite3.Connection,
    path: Path,
    copy: sqlite3.Connection,
    target: Path,
    progress: Progress = unwatched,
) -> None:
    """Put the pages of one connection in the place of another one's, in one transaction."""

    def step(status: int, remaining: int, whole: int) -> None:
        if status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            # It would try again without end.
            raise Locked(path=path)
        progress(whole - remaining, whole)

    with _faults_of_either(path, target):
        source.backup(copy, pages=PAGES_AT_ONCE, progress=step)


@contextmanager
def _faults_of_either(path: Path, target: Path) -> Iterator[None]:
    """Name the file that is at fault: a copy is damaged where what was copied is."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0)
        of_target = code & 0xFF in _TARGETS_FAULTS and code not in _READING
        raise fault(target if of_target else path, error) from error


def verify(connection: sqlite3.Connection, path: Path, *, links: bool = False) -> None:
    """Check the content of the file a connection has open, its indexes too.

    Args:
        connection: the connection.
        path: what its file is called in messages.
        links: whether every row must refer to one that is there.

    Raises:
        Damaged: a page, a row or an index is not what it should be.
    """
    # quick_check would miss damaged indexes.
    (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if verdict != "ok":
        raise Damaged(path=path, reason=verdict)
    if links and connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        reason = N_("rows refer to others that are not there")
        raise Damaged(path=path, reason=reason, hint=N_("Put it right with crm check --repair."))


def open_copy(draft: Path) -> sqlite3.Connection:
    """Open a copy of a book to look at it; whatever it holds cannot act."""
    connection = sqlite3.connect(draft, isolation_level=None)
    for setting in ("trusted_schema = OFF", "cell_size_check = ON", "query_only = ON"):
        connection.execute(f"PRAGMA {setting}")
    return connection


def facts_of(connection: sqlite3.Connection) -> BookFacts:
    """Read what a book of any version holds."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if not _has(connection, "command"):
        return BookFacts(0, None, version)
    (customers,) = connection.execute("SELECT count(*) FROM customer").fetchone()
    last = connection.execute("SELECT at FROM command ORDER BY id DESC LIMIT 1").fetchone()
    return BookFacts(
        customers=customers,
        last=None if last is None else datetime.fromisoformat(last[0]),
        schema=version,
        identity=identity(connection),
    )


def identity(connection: sqlite3.Connection) -> Identity:
    """Read which book it is, of any version."""
    if not _has(connection, "command"):
        return Identity()
    uid = _has(connection, "book") and connection.execute("SELECT uid FROM book").fetchone()
    begun = "SELECT at, author FROM command ORDER BY id LIMIT 1"
    return Identity(uid[0] if uid else None, connection.execute(begun).fetchone())


def _has(connection: sqlite3.Connection, table: str) -> bool:
    sql = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
    return connection.execute(sql, (table,)).fetchone() is not None
