"""Where benchmarks are made: the books, kept from one run to the next, and the programs to run."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from tests.benchmarks.measuring import Program

HERE = Path(__file__).parent
HOME = HERE.parents[1]

SMALL = 1_000
MIDDLE = 10_000
LARGE = 100_000
HUGE = 1_000_000

_KEPT_DAYS = 30
"""Less than the 40 days for which nobody else becomes due (entries.KEPT_DAYS)."""


def _cache() -> Path:
    named = os.environ.get("CRM_BENCH_CACHE")
    folder = Path(named) if named else Path(tempfile.gettempdir()) / f"crm-bench-{os.getuid()}"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


@dataclass
class Workbench:
    """What every line of the table is measured with.

    Args:
        quick: whether the largest books have 100,000 customers instead of 1,000,000.
        rounds: how often a short command is run; long ones are run a few times.
        scratch: a folder that is gone afterwards.
        cache: the folder where books are kept.
    """

    quick: bool
    rounds: int
    scratch: Path
    cache: Path = field(default_factory=_cache)

    @property
    def huge(self) -> int:
        """How many customers the largest book has."""
        return LARGE if self.quick else HUGE

    def book(self, size: int, due: int, *, every_kind: bool = False) -> Path:
        """Return a kept book, or make it; nothing that is measured may write to it."""
        kind = "every-kind" if every_kind else "clocks"
        stem = f"book-{size}-{due}-{kind}-{self._fingerprint}"
        today = date.today()  # noqa: DTZ011 - crm reads this clock too
        for kept in sorted(self.cache.glob(f"{stem}-*.db"), reverse=True):
            age = today - date.fromisoformat(kept.stem.removeprefix(f"{stem}-"))
            if 0 <= age.days <= _KEPT_DAYS:
                return kept
        for outdated in self.cache.glob(f"book-{size}-{due}-{kind}-*"):
            outdated.unlink()
        draft = self.cache / f"making-{size}-{os.getpid()}.db"
        draft.unlink(missing_ok=True)
        _tell(f"making a book of {size:,} customers with {due} due")
        self.set_up("book", draft, str(size), str(due), kind)
        return draft.rename(self.cache / f"{stem}-{today}.db")

    @cached_property
    def empty_book(self) -> Path:
        """An empty book to copy."""
        path = self.scratch / "empty.db"
        self.set_up("empty", path)
        return path

    @cached_property
    def _fingerprint(self) -> str:
        return self.set_up("empty", self.scratch / "fingerprint.db")

    def set_up(self, what: str, path: Path, *rest: str) -> str:
        """Have building.py make something; return what it printed."""
        words = [sys.executable, "-m", "tests.benchmarks.building", what, str(path), *rest]
        done = subprocess.run(words, cwd=HOME, stdout=subprocess.PIPE, text=True, check=True)
        return done.stdout.strip()

    def crm(self, book: Path, *words: str, terminal: bool = False, **environment: str) -> Program:
        """Give the installed `crm` with a command line on a book."""
        program = Path(sys.executable).with_name("crm")
        return Program([str(program), *words], {"CRM_DB": str(book), **environment}, terminal)

    def without_history(self, book: Path, *words: str) -> Program:
        """Give crm with a command line on a book, noting nothing of what it changes."""
        return replace(
            self.floor("without_history", *words),
            environment={"PYTHONPATH": str(HERE / "floors"), "CRM_DB": str(book)},
        )

    def floor(self, name: str, *words: str, terminal: bool = False) -> Program:
        """Give a program of `floors/`, started as an installed program is: from its bytecode."""
        start = f"from {name} import main; main()"
        floors = {"PYTHONPATH": str(HERE / "floors")}
        return Program([sys.executable, "-c", start, *words], floors, terminal)


def _tell(text: str) -> None:
    sys.stderr.write(f"{text}\n")
