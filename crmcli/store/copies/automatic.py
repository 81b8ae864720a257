"""The book's own backup folder: what lies there, automatic backups, and which of them go."""

from __future__ import annotations

import contextlib
import filecmp
import re
import stat
import time
from datetime import UTC, datetime
from itertools import starmap
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.backup import KEPT, BackupKind, StoredBackup
from crmcli.domain.path_text import path_from, path_text
from crmcli.errors import N_, CrmError
from crmcli.store.belongings import folder_of
from crmcli.store.copies.other_file import identity_of
from crmcli.store.copies.target import NoBackupPlace, target_faults
from crmcli.store.journal import COMPANIONS
from crmcli.store.place import drafted, entries, publish, status_of

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from crmcli.domain.backup import Identity

DAMAGED = ".damaged"
"""What the name of a file ends with that has the bytes of a damaged book."""

_STAMP = "%Y%m%dT%H%M%SZ"
_OWN = re.compile(
    r"(?P<name>(?P<label>backup|before-(?:migration-v[0-9]+|restore|repair|import))"
    r"-(?P<stamp>[0-9]{8}T[0-9]{6}Z)(?:-(?P<number>[0-9]+))?\.(?:db|damaged))"
    rf"(?:{'|'.join(COMPANIONS)})?"
)
_MOST_AT_ONCE = 1000


def stored(path: Path, noted: Iterable[tuple[datetime, str]] = ()) -> list[StoredBackup]:
    """List the backups in a book's own folder, the newest first.

    The newest is the one that was written last: the date in a name is that of the run, which
    `--today` sets.

    Args:
        path: the book.
        noted: when and where others were made; those that are still there are listed too.
    """
    files: dict[_Name, list[tuple[Path, os.stat_result]]] = {}
    for each, status in entries(folder_of(path)):
        name = _read(each.name)
        if name is not None and stat.S_ISREG(status.st_mode):
            files.setdefault(name, []).append((each, status))
    found = {backup.path: (order, backup) for order, backup in starmap(_stored, files.items())}
    for at, place in noted:
        file = path_from(place)
        there = status_of(file)
        if there is not None and stat.S_ISREG(there.st_mode):
            backup = StoredBackup(BackupKind.BACKUP, at, there.st_size, place)
            found.setdefault(path_text(file.resolve()), ((there.st_mtime_ns, at, 1), backup))
    return [each for _, each in sorted(found.values(), key=itemgetter(0), reverse=True)]


def before(kind: BackupKind, version: int | None = None) -> str:
    """Say how the name of an automatic backup begins."""
    return f"before-{kind}" if version is None else f"before-{kind}-v{version}"


def save(
    path: Path,
    label: str,
    at: datetime,
    fill: Callable[[Path, Path], None],
    *,
    suffix: str = ".db",
    spared: Collection[Path] = (),
    once: bool = False,
) -> Path:
    """Keep a book as it is in its backup folder, and let go of the oldest of the same kind.

    Args:
        path: the book.
        label: how the name begins (`before`).
        at: the instant in the name.
        fill: fills an empty file with the copy; told what it will be called, too.
        suffix: how the name ends.
        spared: files that stay in any case.
        once: whether an equal one that lies there already is enough.

    Returns:
        Where the copy lies.

    Raises:
        NoBackupPlace: no file can be made in the folder.
        StorageFault: what `fill` raises.
    """
    started = time.time()
    with (
        own_folder(path) as folder,
        target_faults(folder),
        drafted(folder / f"{label}{suffix}") as draft,
    ):
        fill(draft, folder)
        same = _same(draft, folder, label) if once else None
        saved = same or put(draft, folder, label, at, suffix)
    _prune(path, label, saved, started, {saved, *spared})
    return saved


def _prune(path: Path, label: str, made: Path, started: float, spared: Collection[Path]) -> None:
    """Let go of the oldest backups of a kind, but never of another book's that lay here before."""
    kind = [path_from(each.path) for each in stored(path) if each.kind is _kind(label)]
    if len(kind) <= KEPT:
        return
    own = _identity(made)
    drop([each for each in kind if _may_be_of(own, each)][KEPT:], started, spared)


@contextlib.contextmanager
def own_folder(path: Path) -> Iterator[Path]:
    """Give a book's backup folder, made for its owner alone where it is missing.

    One that was made and stays empty is removed afterwards.

    Raises:
        NoBackupPlace: it cannot be made, or is none.
    """
    folder = folder_of(path)
    with target_faults(folder):
        made = not folder.exists()
        folder.mkdir(mode=0o700, exist_ok=True)
    try:
        yield folder
    finally:
        if made:
            with contextlib.suppress(OSError):
                folder.rmdir()


