"""The place of a book: who may read it, on what kind of disk it lies, and what lies beside it."""

from __future__ import annotations

import re
import stat
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from crmcli.domain.finding import Finding, passed, warned
from crmcli.domain.message import counted, message
from crmcli.domain.path_text import path_text
from crmcli.errors import N_
from crmcli.store.belongings import folder_of
from crmcli.store.journal import COMPANIONS, files_of
from crmcli.store.place import DRAFT, entries, status_of

if TYPE_CHECKING:
    from collections.abc import Iterator

PERMISSIONS = "permissions"
LEFTOVERS = "leftovers"

_OCTAL = re.compile(r"\\([0-7]{3})")
_MOUNTS = Path("/proc/self/mountinfo")
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
_STALE = 3600
"""After how many seconds a file that was being filled belongs to a run that was cut off."""

_NETWORK = frozenset(
    {
        "9p", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "drvfs", "fuse.cephfs",
        "fuse.davfs2", "fuse.glusterfs", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.s3fs",
        "fuse.sshfs", "fuse.vmhgfs-fuse", "gfs2", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4",
        "ocfs2", "orangefs", "prl_fs", "smb3", "smbfs", "vboxsf", "vmhgfs",
    }
)  # fmt: skip
"""File systems whose locks cannot be trusted, as /proc names them."""

_SYNCED = (
    "dropbox", "onedrive", "icloud", "mobile documents", "google drive", "googledrive",
    "nutstore", "坚果云", "我的坚果云", "百度网盘", "baidunetdisk", "baidusyncdisk", "nextcloud",
    "owncloud", "syncthing", "seafile", "pcloud", "megasync", "box sync", "yandex.disk",
    "resilio", "腾讯微云",
)  # fmt: skip
"""How the folders of programs begin that copy files as they change."""

_MARKERS = (".stfolder", ".dropbox", ".dropbox.cache", ".owncloudsync.log", ".nextcloudsync.log")
"""What such programs leave in their folders."""


def place(path: Path) -> Iterator[Finding]:
    """Look at a book's place, without opening the book."""
    yield _access(path)
    yield from _folder(path)
    yield _disk(path)
    yield from _links(path)
    yield from _beside(path)


def exposed(path: Path) -> list[Path]:
    """List the files and folders of a book that others may read."""
    folder = folder_of(path)
    statuses = ((each, status_of(each)) for each in (*files_of(path), folder))
    found = [(each, status) for each, status in statuses if status is not None]
    found += [each for each in entries(folder) if stat.S_ISREG(each[1].st_mode)]
    # A link says of itself that everybody may read it.
    return [
        each
        for each, status in found
        if status.st_mode & _OTHERS and not stat.S_ISLNK(status.st_mode)
    ]


def drafts(path: Path) -> list[Path]:
    """List the files beside a book, and in its backup folder, that a run left half filled."""
    own = path.resolve()
    suffixes = tuple(DRAFT + each for each in ("", *COMPANIONS))
    found = [each for each in entries(own.parent) if each[0].name.startswith(f".{own.name}.")]
    found += [each for each in entries(folder_of(path)) if each[0].name.startswith(".")]
    before = time.time() - _STALE
    return [
        each for each, status in found if each.name.endswith(suffixes) and status.st_mtime < before
    ]


def file_system(path: Path, mounts: str) -> str | None:
    """Name the file system a path lies on, by the text of /proc/self/mountinfo."""
    longest, found = "", None
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        fields = before.split()
        if len(fields) > 4 and after:  # noqa: PLR2004 - the fifth is the place
            point = _OCTAL.sub(lambda match: chr(int(match[1], 8)), fields[4])
            inside = point == "/" or str(path) == point or str(path).startswith(f"{point}/")
            # Of several at one place the last one hides the others.
            if inside and len(point) >= len(longest):
                longest, found = point, after.split()[0]
    return found


def synced_by(path: Path) -> str | None:
    """Return the part of a path, or the file in it, that tells of a program that copies files."""
    for folder in path.parents:
        if folder.name.casefold().startswith(_SYNCED):
            return folder.name
        marker = next((each for each in _MARKERS if (folder / each).exists()), None)
        # A program's own settings lie in the home folder, under the same names.
        if marker is not None and folder != Path.home():
            return marker
    return None


def _access(path: Path) -> Finding:
    found = exposed(path)
    if not found:
        return passed(PERMISSIONS, message(N_("Nobody else may read the book or its backups.")))
    text = counted(
        "{count} file of the book may be read by others: {path}",
        "{count} files of the book may be read by others, such as {path}",
        len(found),
        path=path_text(found[0]),
    )
    return warned(PERMISSIONS, text, len(found), repairable=True)


def _folder(path: Path) -> Iterator[Finding]:
    folder = path.resolve().parent
    mode = folder.stat().st_mode
    if mode & _OTHERS_WRITE and not mode & stat.S_ISVTX:
        text = N_("Others may put files into {folder}, and take the book away.")
        yield warned("folder", message(text, folder=path_text(folder)))


def _disk(path: Path) -> Finding:
    own = path.resolve()
    try:
        kind = file_system(own, _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape"))
    except OSError:
        # Not Linux: nothing is known, and nothing is claimed.
        kind = None
    if kind in _NETWORK:
        text = N_("The book lies on a network or shared folder ({kind}), where locks may fail.")
        return warned("network", message(text, kind=kind))
    by = synced_by(own)
    if by is not None:
        text = N_("The book lies in a folder that is synced ({by}); a copy made midway is damaged.")
        return warned("synced", message(text, by=by))
    return passed("disk", message(N_("The book lies on a disk of this machine.")))


def _links(path: Path) -> Iterator[Finding]:
    if path.is_symlink():
        text = N_("{path} is a link; the book is {own}.")
        yield passed("link", message(text, path=path_text(path), own=path_text(path.resolve())))


def _beside(path: Path) -> Iterator[Finding]:
    own = path.resolve()
    journal = status_of(own.with_name(f"{own.name}-journal"))
    if journal is not None and journal.st_size:
        text = N_("A command is at work, or was cut off; what it had begun is taken back.")
        yield warned("cut_off", message(text))
    found = drafts(path)
    if found:
        left = counted(
            "{count} half-filled file was left behind: {path}",
            "{count} half-filled files were left behind, such as {path}",
            len(found),
            path=path_text(found[0]),
        )
        yield warned(LEFTOVERS, left, len(found), repairable=True)


def close_to_others(path: Path) -> None:
    """Let nobody else read a book's files."""
    for each in exposed(path):
        with suppress(FileNotFoundError):
            each.chmod(0o700 if each.is_dir() else 0o600)


def remove_drafts(path: Path) -> None:
    """Remove what runs that were cut off left behind."""
    for each in drafts(path):
        each.unlink(missing_ok=True)
