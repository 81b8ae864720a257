"""Copying a book: a verified file that nobody else reads."""

from __future__ import annotations

import sqlite3
from functools import partial
from typing import TYPE_CHECKING

from crmcli.store.connection import Damaged, faults_of, open_book
from crmcli.store.place import make

if TYPE_CHECKING:
    from pathlib import Path


def back_up(path: Path, target: Path) -> None:
    """Copy a book, as it was last committed, into a new file that appears there when it is whole.

    Args:
        path: the book; others may read and write it meanwhile.
        target: where the copy will be; if a file appears there meanwhile, that one stays.

    Raises:
        PlaceMissing: no file can be made at the target.
        Damaged: the copy fails its integrity check.
        StorageFault: the book cannot be read, or there is no room for the copy.
    """
    with faults_of(target):
        make(target, partial(_copy, path), parents=False)


def verify(connection: sqlite3.Connection, path: Path) -> None:
    """Check the content of the file a connection has open, its indexes too.

    Raises:
        Damaged: a page, a row or an index is not what it should be.
    """
    # quick_check would miss damaged indexes.
    (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if verdict != "ok":
        raise Damaged(path=path, reason=verdict)


def _copy(path: Path, draft: Path) -> None:
    source = open_book(path, writing=False)
    copy = sqlite3.connect(draft, isolation_level=None)
    try:
        # Reading first takes the lock within the busy timeout; the copying itself would wait for
        # a writer without end.
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        copy.execute("PRAGMA synchronous = OFF")
        source.backup(copy)
        verify(copy, path)
    finally:
        copy.close()
        source.close()
