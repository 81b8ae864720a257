"""Backups of the book: those its user makes, and those that commands make before they begin."""

from __future__ import annotations

import stat
import time
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from crmcli.domain.backup import Backup, BackupKind
from crmcli.domain.copy_kind import CopyKind
from crmcli.domain.path_text import path_from, path_text
from crmcli.errors import N_, CrmError, StorageFault, TargetExists, UsageFault
from crmcli.interrupts import heed_again
from crmcli.services.checks.looking import glance
from crmcli.store.belongings import belongs_to
from crmcli.store.connection import faults_of, open_book
from crmcli.store.copies import automatic
from crmcli.store.copies.backup import back_up, copy_book, facts_of, open_copy, unwatched, verify
from crmcli.store.copies.other_file import identity_of
from crmcli.store.copies.target import NoBackupPlace
from crmcli.store.faults import check_writable
from crmcli.store.history.replay import first_answer
from crmcli.store.place import NoBook, entries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from crmcli.domain.backup import BookFacts
    from crmcli.domain.finding import Finding
    from crmcli.domain.run import Run
    from crmcli.store.book import Book
    from crmcli.store.copies.backup import Progress


class KeepNeedsFolder(UsageFault):
    """`--keep` with a file, which leaves nothing to choose from."""

    code = "keep_needs_folder"
    sentence = N_("--keep needs a folder, or no file at all; {path} is none.")


@dataclass(frozen=True, slots=True)
class BackupRequest:
    """A backup to be made.

    Args:
        target: the file, or a folder for a file with a date in its name; None for the book's own
            backup folder.
        is_folder: whether the target must be a folder.
        force: whether the file may take the place of another.
        keep: how many such backups are to be left; None to remove none.
    """

    target: Path | None = None
    is_folder: bool = False
    force: bool = False
    keep: int | None = None


def make(book: Book, run: Run, request: BackupRequest, progress: Progress = unwatched) -> Backup:
    """Copy the book while others use it, check the copy, and note it in the book.

    Args:
        book: the book; it may be one that cannot be written.
        run: the run.
        request: where the copy goes.
        progress: told how many pages were copied.

    Raises:
        NoBook: there is none yet.
        TargetExists, TargetIsBook, TargetNotFile, NoBackupPlace: no file can be made there.
        KeepNeedsFolder: there is nothing to choose from.
        Damaged: the book is damaged.
        StorageFault: it cannot be read, or there is no room.
    """
    if book.is_missing:
        raise NoBook(path=book.path)
    seen = first_answer(book.path, run, Backup)
    if seen is not None:
        return seen
    started = time.time()
    faults: list[Finding] = []
    making = partial(back_up, progress=progress, look=lambda copy: faults.extend(glance(copy)))
    with _place(book.path, request) as (folder, prefix):
        if folder is None and request.keep is not None:
            raise KeepNeedsFolder(path=request.target)
        if folder is None:
            target = request.target or Path()
            facts, size = making(book.path, target, replace=request.force)
        else:
            target, facts, size = _dated(book.path, folder, prefix, run.now, making)
        # Good backups are not to go one after another in favour of what no repair puts right.
        is_good = not any(each.is_helpless for each in faults)
        removed: list[Path] = []
        if folder is not None and request.keep is not None and is_good:
            others = _others(folder, prefix, target, facts)[request.keep - 1 :]
            removed = automatic.drop(others, started)
        made = Backup(
            path=path_text(target.absolute()),
            bytes=size,
            customers=facts.customers,
            at=run.now.astimezone(UTC),
            schema=facts.schema,
            removed=tuple(path_text(each.absolute()) for each in removed),
            noted=True,
            faults=tuple(faults),
        )
        return _noted(book, run, made)


