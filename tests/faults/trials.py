"""One command killed again and again on the same book, and what must be true afterwards."""

from __future__ import annotations

import random
import re
import signal
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.faults.dying import (
    can_trace,
    counted,
    failing_at,
    finished,
    killed_after,
    program,
    signalled_at,
)
from tests.faults.launcher import Order
from tests.faults.place import Place, as_before, content, unsound
from tests.faults.writers import Crm

if TYPE_CHECKING:
    from pathlib import Path

    from tests.faults.launcher import Ended, Launcher
    from tests.faults.writers import Writer

_DRAFT = re.compile(r"(desk|tmp)(/.*)?/\.[^/]+\.[0-9a-f]{12}\.new(-journal)?")
"""What one that is killed may leave: a file that was to become another, under a name of its own."""
_TEMPORARY = re.compile(r"tmp/etilqs_[0-9a-f]+")
"""SQLite's own temporary file, between the call that makes it and the one that takes its name."""
_TEXT_ROW = re.compile(r'INSERT INTO "?\w+_text_\w+')
_SWEPT = re.compile(r"""(INSERT INTO "erasure" .*),[01]\);""", re.DOTALL)
_LATE = 1.1
"""Moments are drawn a little beyond the usual end, since a run may take longer than usual."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of one kill.

    Args:
        how: where it was made.
        survived: whether the command ended before it could be killed.
        answered: whether it had said that it was done.
        happened: whether the book is as the command leaves it; None if it is neither that nor as
            it was.
        faults: what is not as it must be.
    """

    how: str
    survived: bool
    answered: bool
    happened: bool | None
    faults: tuple[str, ...]


class Trials:
    """A command that is killed.

    Args:
        writer: the command.
        folder: where it may work.
        launcher: what runs the commands that are not killed.
        customers: how many customers are in play.
        seed: what all moments are drawn from.
    """

    def __init__(
        self, writer: Writer, folder: Path, launcher: Launcher, *, customers: int, seed: int
    ) -> None:
        self.writer = writer
        self.place = Place(folder)
        self._launcher = launcher
        self._seed = seed
        self.place.make()
        writer.prepare(Crm(self.place, launcher), customers)
        self.place.keep()
        self._files = self.place.files()
        self._words = program(writer.line(self.place))
        self.before = as_before(self.place)
        began = time.perf_counter()
        self.calls = self._done()
        self.seconds = time.perf_counter() - began
        self.after = content(self.place.book)
        made = self.place.files() - self._files
        self._made = {name: (self.place.folder / name).read_bytes() for name in made}

    def _done(self) -> dict[str, int]:
        """Let the command run to its end and count its system calls."""
        environment = self.place.environment
        calls: dict[str, int] = {}
        if can_trace():
            ended, calls = counted(self._words, environment, self.place.folder / "calls")
        else:
            ended = finished(self._words, environment)
        assert ended.code == 0, ended.err
        self.out = ended.out
        return calls

    def signalled(self, call: str, count: int, number: signal.Signals) -> Ended:
        """Run the command on a fresh book and send it a signal at a system call."""
        self.place.begin_again()
        return signalled_at(call, count, number, self._words, self.place.environment)

    def failing(self, call: str, count: int, error: str) -> Ended:
        """Run the command on a fresh book and let a system call fail."""
        self.place.begin_again()
        return failing_at(call, count, error, self._words, self.place.environment)

    def trial(self, number: int) -> Trial:
        """Kill the command once, the n-th time, and look at what is left."""
        self.place.begin_again()
        chance = random.Random(f"{self._seed}:{self.writer.name}:{number}")  # noqa: S311 - a test
        if self.calls and number % 2:
            call = chance.choice(sorted(self.calls))
            count = chance.randint(1, self.calls[call])
            how = f"at {call} {count} of {self.calls[call]}"
            ended = self.signalled(call, count, signal.SIGKILL)
            assert ended.code != 0, f"{self.writer.name} was not killed {how}"
        else:
            seconds = chance.uniform(0, self.seconds * _LATE)
            how = f"after {seconds:.3f} s of {self.seconds:.3f} s"
            ended = killed_after(seconds, self._words, self.place.environment)
        return self._looked_at(how, ended)

    def _looked_at(self, how: str, ended: Ended) -> Trial:
        faults: list[str] = []
        answered = ended.code == 0 or ended.out.endswith("\n")
        if ended.code > 0:
            faults.append(f"ended with {ended.code}: {ended.err}")
        faults += self._next_command_fails()
        found = content(self.place.book)
        happened: bool | None = None
        if found in self.before:
            happened = False
        elif self._is_after(found):
            happened = True
        if happened is None:
            faults.append("the book is neither as it was nor as it was to be")
        elif answered and not happened:
            faults.append("it answered, but it has not happened")
        faults += self._repeated()
        faults += self.left_over()
        return Trial(how, ended.code == 0, answered, happened, tuple(faults))

    def _next_command_fails(self) -> list[str]:
        if not self.place.book.exists():
            return []
        if self.writer.name == "migration":
            # Any command would bring the book up.
            return unsound(self.place.book)
        ended = self._launcher.run(Order(["check"], self.place.environment))
        faults = [] if ended.code == 0 else [f"check ended with {ended.code}: {ended.err}"]
        return faults + unsound(self.place.book)

    def left_over(self) -> list[str]:
        """Say which files are there that should not be, or are not whole."""
        faults = []
        for name in sorted(self.place.files() - self._files):
            if self.writer.made_by_it(name):
                faults += self._half_made(name)
            elif not (_DRAFT.fullmatch(name) or _TEMPORARY.fullmatch(name)):
                faults.append(f"{name} is left")
        return faults

    def _half_made(self, name: str) -> list[str]:
        path = self.place.folder / name
        faults = []
        if path.suffix != ".db":
            whole = path.read_bytes() == self._made[name]
        else:
            faults += [f"{name}: {each}" for each in unsound(path)]
            whole = content(path) in (*self.before, self.after)
        if not whole:
            faults.append(f"{name} is not whole")
        if path.stat().st_mode & 0o77:
            faults.append(f"{name} can be read by others")
        return faults

    def _repeated(self) -> list[str]:
        """Give the same command again: its key keeps it from happening twice."""
        words, environment = self.writer.line(self.place), self.place.environment
        ended = self._launcher.run(Order(words, environment))
        forced = ended.code == 4 and self.writer.never_replaces
        if forced:
            # Killed between its last two steps it leaves a whole file that nobody was told of.
            ended = self._launcher.run(Order((*words, "--force"), environment))
        if ended.code != 0:
            return [f"given again it ended with {ended.code}: {ended.err}"]
        found = content(self.place.book)
        if forced:
            found = sorted(each.replace(" --force", "") for each in found)
        if not self._is_after(found):
            return ["given again it did not lead where it should"]
        file = self.place.book.read_bytes()
        left = [
            f"{each} is still in the file" for each in self.writer.erases if each.encode() in file
        ]
        return left + self._next_command_fails()

    def _is_after(self, found: list[str]) -> bool:
        if self.writer.cleans_up:
            return _but_for_cleaning(found) == _but_for_cleaning(self.after)
        return found == self.after


def _but_for_cleaning(found: list[str]) -> list[str]:
    """Leave out what is rewritten after a commit: full-text tables, and the mark that they were."""
    rows = (each for each in found if not _TEXT_ROW.match(each))
    return [_SWEPT.sub(r"\1;", each) for each in rows]
