"""A file system that is really full: a small one in memory, in a namespace of this process alone.

`python -m tests.faults.small_disk FOLDER` runs where FOLDER/desk is such a file system: each
command is run with no room at all, then with a page more and more, until it succeeds.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

from tests.faults.launcher import HOME, Launcher
from tests.faults.place import Place
from tests.faults.starving import Starved
from tests.faults.writers import STARVED

_SIZE = 8 << 20
_PAGE = 4096
_MOUNT = f'mount -t tmpfs -o size={_SIZE} none "$0" && exec "$@"'


def inside(desk: Path) -> list[str]:
    """Give the words that run a program where `desk` is a small file system of its own."""
    user = ["-r"] if os.getuid() else []
    return ["unshare", *user, "-m", "sh", "-c", _MOUNT, str(desk)]


@cache
def obstacle() -> str | None:
    """Say why this machine cannot mount one; None if it can."""
    words = [*inside(Path("/mnt")), "true"]
    try:
        tried = subprocess.run(words, capture_output=True, text=True, check=False)
    except OSError as error:
        return str(error)
    return None if tried.returncode == 0 else tried.stderr.strip() or "it cannot be mounted"


def faults(folder: Path) -> dict[str, list[str]]:
    """Starve every command on a full file system; give what is wrong, by the command's name."""
    place = Place(folder)
    place.make()
    words = [*inside(place.desk), sys.executable, "-m", __name__, str(folder)]
    done = subprocess.run(words, cwd=HOME, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


def _starve(place: Place, launcher: Launcher) -> dict[str, list[str]]:
    found = {}
    for writer in STARVED:
        place.clear()
        starved = Starved(writer, place, launcher)
        found[writer.name] = _faults_of(starved, place.desk)
    return found


def _faults_of(starved: Starved, desk: Path) -> list[str]:
    filler = desk / "filler"
    found, pages = [], 0
    while pages * _PAGE < _SIZE // 2:
        _fill(filler, pages)
        ended = starved.run()
        if ended.code == 0:
            if not pages:
                found.append("it writes nothing")
            return [*found, *starved.faults_of_success(ended)]
        filler.unlink()
        found += [f"with {pages} pages it {each}" for each in starved.faults_of(ended)]
        pages += 1 + pages // 2
    return [*found, "it never succeeds"]


def _fill(filler: Path, pages: int) -> None:
    """Leave so many pages free."""
    with filler.open("wb") as file:
        free = os.statvfs(filler).f_bavail
        os.posix_fallocate(file.fileno(), 0, max(1, (free - pages)) * _PAGE)


if __name__ == "__main__":
    with Launcher() as own:
        sys.stdout.write(json.dumps(_starve(Place(Path(sys.argv[1])), own)))
