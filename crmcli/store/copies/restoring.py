"""Putting a vetted file in a book's place: one step for whoever has the book open or waits for it.

A book is not swapped by renaming. A writer that waits for the lock has the old file open, and would
commit into one that has no name any more: an acknowledged command would be gone. So the pages are
put into the file that is there, as one transaction of SQLite: whoever waits sees the new content,
and a process that is killed on the way leaves a journal that brings the old one back.
"""

from __future__ import annotations

import shutil
import sqlite3
import time
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from crmcli.interrupts import ignore_interrupts
from crmcli.store import connection as connections
from crmcli.store.connection import faults_of, open_book
from crmcli.store.copies.backup import PAGES_AT_ONCE, copy_pages, facts_of, pages_into, unwatched
from crmcli.store.copies.outside import outside
from crmcli.store.copies.target import target_faults
from crmcli.store.faults import Damaged, Locked, NotReadable, NotWritable
from crmcli.store.journal import COMPANIONS, is_written_by_sqlite
from crmcli.store.place import NotABook, publish, sync

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from crmcli.domain.backup import BookFacts
    from crmcli.store.copies.backup import Progress
    from crmcli.store.copies.outside import Outside

_SEARCHED = 1 << 22
_TRACES = (b"customer_card", b"customer_text")
_PAUSE = 0.05
_LOCK_START, _LOCK_LENGTH = 0x40000000, 512
"""The bytes of a file that SQLite locks."""


def present(path: Path) -> tuple[BookFacts, Outside] | None:
    """Read what a book holds and knows, of whatever version; None for one too damaged to say.

    Raises:
        NotABook, NewerBook: it is none of ours to replace.
        StorageFault: it cannot be read.
    """
    try:
        with closing(open_book(path, writing=False)) as connection, faults_of(path):
            # One that SQLite does not write is replaced like one that it cannot read.
            readable = is_written_by_sqlite(path)
            return (facts_of(connection), outside(connection)) if readable else None
    except Damaged:
        return None
    except NotABook:
        if was_ours(path):
            return None
        raise


def facts(live: sqlite3.Connection) -> BookFacts | None:
    """Read what a locked book holds; None for one too damaged to say."""
    try:
        return facts_of(live)
    except sqlite3.DatabaseError:
        return None


@dataclass(frozen=True, slots=True)
class Held:
    """A book that nobody else can use.

    Args:
        path: where it lies.
        connection: what holds it.
        file: its bytes; closing another descriptor of the file would let go of the lock.
    """

    path: Path
    connection: sqlite3.Connection
    file: IO[bytes]

    def save(self, draft: Path, target: Path) -> None:
        """Copy it into an empty file as it is, damaged or not.

        Args:
            draft: the empty file.
            target: what that one is called in messages.

        Raises:
            OSError: there is no room for it.
            StorageFault: it cannot be read.
        """
        with faults_of(self.path):
            (mode,) = self.connection.execute("PRAGMA journal_mode").fetchone()
        if mode == "wal":
            # The file alone is not all of it.
            copy_pages(self.connection, self.path, draft, target)
        else:
            _copy_bytes(self.file, draft)

    def fill(self, draft: Path, progress: Progress = unwatched) -> None:
        """Put the content of a draft in the place of the book's, in one transaction.

        Args:
            draft: a book.
            progress: told how many pages were written.

        Raises:
            StorageFault: there is no room for it; the book is as it was.
        """

        def written(done: int, whole: int) -> None:
            progress(done, whole)
            _finish(whole - done)

        with closing(sqlite3.connect(draft, isolation_level=None)) as source:
            _same_pages(self.connection, source, self.path)
            (pages,) = source.execute("PRAGMA page_count").fetchone()
            _finish(pages)
            pages_into(source, draft, self.connection, self.path, written)


@contextmanager
def locked(path: Path) -> Iterator[Held]:
    """Hold a book for oneself, from before it is read until its new content is there.

    Raises:
        Damaged, NotABook: it is too damaged for that.
        StorageFault: it cannot be opened, or stays locked.
    """
    with ExitStack() as stack:
        with target_faults(path, NotReadable):
            file = stack.enter_context(path.open("rb"))
        live = stack.enter_context(closing(open_book(path, writing=True)))
        with faults_of(path):
            live.execute("BEGIN EXCLUSIVE")
            # In this mode the lock outlives the transaction that took it, so that nobody comes in
            # between the saving of the old pages and the writing of the new ones. Set any sooner,
            # whoever waits for the lock would keep what of it he got, and a writer about to commit
            # would wait for him.
            live.execute("PRAGMA locking_mode = EXCLUSIVE")
            live.execute("COMMIT")
        yield Held(path, live, file)


def replace_damaged(
    path: Path, draft: Path, save: Callable[[Callable[[Path, Path], None]], Path]
) -> Path:
    """Put a draft in the place of a book that SQLite cannot open; its bytes are kept.

    Args:
        path: the damaged book.
        draft: its successor, in the same folder.
        save: keeps a file that a function fills; returns where it lies.

    Returns:
        Where the damaged file's bytes lie.

    Raises:
        Locked: somebody else works on the file.
        StorageFault: the bytes cannot be kept, or the draft not put there; the book is as it was.
    """
    own = path.resolve()
    with target_faults(own, NotWritable), _held(own) as file:

        def copy(target: Path, folder: Path) -> None:
            del folder
            _copy_bytes(file, target)

        saved = save(copy)
        # A journal of the old file must never be applied to the new one.
        ignore_interrupts()
        for suffix in COMPANIONS:
            beside = own.with_name(own.name + suffix)
            if beside.exists():
                beside.replace(saved.with_name(saved.name + suffix))
        sync(saved.parent)
        publish(draft, own, replace=True)
    return saved


def _finish(remaining: int) -> None:
    """Let nothing interrupt what the next step completes: it commits together with its pages."""
    if remaining <= PAGES_AT_ONCE:
        ignore_interrupts()


def _copy_bytes(file: IO[bytes], draft: Path) -> None:
    file.seek(0)
    with draft.open("wb") as copy:
        shutil.copyfileobj(file, copy)


def _same_pages(live: sqlite3.Connection, source: sqlite3.Connection, path: Path) -> None:
    """Give the draft the book's page size where the book is in WAL mode, which demands it."""
    with faults_of(path):
        (mode,) = live.execute("PRAGMA journal_mode").fetchone()
        (size,) = live.execute("PRAGMA page_size").fetchone()
        if mode == "wal" and source.execute("PRAGMA page_size").fetchone() != (size,):
            source.execute(f"PRAGMA page_size = {size:d}")
            source.execute("VACUUM")


def was_ours(path: Path) -> bool:
    """Tell whether a file that SQLite does not know any more holds traces of a book."""
    with target_faults(path, NotReadable), path.open("rb") as file:
        start = file.read(_SEARCHED)
    return all(each in start for each in _TRACES)


@contextmanager
def _held(path: Path) -> Iterator[IO[bytes]]:
    """Open a file and lock it as SQLite would, since SQLite does not open it any more."""
    with path.open("r+b") as file:
        try:
            import fcntl  # noqa: PLC0415 - not every system has it
        except ImportError:
            yield file
            return
        until = time.monotonic() + connections.BUSY_SECONDS
        while True:
            try:
                fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, _LOCK_LENGTH, _LOCK_START)
                break
            except OSError:
                if time.monotonic() > until:
                    raise Locked(path=path) from None
                time.sleep(_PAUSE)
        yield file
