"""Other processes that share the work of a large import; this one alone for a small one.

They never see a book: what they are given and give back are plain values. They end with this
process, however it ends, and an interrupt is for this one to answer.
"""

from __future__ import annotations

import os
import signal
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")

_WORTH_IT = 4000
"""From how many customers on another process is started: that takes as long as some 500 of them."""

_MOST = 3
"""How many others can be kept busy: what one process writes, two or three prepare."""


class Workers(Protocol):
    """Whoever does the work.

    Attributes:
        count: how many tasks can be done at the same time.
    """

    count: int

    def submit(self, task: Callable[..., T], *values: object) -> Future[T]:
        """Let a function of a module be called with values, and promise its result."""


class _Here:
    """This process: a task is done as it comes."""

    count = 0

    def submit(self, task: Callable[..., T], *values: object) -> Future[T]:
        done: Future[T] = Future()
        done.set_result(task(*values))
        return done


class _Others:
    """Other processes."""

    def __init__(self, pool: ProcessPoolExecutor, count: int) -> None:
        self._pool = pool
        self.count = count

    def submit(self, task: Callable[..., T], *values: object) -> Future[T]:
        return self._pool.submit(task, *values)


@contextmanager
def workers(count: int) -> Iterator[Workers]:
    """Open the workers that an import of so many customers deserves.

    Args:
        count: how many customers there are to prepare.
    """
    spare = min(_spare(), _MOST)
    if count < _WORTH_IT or not spare:
        yield _Here()
        return
    # A fork would take the open book with it.
    context = get_context("spawn")
    pool = ProcessPoolExecutor(spare, context, initializer=_begin)
    try:
        yield _Others(pool, spare)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _spare() -> int:
    """Count the processors that others may use while this process has one."""
    try:
        return len(os.sched_getaffinity(0)) - 1
    except AttributeError:
        return (os.cpu_count() or 1) - 1


def _begin() -> None:
    """Leave interrupts to the process that waits for the work, and end when it does."""
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
