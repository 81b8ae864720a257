"""Running whole programs and taking their time and memory from the system.

The process that measures must stay small: on Linux the peak memory of a child begins with that of
its parent. So whatever needs crmcli at set-up runs in a process of its own (building.py).
"""

from __future__ import annotations

import fcntl
import os
import struct
import subprocess
import tempfile
import termios
import time
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

COLUMNS = 80
_ROWS = 24
_KIB = 1024
_WHAT_IS_KEPT = 1_000_000
_SETTINGS_OF_OTHERS = frozenset({"COLUMNS", "LINES", "FORCE_COLOR", "NO_COLOR"})


@dataclass(frozen=True, slots=True)
class Program:
    """A command line to be measured.

    Args:
        words: the command line; `{run}` in a word becomes a number of each run's own.
        environment: what it finds beside the usual variables.
        terminal: whether it runs on a terminal, 80 columns wide, or writes into a pipe.
        prepare: called before each run, outside the measured time.
    """

    words: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    terminal: bool = False
    prepare: Callable[[], None] | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took: wall-clock and CPU seconds, and peak memory in MB (2^20 bytes)."""

    seconds: float
    cpu: float
    peak: float
    output: bytes


@dataclass(frozen=True, slots=True)
class Runs:
    """The medians of several runs; the peak is their highest."""

    seconds: float
    cpu: float
    peak: float
    output: bytes


class ProgramFailedError(Exception):
    """A program that was to be measured ended badly, or said nothing."""


_numbers = iter(range(1, 1_000_000_000))


def alternating(programs: Sequence[Program], rounds: int, *, warm: bool = True) -> list[Runs]:
    """Run programs in turn, A B A B ….

    Args:
        programs: what to run.
        rounds: how often each is run.
        warm: whether each is run once before, not counted, so that files lie in memory.

    Raises:
        ProgramFailedError: one of them ended badly.
    """
    kept: list[list[Run]] = [[] for _ in programs]
    if warm:
        for program in programs:
            run(program)
    for _ in range(rounds):
        for program, runs in zip(programs, kept, strict=True):
            runs.append(run(program))
    return [_together(runs) for runs in kept]


def run(program: Program) -> Run:
    """Run a program once, to its end.

    Raises:
        ProgramFailedError: it ended badly.
    """
    if program.prepare is not None:
        program.prepare()
    number = f"{os.getpid()}-{next(_numbers)}"
    words = [word.replace("{run}", number) for word in program.words]
    environment = {**_environment(), **program.environment}
    with tempfile.TemporaryFile() as errors:
        reader, writer = _terminal() if program.terminal else os.pipe()
        began = time.perf_counter()
        process = subprocess.Popen(
            words,
            stdin=writer if program.terminal else subprocess.DEVNULL,
            stdout=writer,
            stderr=errors,
            env=environment,
        )
        os.close(writer)
        output = _read(reader)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        os.close(reader)
        if process.returncode != 0:
            errors.seek(0)
            said = errors.read().decode("utf-8", "replace").splitlines()
            # A hint or a traceback is indented; what happened is not.
            plain = [line for line in said if line and not line[0].isspace()] or ["no message"]
            message = f"exit {process.returncode}: {plain[-1][:120]}"
            raise ProgramFailedError(message)
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / _KIB, output)


def _together(runs: Sequence[Run]) -> Runs:
    return Runs(
        median(each.seconds for each in runs),
        median(each.cpu for each in runs),
        max(each.peak for each in runs),
        runs[-1].output,
    )


def _environment() -> dict[str, str]:
    # Python's own variables go too: without bytecode files, crm would be compiled on each run.
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("CRM_", "_CRM_", "PYTHON")) and name not in _SETTINGS_OF_OTHERS
    }
    return {**kept, "LC_ALL": "C.UTF-8", "TERM": "xterm-256color", "CRM_USER": "tester"}


def _terminal() -> tuple[int, int]:
    reader, writer = os.openpty()
    fcntl.ioctl(writer, termios.TIOCSWINSZ, struct.pack("HHHH", _ROWS, COLUMNS, 0, 0))
    return reader, writer


def _read(descriptor: int) -> bytes:
    """Read to the end and keep the beginning."""
    kept = bytearray()
    while True:
        try:
            piece = os.read(descriptor, 1 << 16)
        except OSError:
            # So a terminal says that its last program has gone.
            break
        if not piece:
            break
        if len(kept) < _WHAT_IS_KEPT:
            kept += piece
    return bytes(kept)
