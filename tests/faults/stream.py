"""One process that logs contact after contact, killed in the middle of a `log add`."""

from __future__ import annotations

import random
import sys
import time
from typing import TYPE_CHECKING

from tests.faults.dying import killed_after
from tests.faults.launcher import HOME
from tests.faults.place import Place, unsound
from tests.faults.trials import Trial
from tests.faults.writers import LOG_ADD, Crm

if TYPE_CHECKING:
    from pathlib import Path

    from tests.faults.launcher import Launcher

_LOGGING = """
import os, sys
from crmcli.main import run
number, parent = 0, os.getppid()
# Should the harness itself be killed, nobody else would end this.
while os.getppid() == parent:
    number += 1
    if run(["log", "add", "王芳", f"call {number}", "--via", "phone", "--quiet"]):
        sys.exit("failed")
    os.write(2, f"{number}\\n".encode())
"""
_LONGEST = 1.0


class Stream:
    """A process that logs and is killed; used like `Trials`.

    Args:
        folder: where it may work.
        launcher: what runs the commands that are not killed.
        seed: what all moments are drawn from.
    """

    name = "log add, one after another"

    def __init__(self, folder: Path, launcher: Launcher, *, seed: int) -> None:
        self.place = Place(folder)
        self._crm = Crm(self.place, launcher)
        self._seed = seed
        self.place.make()
        LOG_ADD.prepare(self._crm, 50)
        self.place.keep()
        self._words = [sys.executable, "-c", _LOGGING]
        self._environment = {**self.place.environment, "PYTHONPATH": str(HOME)}
        self._start = self._starting()

    def _starting(self) -> float:
        began = time.perf_counter()
        seconds = 0.2
        while not killed_after(seconds, self._words, self._environment).err:
            seconds += 0.1
        return min(seconds, time.perf_counter() - began)

    def trial(self, number: int) -> Trial:
        """Kill the process once and look at what is left."""
        self.place.begin_again()
        chance = random.Random(f"{self._seed}:{self.name}:{number}")  # noqa: S311 - a test
        seconds = self._start + chance.uniform(0, _LONGEST)
        ended = killed_after(seconds, self._words, self._environment)
        told = len(ended.err.splitlines())
        notes = self._notes()
        faults = unsound(self.place.book)
        # The one after the last that was told may have happened; none beyond it, and no gap.
        if notes not in (told, told + 1):
            faults.append(f"{told} were told, {notes} are there")
        self._crm("log", "add", "王芳", f"call {notes + 1}", "--via", "phone")
        if self._notes() != notes + 1:
            faults.append("the next is not there")
        how = f"after {seconds:.3f} s and {told} contacts"
        return Trial(how, ended.code >= 0, notes == told, notes > 0, tuple(faults))

    def _notes(self) -> int:
        lines = self._crm("log", "list", "王芳", "--format", "tsv").splitlines()
        at = lines[0].split("\t").index("note")
        notes = {line.split("\t")[at] for line in lines[1:]}
        count = len(lines) - 1
        return count if notes == {f"call {number + 1}" for number in range(count)} else -1
