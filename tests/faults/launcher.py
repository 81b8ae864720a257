"""Many runs of crm in little time: each is a fork of one process that has loaded it.

A fork is a process of its own, with its own limits and its own end, but starts in milliseconds. The
process that forks has one thread and no open file besides its pipes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import TracebackType
    from typing import Self

CLOSED = "closed"
HOME = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended and what it printed."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Order:
    """A run to be made.

    Args:
        words: the command line.
        environment: all of its environment.
        most: how many bytes any file it writes may reach; None for no limit.
        stdout: a file to write to instead of a pipe, or "closed" for a pipe nobody reads.
    """

    words: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    most: int | None = None
    stdout: str | None = None


class Launcher:
    """Runs crm; used as a context.

    Args:
        before: words to put before the program's, such as those of another namespace.
    """

    def __init__(self, before: Sequence[str] = ()) -> None:
        self._process: subprocess.Popen[bytes] = subprocess.Popen(
            [*before, sys.executable, "-m", __name__],
            cwd=HOME,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        if self._answer() != "ready":
            message = "crm cannot be loaded"
            raise RuntimeError(message)

    @property
    def pid(self) -> int:
        """The process that forks."""
        return self._process.pid

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the process that forks."""
        self._process.communicate()

    def run(self, order: Order) -> Ended:
        """Run crm to its end."""
        assert self._process.stdin is not None
        fields = {name: getattr(order, name) for name in Order.__slots__}
        self._process.stdin.write(json.dumps(fields).encode() + b"\n")
        self._process.stdin.flush()
        return Ended(*self._answer())

    def _answer(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        return json.loads(line) if line else None


def serve(orders: IO[bytes]) -> None:
    """Load crm whole and fork it for every order."""
    import importlib
    import pkgutil

    import crmcli

    for module in pkgutil.walk_packages(crmcli.__path__, "crmcli."):
        if "__main__" not in module.name and ".versions." not in module.name:
            importlib.import_module(module.name)
    os.write(1, json.dumps("ready").encode() + b"\n")
    for line in orders:
        order = Order(**json.loads(line))
        ended = _forked(order)
        os.write(1, json.dumps(ended).encode() + b"\n")


def _forked(order: Order) -> tuple[int, str, str]:
    (out, out_end), (err, err_end) = os.pipe(), os.pipe()
    if order.stdout == CLOSED:
        os.close(out)
        out = os.open(os.devnull, os.O_RDONLY)
    child = os.fork()
    if child == 0:
        _become(order, out_end, err_end)
    os.close(out_end)
    os.close(err_end)
    # What goes to stderr fits into its pipe.
    with os.fdopen(out, "rb") as told, os.fdopen(err, "rb") as complained:
        printed, said = told.read().decode(), complained.read().decode()
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), printed, said


def _become(order: Order, out: int, err: int) -> NoReturn:
    import resource
    import time

    from crmcli.main import main

    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    if order.stdout not in (None, CLOSED):
        out = os.open(order.stdout, os.O_WRONLY | os.O_CREAT)
    os.dup2(out, 1)
    os.dup2(err, 2)
    os.closerange(3, 64)
    os.environ.clear()
    os.environ.update(order.environment)
    time.tzset()
    if order.most is not None:
        # Python ignores SIGXFSZ, so a write beyond the limit fails with EFBIG.
        resource.setrlimit(resource.RLIMIT_FSIZE, (order.most, resource.RLIM_INFINITY))
    main(order.words)


if __name__ == "__main__":
    serve(sys.stdin.buffer)
