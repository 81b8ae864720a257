"""What tells a book, and every copy of it, from other books: its one row with its uid."""

from __future__ import annotations

import uuid
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from crmcli.domain.finding import Finding, passed, wrong
from crmcli.domain.message import message
from crmcli.domain.path_text import path_from
from crmcli.errors import N_, CrmError
from crmcli.store.copies import automatic
from crmcli.store.copies.backup import identity
from crmcli.store.copies.other_file import identity_of
from crmcli.store.reads.backups import noted_backups

if TYPE_CHECKING:
    import sqlite3

UID = "uid"


def told_apart(connection: sqlite3.Connection) -> Finding:
    """Check that the book has what tells it from others."""
    uids = [uid for (uid,) in connection.execute("SELECT uid FROM book")]
    if len(uids) == 1 and uids[0]:
        return passed(UID, message(N_("The book can be told from others.")))
    text = N_("The book lacks what tells it from others, so that its backups are not known.")
    return wrong(UID, message(text), 1)


def tell_apart(connection: sqlite3.Connection, path: Path) -> None:
    """Give a book its uid again: that of a backup of it, or a new one where none tells.

    Args:
        connection: that of a transaction.
        path: the book.
    """
    own = identity(connection)
    found = None
    for each in automatic.stored(path, noted_backups(connection)):
        with suppress(CrmError):
            other = identity_of(path_from(each.path))
            if other.uid and other.origin == own.origin:
                found = other.uid
                break
    connection.execute("DELETE FROM book")
    connection.execute("INSERT INTO book (uid) VALUES (?)", (found or uuid.uuid4().hex,))
