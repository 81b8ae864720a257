"""The backups there are: all of them as a list, and the newest for whoever has lost the book."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.message import counted
from crmcli.domain.path_text import path_text, quoted
from crmcli.errors import N_, CrmError
from crmcli.store.belongings import folder_of
from crmcli.store.connection import faults_of, open_book
from crmcli.store.copies.automatic import DAMAGED, stored
from crmcli.store.faults import Locked, unreadable
from crmcli.store.place import NoBook, NotABook
from crmcli.store.reads.backups import told_backups

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    from crmcli.domain.backup import StoredBackup
    from crmcli.store.book import Book


class Known(NamedTuple):
    """The backups of a book, as far as they can be told.

    Args:
        backups: those that are there, the newest first.
        fault: what keeps the book from telling of those that were made elsewhere; None if it does.
    """

    backups: list[StoredBackup]
    fault: CrmError | None

    @property
    def from_folder_alone(self) -> bool:
        """Whether others may be there, which were made elsewhere."""
        return self.fault is not None


def known(book: Book) -> Known:
    """Say which backups of a book are there.

    Those in its own folder are found without it; it knows of others that were made elsewhere.

    Args:
        book: the book; it may be gone, damaged or locked.
    """
    try:
        noted = () if book.is_missing else _noted(book.path)
    except CrmError as error:
        return Known(stored(book.path), error)
    return Known(stored(book.path, noted), None)


def listed(book: Book) -> Known:
    """List the backups of a book as `known` does, but those of one that will soon tell all.

    Raises:
        Locked: somebody uses the book and does not let go.
    """
    found = known(book)
    if isinstance(found.fault, Locked):
        raise found.fault
    return found


def newest(backups: Iterable[StoredBackup]) -> StoredBackup | None:
    """Return the newest backup that may be restored; the bytes of a damaged book are none."""
    return next((each for each in backups if not each.path.endswith(DAMAGED)), None)


def advise(book: Book, error: CrmError, option: str = "") -> None:
    """Let a failure to find a book name the backups of it that lie beside its place.

    Args:
        book: the book that was asked for.
        error: the failure; it is left as it is if it is another one, or has advice of its own.
        option: how the book was named on the command line, if it was, to be named so again.
    """
    of_this = isinstance(error, (NoBook, NotABook)) and error.details.get("path") == book.path
    if not of_this or "hint" in vars(error):
        return
    backups = stored(book.path)
    last = newest(backups)
    if last is None:
        return
    one = N_("{count} backup of it lies in {folder}.")
    many = N_("{count} backups of it lie in {folder}.")
    error.details |= {
        "backups": counted(one, many, len(backups), folder=path_text(folder_of(book.path))),
        "restore": f"crm restore {quoted(last.path)}{option}",
    }
    error.hint = N_("{backups} The newest: {restore}")
    if isinstance(error, NotABook):
        error.hint = N_("{backups} Move that file away, then restore the newest: {restore}")


def _noted(path: Path) -> tuple[tuple[datetime, str], ...]:
    with closing(open_book(path, writing=False)) as connection, faults_of(path):
        try:
            return told_backups(connection)
        except (TypeError, ValueError) as error:
            raise unreadable(path, "copy") from error
