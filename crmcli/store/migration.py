"""Bringing an older book up to the schema of this program, whole or not at all."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, event
from sqlalchemy.pool import StaticPool

from crmcli.domain.backup import BackupKind
from crmcli.errors import N_, StorageFault
from crmcli.store.connection import SCHEMA_VERSION, faults_of, open_book
from crmcli.store.copies import automatic
from crmcli.store.copies.backup import copy_book, open_copy, unwatched, verify
from crmcli.store.migrations.keeping import Kept, UnsoundError
from crmcli.store.migrations.steps import load_steps, take_steps
from crmcli.store.place import NewerBook

if TYPE_CHECKING:
    import sqlite3

    from sqlalchemy import Engine

    from crmcli.store.copies.backup import Progress

VERSIONS = Path(__file__).parent / "migrations" / "versions"
"""Where the steps of the schema lie; step "000N" leads to version N."""


class MigrationFailed(StorageFault):
    """An older book could not be brought up to date; it is as it was."""

    code = "migration_failed"
    sentence = N_("{path} could not be brought to schema {target}: {reason}")
    hint = N_("Nothing was changed; a copy of the book lies at {backup}.")


def migrate(
    path: Path,
    *,
    target: int = SCHEMA_VERSION,
    scripts: Path = VERSIONS,
    save: bool = True,
    progress: Progress = unwatched,
) -> None:
    """Bring a book up to a version of the schema; one that is there already is left as it is.

    A verified copy is put into the book's backup folder first. All steps, their checks and the new
    version number are one transaction.

    Args:
        path: the book's file.
        target: the version to reach.
        scripts: the folder of the steps.
        save: whether a copy is made; without one the file is a copy itself.
        progress: told how many records were looked at where what they are found by is made again.

    Raises:
        MigrationFailed: a step or a check after it failed; the book is as it was.
        NewerBook: the book is beyond the target.
        Damaged: the book fails its integrity check.
        StorageFault: the book cannot be opened or locked, or no copy can be made.
    """
    connection = open_book(path, writing=True)
    try:
        with faults_of(path):
            # Rebuilding a table with foreign keys on deletes its child rows, and inside a
            # transaction this setting has no effect.
            connection.execute("PRAGMA foreign_keys = OFF")
            _bring_up(connection, path, target, scripts, save=save, progress=progress)
    finally:
        connection.close()


def _bring_up(
    connection: sqlite3.Connection,
    path: Path,
    target: int,
    scripts: Path,
    *,
    save: bool,
    progress: Progress,
) -> None:
    backup: Path | None = None
    try:
        with _engine(connection).begin() as bound:
            # Only now is it sure: another program may have done it while this one waited.
            version = _version(connection, path, target)
            if version == target:
                return
            # The lock is held and nothing is changed yet: the copy has the very pages the steps
            # start from, so that its integrity check is the book's too.
            backup = _saved(path, target) if save else path
            steps = load_steps(scripts, version, target)
            kept = Kept.of(connection)
            take_steps(steps, bound)
            if any(getattr(step.module, "remakes_keys", False) for step in steps):
                # By the rules of today, which know today's tables: a book that is made in an older
                # shape, to be filled, has nobody to find.
                _remake(connection, target, progress)
            kept.put_back(connection, steps)
            connection.execute(f"PRAGMA user_version = {target:d}")
    except StorageFault:
        raise
    except Exception as error:
        if backup is None:
            raise
        reason = (
            error.args[0] if isinstance(error, UnsoundError) else str(getattr(error, "orig", error))
        )
        raise MigrationFailed(path=path, target=target, reason=reason, backup=backup) from error


def _remake(connection: sqlite3.Connection, target: int, progress: Progress) -> None:
    from crmcli.store.finding.remaking import remake  # noqa: PLC0415 - once in a book's life

    if target >= SCHEMA_VERSION:
        remake(connection, progress)


def _version(connection: sqlite3.Connection, path: Path, target: int) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > target:
        raise NewerBook(path=path, found=version, known=target)
    return int(version)


def _engine(connection: sqlite3.Connection) -> Engine:
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)

    @event.listens_for(engine, "begin")
    def take_the_lock(_: object) -> None:
        connection.execute("BEGIN IMMEDIATE")

    return engine


def _saved(path: Path, target: int) -> Path:
    # The clock only names the file; no answer depends on it. A migration that fails on every
    # command must not fill the disk with equal copies.
    label = automatic.before(BackupKind.MIGRATION, target)
    return automatic.save(path, label, datetime.now(UTC), partial(_copied, path), once=True)


def _copied(path: Path, draft: Path, target: Path) -> None:
    copy_book(path, draft, target)
    with closing(open_copy(draft)) as copy, faults_of(path):
        verify(copy, path)
