"""What lies in a folder, to the byte: compared before and after a command that must not write."""

from __future__ import annotations

import hashlib
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

JOURNAL = "-journal"


def state(folder: Path) -> dict[str, tuple[int, str]]:
    """Give the mode and content of everything in a folder, but for journals that are empty."""
    found = {}
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        if path.name.endswith(JOURNAL) and stat.S_ISREG(status.st_mode) and not status.st_size:
            continue
        found[str(path.relative_to(folder))] = (status.st_mode, _content(path, status.st_mode))
    return found


def _content(path: Path, mode: int) -> str:
    if stat.S_ISLNK(mode):
        return str(path.readlink())
    if not stat.S_ISREG(mode):
        return ""
    return hashlib.sha256(path.read_bytes()).hexdigest()
