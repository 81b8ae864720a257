"""The real program, started and killed: at a moment, or as it enters a system call."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tests.faults.launcher import HOME, Ended

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CALLS = (
    "pwrite64", "write", "fsync", "fdatasync", "ftruncate",
    "link", "linkat", "unlink", "unlinkat", "rename", "renameat", "renameat2",
)  # fmt: skip
"""The system calls that change files; which of them there are depends on the machine."""


@cache
def can_trace() -> bool:
    """Whether a program can be killed at a system call: it takes strace and the right to trace."""
    if shutil.which("strace") is None:
        return False
    words = [*_traced("write", os.devnull), "--seccomp-bpf", "true"]
    return subprocess.run(words, capture_output=True, check=False).returncode == 0


def program(words: Sequence[str]) -> list[str]:
    """Give the words that start the real program."""
    return [sys.executable, "-m", "crmcli", *words]


def killed_after(seconds: float, words: Sequence[str], environment: Mapping[str, str]) -> Ended:
    """Start a program and kill it with all its children after so many seconds."""
    child = _started(words, environment)
    try:
        out, err = child.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        out, err = child.communicate()
    return Ended(child.returncode, out.decode(), err.decode())


def signalled_at(
    call: str,
    count: int,
    number: signal.Signals,
    words: Sequence[str],
    environment: Mapping[str, str],
) -> Ended:
    """Run a program that is sent a signal as it enters its n-th system call of a name."""
    fault = f"inject={call}:signal={number.name}:when={count}"
    return finished([*_traced(call, os.devnull), "-e", fault, *words], environment)


def failing_at(
    call: str, count: int, error: str, words: Sequence[str], environment: Mapping[str, str]
) -> Ended:
    """Run a program whose n-th system call of a name fails."""
    fault = f"inject={call}:error={error}:when={count}"
    return finished([*_traced(call, os.devnull), "-e", fault, *words], environment)


def counted(
    words: Sequence[str], environment: Mapping[str, str], log: Path
) -> tuple[Ended, dict[str, int]]:
    """Run a program to its end and count the system calls by which it changes files."""
    names = ",".join(f"?{each}" for each in CALLS)
    # With this filter the program stops at these calls alone and is as fast as ever; but faults
    # cannot be injected with it.
    ended = finished([*_traced(names, log), "--seccomp-bpf", *words], environment)
    calls = (line.partition(" ")[2] for line in log.read_text(errors="replace").splitlines())
    found = Counter(call.strip().partition("(")[0] for call in calls)
    log.unlink()
    return ended, {name: count for name, count in found.items() if name in CALLS}


def _traced(calls: str, log: Path | str) -> list[str]:
    return ["strace", "-f", "-qq", "-o", str(log), "-e", f"trace={calls}"]


def finished(words: Sequence[str], environment: Mapping[str, str]) -> Ended:
    """Run a program to its end."""
    child = _started(words, environment)
    out, err = child.communicate()
    return Ended(child.returncode, out.decode(), err.decode())


def _started(words: Sequence[str], environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        words,
        cwd=HOME,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
