"""The book's own backup folder: what lies there, automatic backups, and which of them go."""

from __future__ import annotations

import contextlib
import filecmp
import re
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from crmcli.domain.backup import KEPT, BackupKind, StoredBackup
from crmcli.errors import N_
from crmcli.store.backup_target import NoBackupPlace, target_faults
from crmcli.store.place import drafted, publish

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

_STAMP = "%Y%m%dT%H%M%SZ"
_OWN = re.compile(
    r"(?P<label>backup|before-(?:migration-v[0-9]+|restore|repair|import))"
    r"-(?P<stamp>[0-9]{8}T[0-9]{6}Z)(?:-(?P<number>[0-9]+))?\.(?:db|damaged)"
)
_MOST_AT_ONCE = 1000


def folder_of(path: Path) -> Path:
    """Say where the backups of a book lie: beside it, whatever link leads to it."""
    own = path.resolve()
    return own.with_name(f"{own.stem if own.suffix == '.db' else own.name}.backups")


def stored(path: Path) -> list[StoredBackup]:
    """List the backups in a book's own folder, the newest first."""
    folder = folder_of(path)
    if not folder.is_dir():
        return []
    found = []
    for each in folder.iterdir():
        match = _OWN.fullmatch(each.name)
        at = None if match is None else _instant(match["stamp"])
        if match is not None and at is not None and each.is_file() and not each.is_symlink():
            kind = BackupKind(match["label"].removeprefix("before-").partition("-")[0])
            order = (at, int(match["number"] or 1))
            found.append((order, StoredBackup(str(each), kind, at, each.stat().st_size)))
    return [each for _, each in sorted(found, key=lambda pair: pair[0], reverse=True)]


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
    folder = made_folder(path)
    with target_faults(folder), drafted(folder / f"{label}{suffix}") as draft:
        fill(draft, folder)
        same = _same(draft, folder, label) if once else None
        saved = same or put(draft, folder, label, at, suffix)
    kind = [each for each in stored(path) if _is_of(each, label)]
    drop([Path(each.path) for each in kind][KEPT:], started, {saved, *spared})
    return saved


def made_folder(path: Path) -> Path:
    """Return a book's backup folder; it is made where it is missing, for its owner alone.

    Raises:
        NoBackupPlace: it cannot be made, or is none.
    """
    folder = folder_of(path)
    with target_faults(folder):
        folder.mkdir(mode=0o700, exist_ok=True)
    return folder


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
    """Remove files, but none that another process has made since this one began.

    Returns:
        Those that are gone.
    """
    gone = []
    staying = {each.resolve() for each in spared}
    for each in files:
        # One that cannot be removed is one backup too many, which is no reason to stop.
        with contextlib.suppress(OSError):
            if each.resolve() not in staying and each.stat().st_ctime < started:
                each.unlink()
                gone.append(each)
    return gone


def names(folder: Path, label: str, at: datetime, suffix: str = ".db") -> Iterator[str]:
    """Yield names with a date for a new file, later ones than those of the same second there."""
    stamp = at.astimezone(UTC).strftime(_STAMP)
    there = (dated(label, each.name) for each in folder.iterdir())
    taken = max((each[1] for each in there if each and each[0] == stamp), default=0)
    for number in range(taken + 1, taken + _MOST_AT_ONCE):
        yield f"{label}-{stamp}{'' if number == 1 else f'-{number}'}{suffix}"


def dated(prefix: str, name: str) -> tuple[str, int] | None:
    """Read the date from a name that `put` gave; None for any other name."""
    pattern = re.escape(prefix) + r"-([0-9]{8}T[0-9]{6}Z)(?:-([0-9]+))?\.(?:db|damaged)"
    match = re.fullmatch(pattern, name)
    return None if match is None else (match[1], int(match[2] or 1))


def _instant(stamp: str) -> datetime | None:
    try:
        return datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def _same(draft: Path, folder: Path, label: str) -> Path | None:
    earlier = (each for each in folder.iterdir() if dated(label, each.name) and each.is_file())
    return next((each for each in earlier if filecmp.cmp(draft, each, shallow=False)), None)


def _is_of(backup: StoredBackup, label: str) -> bool:
    return backup.kind == label.removeprefix("before-").partition("-")[0]
