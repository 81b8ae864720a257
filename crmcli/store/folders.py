"""Making the folders above a file, closed to others."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def make_folders(folder: Path) -> None:
    """Make a folder, and those above it that are missing, closed to others."""
    # With mkdir's own `parents` the folders above would be open to others.
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(mode=0o700, exist_ok=True)


@contextlib.contextmanager
def folders_made(folder: Path) -> Iterator[None]:
    """Make a folder as `make_folders` does; what was made and stays empty is removed afterwards."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    make_folders(folder)
    try:
        yield
    finally:
        for each in missing:
            with contextlib.suppress(OSError):
                each.rmdir()