def put(draft: Path, folder: Path, label: str, at: datetime, suffix: str = ".db") -> Path:
    """Give a draft the first free dated name in a folder; another file is never touched.

    Raises:
        OSError: no file can be made there.
    """
    for name in names(folder, label, at, suffix):
        target = folder / name
        with contextlib.suppress(FileExistsError):
            publish(draft, target)
            return target
    raise NoBackupPlace(path=folder, reason=N_("all names are taken"))


def drop(files: Sequence[Path], started: float, spared: Collection[Path] = ()) -> list[Path]:
    """Remove backups, but none that another process has made since this one began.

    Returns:
        Those that are gone; what belonged to them is gone with them.
    """
    gone = []
    staying = {each.resolve() for each in spared}
    for each in files:
        # One that cannot be removed is one backup too many, which is no reason to stop.
        with contextlib.suppress(OSError):
            if each.resolve() not in staying and each.stat().st_ctime < started:
                each.unlink()
                gone.append(each)
                for suffix in COMPANIONS:
                    each.with_name(each.name + suffix).unlink(missing_ok=True)
    return gone


def names(folder: Path, label: str, at: datetime, suffix: str = ".db") -> Iterator[str]:
    """Yield names with a date for a new file, later ones than those of the same second there."""
    utc = at.astimezone(UTC)
    # strftime writes years before 1000 with fewer digits, which `dated` would not know again.
    stamp = f"{utc.year:04}{utc:%m%dT%H%M%SZ}"
    there = (dated(label, each.name) for each in folder.iterdir())
    taken = max((each[1] for each in there if each and each[0] == stamp), default=0)
    for number in range(taken + 1, taken + _MOST_AT_ONCE):
        yield f"{label}-{stamp}{'' if number == 1 else f'-{number}'}{suffix}"


def dated(prefix: str, name: str) -> tuple[str, int] | None:
    """Read the date from a name that `put` gave; None for any other name."""
    pattern = re.escape(prefix) + r"-([0-9]{8}T[0-9]{6}Z)(?:-([0-9]+))?\.(?:db|damaged)"
    match = re.fullmatch(pattern, name)
    return None if match is None else (match[1], int(match[2] or 1))


class _Name(NamedTuple):
    """What the name of a backup says.

    Args:
        own: the name itself, without what is added for a file that belongs to it.
        kind: what it was made before.
        at: when.
        number: which one of that second.
    """

    own: str
    kind: BackupKind
    at: datetime
    number: int


def _read(name: str) -> _Name | None:
    match = _OWN.fullmatch(name)
    at = None if match is None else _instant(match["stamp"])
    if match is None or at is None:
        return None
    return _Name(match["name"], _kind(match["label"]), at, int(match["number"] or 1))


def _stored(
    name: _Name, files: list[tuple[Path, os.stat_result]]
) -> tuple[tuple[int, datetime, int], StoredBackup]:
    """Describe a backup and the files that belong to it; before it how new it is."""
    # Its own file has the shortest name; without that, what belonged to it is all there is.
    (file, status), *others = sorted(files, key=lambda pair: len(pair[0].name))
    size = sum(each.st_size for _, each in files)
    beside = tuple(path_text(each) for each, _ in others)
    order = (status.st_mtime_ns, name.at, name.number)
    return order, StoredBackup(name.kind, name.at, size, path_text(file), beside)


def _kind(label: str) -> BackupKind:
    return BackupKind(label.removeprefix("before-").partition("-")[0])


def _instant(stamp: str) -> datetime | None:
    try:
        return datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def _identity(file: Path) -> Identity | None:
    """Say which book a backup is of; None for a damaged one, which does not tell."""
    try:
        return identity_of(file)
    except CrmError:
        return None


def _may_be_of(own: Identity | None, file: Path) -> bool:
    theirs = _identity(file)
    return theirs is None or (own is not None and own.is_same(theirs))


def _same(draft: Path, folder: Path, label: str) -> Path | None:
    for each, status in entries(folder):
        with contextlib.suppress(FileNotFoundError):
            if (
                dated(label, each.name)
                and stat.S_ISREG(status.st_mode)
                and filecmp.cmp(draft, each, shallow=False)
            ):
                return each
    return None
