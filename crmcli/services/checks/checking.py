"""Checking the book: its file, its rows, its place and its backups; nothing is written."""

from __future__ import annotations

import platform
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from crmcli import __version__
from crmcli.domain.backup import RULE
from crmcli.domain.checked import BackupPlace, Checked
from crmcli.domain.finding import Finding, Severity, passed, warned, wrong
from crmcli.domain.message import Message, counted, message
from crmcli.domain.path_text import path_from, path_text
from crmcli.errors import N_, StorageFault
from crmcli.services.backups.good import good_backup
from crmcli.services.backups.listing import newest
from crmcli.services.checks.looking import Inside, look
from crmcli.store.belongings import folder_of
from crmcli.store.checks import soundness, surroundings
from crmcli.store.checks.standstill import standstill
from crmcli.store.connection import SCHEMA_VERSION
from crmcli.store.copies import automatic, restoring
from crmcli.store.copies.backup import unwatched
from crmcli.store.faults import Damaged
from crmcli.store.place import NoBook, NotABook, status_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crmcli.domain.run import Run
    from crmcli.store.book import Book
    from crmcli.store.copies.backup import Progress

_OLD = timedelta(days=30)
_WAL_FAULT = ((3, 7, 0), (3, 51, 2))
"""The versions of SQLite between which a book in WAL mode can be damaged."""


def check(
    book: Book, run: Run, copying: Progress = unwatched, checking: Progress = unwatched
) -> Checked:
    """Look at everything about a book that can be wrong, while others go on using it.

    Args:
        book: the book; it may be of an older version, which is left so.
        run: the run, for its date.
        copying: told how many pages were copied, to be looked at.
        checking: told how many customers were looked at.

    Raises:
        NoBook: there is none yet.
        NotABook, NewerBook: something else lies there.
        StorageFault: it cannot be read, or stays locked.
    """
    if book.is_missing:
        raise NoBook(path=book.path)
    place = list(surroundings.place(book.path))
    inside = _looked_into(book.path, copying, checking)
    return advised(summed_up(book.path, run, place, inside), inside.noted)


def summed_up(
    path: Path,
    run: Run,
    place: list[Finding],
    inside: Inside,
    *,
    mended: tuple[Finding, ...] = (),
    saved: Path | None = None,
) -> Checked:
    """Put what was found into one answer.

    Args:
        path: the book.
        run: the run, for its date.
        place: what was found around the book.
        inside: what was found in it.
        mended: what was put right, as it was found.
        saved: where the book as it was before that lies.
    """
    backups = _backups(path, inside)
    findings = (
        *inside.findings,
        *place,
        *_versions(inside),
        _last_backup(run, inside, backups),
        _backup_place(backups),
    )
    return Checked(
        ok=all(each.severity is not Severity.FAULT for each in findings),
        path=path_text(path.absolute()),
        schema=inside.schema,
        sqlite=sqlite3.sqlite_version,
        python=platform.python_version(),
        customers=inside.customers,
        bytes=path.stat().st_size,
        free_bytes=0 if inside.measures is None else inside.measures.free,
        findings=findings,
        repaired=tuple(sorted(each.code for each in mended)),
        mended=mended,
        saved=None if saved is None else path_text(saved),
        good_backup=None,
        backups=backups,
        program=__version__,
    )


def advised(checked: Checked, noted: Iterable[tuple[datetime, str]]) -> Checked:
    """Name the newest good backup where nothing else helps; to look for it may take minutes.

    Args:
        checked: what was found.
        noted: when and where backups were made that do not lie in the book's own folder.
    """
    is_helpless = any(each.is_helpless for each in checked.findings)
    if not is_helpless or checked.good_backup is not None:
        return checked
    good = good_backup(path_from(checked.path), noted)
    return replace(checked, good_backup=None if good is None else good.path)


def write_ahead(journal: str) -> Iterator[Finding]:
    """Warn of a book that another program has put into WAL mode.

    Args:
        journal: the mode of its journal.
    """
    if journal != "wal":
        return
    text = N_("The file is in WAL mode, which crm does not use; another program changed that.")
    yield warned("wal", message(text))
    first, last = _WAL_FAULT
    if first <= sqlite3.sqlite_version_info <= last:
        text = N_("SQLite {version} can damage a file in WAL mode.")
        yield warned("wal_reset", message(text, version=sqlite3.sqlite_version))


def _looked_into(path: Path, copying: Progress, checking: Progress) -> Inside:
    try:
        with standstill(path, copying) as state:
            inside = look(state.connection, checking, is_copy=state.is_copy)
    except Damaged as error:
        return _unreadable(error)
    except NotABook as error:
        if not restoring.was_ours(path):
            raise
        return _unreadable(error)
    return replace(inside, findings=(*inside.findings, *write_ahead(state.journal)))


def _unreadable(error: StorageFault) -> Inside:
    reason = error.details["reason"]
    if not isinstance(reason, Message):
        # Our own reasons are message ids.
        reason = message(str(reason))
    text = message(N_("The file is damaged: {reason}"), reason=reason)
    return Inside((wrong(soundness.INTEGRITY, text, 1, repairable=False),))


def _versions(inside: Inside) -> Iterator[Finding]:
    if inside.schema is None:
        return
    versions = {"sqlite": sqlite3.sqlite_version, "python": platform.python_version()}
    if inside.schema < SCHEMA_VERSION:
        text = N_("Schema {schema}; the next command brings it to {current}, after a backup.")
        yield warned("schema_behind", message(text, schema=inside.schema, current=SCHEMA_VERSION))
    text = N_("Schema {schema}, SQLite {sqlite}, Python {python}.")
    yield passed("versions", message(text, schema=inside.schema, **versions))


def _backups(path: Path, inside: Inside) -> BackupPlace:
    """Say where the backups lie, and when the newest that is still there was written."""
    files = tuple(automatic.stored(path))
    there = newest(automatic.stored(path, inside.noted))
    status = None if there is None else status_of(path_from(there.path))
    written = None if status is None else datetime.fromtimestamp(int(status.st_mtime), UTC)
    return BackupPlace(path_text(folder_of(path)), message(RULE), written, files)


def _last_backup(run: Run, inside: Inside, backups: BackupPlace) -> Finding:
    code = "last_backup"
    if backups.last is None:
        if inside.noted:
            at, place = inside.noted[0]
            text = N_("No backup is there any more; the last was {path} ({at}): crm backup")
            return warned(code, message(text, path=place, at=at))
        if inside.customers == 0:
            return passed(code, message(N_("There is no backup yet, and nothing to back up.")))
        return warned(code, message(N_("There is no backup yet: crm backup")))
    age = run.now - backups.last
    if age > _OLD:
        text = N_("The last backup is {count} day old: crm backup")
        many = N_("The last backup is {count} days old: crm backup")
        return warned(code, counted(text, many, age.days))
    return passed(code, message(N_("The last backup was made on {at}."), at=backups.last))


def _backup_place(backups: BackupPlace) -> Finding:
    text = N_("Backups lie in {folder}. {rule}")
    return passed("backups", message(text, folder=backups.folder, rule=backups.rule))
