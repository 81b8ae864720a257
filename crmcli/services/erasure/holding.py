"""Which files outside of the book hold a customer, and whether they are still there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.backup import BackupKind
from crmcli.domain.copy_kind import CopyKind
from crmcli.domain.erasure import HeldBackup, HeldExport, Presence
from crmcli.domain.path_text import path_text
from crmcli.exchange.target import STDOUT
from crmcli.services.erasure.presence import presence
from crmcli.store.belongings import folder_of
from crmcli.store.copies.automatic import stored

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from crmcli.store.reads.copies import Copy

_KINDS = {
    CopyKind.BACKUP: BackupKind.BACKUP,
    CopyKind.RESTORE: BackupKind.BACKUP,
    CopyKind.BEFORE_RESTORE: BackupKind.RESTORE,
}


def held_backups(
    path: Path, held: Iterable[Copy], since: datetime | None, until: datetime | None, now: datetime
) -> tuple[HeldBackup, ...]:
    """List the backups that hold a customer: those made while it was in the book.

    Args:
        path: the book.
        held: the copies on record that hold it.
        since: when the customer was added; None if that is not known.
        until: when it was erased; None if it is not.
        now: the run's instant.
    """
    found = {
        each.path: _backup(each.path, each.at, _KINDS[each.kind], presence(each.path), each.id)
        for each in held
        if each.kind in _KINDS
    }
    for other in _beside(path, until or now):
        if (since is None or other.at >= since) and (until is None or other.at <= until):
            found.setdefault(other.path, other)
    return tuple(sorted(found.values(), key=lambda each: each.at))


def held_exports(held: Iterable[Copy]) -> tuple[HeldExport, ...]:
    """List the exports among copies that hold a customer."""
    return tuple(_export(each) for each in held if each.kind is CopyKind.EXPORT)


def _export(copy: Copy) -> HeldExport:
    state = Presence.UNKNOWN if copy.path == STDOUT else presence(copy.path)
    there = state is Presence.THERE
    return HeldExport(copy.path, copy.at, copy.purpose, there, state, copy.id, copy.record)


def _beside(path: Path, until: datetime) -> Iterator[HeldBackup]:
    """Yield what lies in the book's own backup folder; the folder itself if nobody may look."""
    try:
        for each in stored(path):
            yield _backup(each.path, each.at, each.kind, Presence.THERE)
    except OSError:
        yield _backup(path_text(folder_of(path)), until, BackupKind.BACKUP, Presence.UNKNOWN)


def _backup(
    path: str, at: datetime, kind: BackupKind, state: Presence, key: int | None = None
) -> HeldBackup:
    return HeldBackup(path, at, kind, state is Presence.THERE, state, key)