def before_import(book: Book, run: Run, creates: Callable[[], bool]) -> Path | None:
    """Keep a book that has customers as it is before the day's first import; None if none is due.

    Args:
        book: the book.
        run: the run.
        creates: tells whether the import is going to write anything; asked where one is due.

    Raises:
        NoBackupPlace, DiskFull: it cannot be kept.
        NotReadable, NotWritable: the import could not be written.
        Damaged: the book is damaged.
    """
    if book.is_missing:
        return None
    begun = run.now.replace(hour=0, minute=0, second=0, microsecond=0)
    for each in automatic.stored(book.path):
        # Compared as instants: one at the very end of the calendar has no day in other zones.
        since = each.at - begun
        if each.kind is BackupKind.IMPORT and timedelta() <= since < timedelta(days=1):
            return None
    with closing(open_book(book.path, writing=False)) as connection, faults_of(book.path):
        if not facts_of(connection).customers:
            return None
    if not creates():
        return None
    # Where the import cannot be written, that is what is wrong, and no backup is left behind.
    check_writable(book.path)
    return save(book.path, BackupKind.IMPORT, run.now)


def save(path: Path, kind: BackupKind, at: datetime, *, sound: bool = True) -> Path:
    """Keep a book as it is in its own backup folder.

    Args:
        path: the book.
        kind: what is about to be done.
        at: the instant in the name.
        sound: whether the copy must pass its check.

    Raises:
        NoBackupPlace, DiskFull: it cannot be kept.
        Damaged: the book is damaged.
    """
    return automatic.save(path, automatic.before(kind), at, partial(_copied, path, sound=sound))


def _copied(path: Path, draft: Path, target: Path, *, sound: bool) -> None:
    copy_book(path, draft, target)
    if sound:
        with closing(open_copy(draft)) as copy, faults_of(path):
            verify(copy, path)


@contextmanager
def _place(path: Path, request: BackupRequest) -> Iterator[tuple[Path | None, str]]:
    """Give the folder of a dated backup and how its name begins; None for a named file."""
    if request.target is None or (request.target.is_dir() and belongs_to(path, request.target)):
        with automatic.own_folder(path) as folder:
            yield folder, str(BackupKind.BACKUP)
    elif request.target.is_dir():
        yield request.target, path.resolve().stem
    elif request.is_folder:
        raise NoBackupPlace(path=request.target, reason=N_("there is no such folder"))
    else:
        yield None, ""


def _dated(
    path: Path,
    folder: Path,
    prefix: str,
    at: datetime,
    making: Callable[..., tuple[BookFacts, int]],
) -> tuple[Path, BookFacts, int]:
    for name in automatic.names(folder, prefix, at):
        with suppress(TargetExists):
            return folder / name, *making(path, folder / name)
    raise NoBackupPlace(path=folder, reason=N_("all names are taken"))


def _others(folder: Path, prefix: str, made: Path, facts: BookFacts) -> list[Path]:
    """List the other backups of the same book that this command made there, the newest first."""
    found = [
        (status.st_mtime_ns, automatic.dated(prefix, each.name), each)
        for each, status in entries(folder)
        if stat.S_ISREG(status.st_mode) and automatic.dated(prefix, each.name)
    ]
    newest_first = (each for *_, each in sorted(found, reverse=True))
    return [each for each in newest_first if each.name != made.name and _is_of(each, facts)]


def _is_of(file: Path, facts: BookFacts) -> bool:
    """Tell whether a file is a backup of a book; whatever else it may be is left alone.

    When and by whom a book was begun may be true of two, so one from before books had a uid stays.
    """
    uid = facts.identity.uid
    try:
        return uid is not None and identity_of(file).uid == uid
    except CrmError:
        return False


def _noted(book: Book, run: Run, made: Backup) -> Backup:
    try:
        # The backup is there: whoever does not want to wait for the lock is told so.
        heed_again()
        with book.writing(run, existing=True) as transaction:
            seen = transaction.replayed(Backup)
            if seen is not None:
                # The same command came in between.
                if seen.path != made.path:
                    path_from(made.path).unlink(missing_ok=True)
                return seen
            transaction.add(
                "copy",
                command_id=transaction.command_id,
                at=run.now,
                kind=CopyKind.BACKUP,
                path=made.path,
                count=made.customers,
            )
            return transaction.finished(made)
    except (StorageFault, KeyboardInterrupt):
        # A book that cannot be written can be copied all the same.
        return replace(made, noted=False)
