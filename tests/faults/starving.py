"""A disk that fills up: `python -m tests.faults.starving [NAME …]` lets each write in turn fail.

A limit on the size of files is raised write by write until the command succeeds.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.faults.launcher import Launcher, Order
from tests.faults.place import Place, as_before, content, unsound
from tests.faults.writers import STARVED, Crm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.faults.launcher import Ended
    from tests.faults.writers import Writer

CUSTOMERS = 40
_PAGE = 4096
_JOURNAL_HEAD = 512
_JOURNAL_PAGE = _PAGE + 8
_NO_ROOM = (
    "no room left",
    "File too large",
    "No space left on device",
    "database or disk is full",
    "disk I/O error",
)
"""How a full disk is told, by crm or by the system; a limit on files is told like a broken disk."""


class Starved:
    """A command that finds no room.

    Args:
        writer: the command.
        place: where it may work.
        launcher: what runs it.
    """

    def __init__(self, writer: Writer, place: Place, launcher: Launcher) -> None:
        self._writer = writer
        self._place = place
        self._launcher = launcher
        place.make()
        writer.prepare(Crm(place, launcher), CUSTOMERS)
        place.keep()
        self._words = writer.line(place)
        self._before = as_before(place)
        self._files = place.files()

    def limits(self) -> list[int]:
        """Say how large files may become so that each write in turn is the first to fail.

        What a whole run has changed tells where it writes: every changed page goes into the journal
        first, then to its place. Each limit lets a write begin and not end.
        """
        assert self.run().code == 0
        old, new = _files(self._place.kept), _files(self._place.desk)
        ends: set[int] = set()
        for name, data in new.items():
            had = old.get(name, b"")
            pages = [at for at in range(0, len(data), _PAGE) if _page(had, at) != _page(data, at)]
            ends |= {min(at + _PAGE, len(data)) for at in pages}
            kept = sum(at < len(had) for at in pages)
            ends |= {_JOURNAL_HEAD + number * _JOURNAL_PAGE for number in range(kept + 1)}
        self._place.begin_again()
        return sorted({0, 1, *(end - 1 for end in ends)})

    def run(self, most: int | None = None) -> Ended:
        """Run the command, with a limit on files or without."""
        return self._launcher.run(Order(self._words, self._place.environment, most))

    def faults_of(self, ended: Ended) -> list[str]:
        """Say what is not as it must be after a run that found no room."""
        faults = []
        first, *rest = ended.err.splitlines() or [""]
        if ended.code != 6:
            faults.append(f"ended with {ended.code}")
        if ended.out:
            faults.append(f"printed {ended.out!r}")
        said = " ".join(ended.err.split())
        clear = first.startswith("crm: ") and any(each in said for each in _NO_ROOM)
        if not clear or any(not line.startswith("     ") for line in rest):
            faults.append(f"said {ended.err!r}")
        return faults + self._changed()

    def _changed(self) -> list[str]:
        faults = []
        if content(self._place.book) not in self._before:
            faults.append("the book is not as it was")
        for name in sorted(self._place.files() - self._files):
            path = self._place.folder / name
            copied = self._writer.copies_first and self._writer.made_by_it(name)
            if not copied or content(path) not in self._before:
                faults.append(f"{name} is left")
        return faults + unsound(self._place.book)

    def faults_of_success(self, ended: Ended) -> list[str]:
        """Say what is not as it must be after the run that found room at last."""
        if ended.code != 0:
            return [f"ended with {ended.code} when there was room: {ended.err!r}"]
        return unsound(self._place.book)

    def faults_up_to(self, limits: list[int]) -> list[str]:
        """Raise the limit until the command succeeds, and say what was not as it must be."""
        faults: list[str] = []
        for most in limits:
            ended = self.run(most)
            if ended.code == 0:
                return [*faults, *self.faults_of_success(ended)]
            faults += [f"with {most} bytes it {each}" for each in self.faults_of(ended)]
        return faults + self.faults_of_success(self.run())


def thinned(limits: list[int], most: int) -> list[int]:
    """Leave out limits evenly; the first and the last stay."""
    step = max(1, -(-len(limits) // most))
    return sorted({*limits[::step], limits[-1]})


def _files(folder: Path) -> Mapping[str, bytes]:
    found = (each for each in folder.rglob("*") if each.is_file())
    return {str(each.relative_to(folder)): each.read_bytes() for each in found}


def _page(data: bytes, at: int) -> bytes:
    return data[at : at + _PAGE]


def main() -> int:
    """Let every write of the commands that are named fail in turn, or of all."""
    failed = False
    with tempfile.TemporaryDirectory(prefix="crm-starve-") as scratch, Launcher() as launcher:
        for number, writer in enumerate(STARVED):
            if sys.argv[1:] and writer.name not in sys.argv[1:]:
                continue
            starved = Starved(writer, Place(Path(scratch) / str(number)), launcher)
            limits = starved.limits()
            faults = starved.faults_up_to(limits)
            sys.stdout.write(f"{writer.name}: {len(limits)} limits, {len(faults)} faults\n")
            sys.stdout.writelines(f"  {each}\n" for each in faults)
            sys.stdout.flush()
            failed = failed or bool(faults)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
