"""Progress bars for long work: on stderr, on a terminal alone, gone when the work is done."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from crmcli.own_signs import writes_unicode
from crmcli.render import gate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Progress = Callable[[int, int], None]

_SHORT = 0.5
"""For how many seconds nothing is shown."""


@contextmanager
def progress(*titles: str) -> Iterator[tuple[Progress, ...]]:
    """Show a bar for each title on stderr, if that is a terminal.

    Gives for each a function that is told how much of how much is done. A bar appears with the
    first of these calls that comes after a moment, and goes before anything else is written.
    """
    if not gate.is_terminal(2):
        yield tuple(_unseen for _ in titles)
        return
    bars = [_Bar(title) for title in titles]
    try:
        yield tuple(bar.show for bar in bars)
    finally:
        for bar in bars:
            bar.close()


def _unseen(done: int, whole: int) -> None:
    """Show nothing."""
    del done, whole


class _Bar:
    """One bar; what draws it is loaded when there is something to draw."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._began = 0.0
        self._close: Callable[[], None] | None = None
        self._update: Callable[[int, int], None] | None = None

    def show(self, done: int, whole: int) -> None:
        if self._update is None:
            if done >= whole or not self._is_long():
                return
            self._open(whole)
        if self._update is not None:
            self._update(done, whole)
        if done >= whole:
            self.close()

    def _is_long(self) -> bool:
        # What is done at once needs no bar, which would only flicker.
        now = time.monotonic()
        self._began = self._began or now
        return now - self._began > _SHORT

    def close(self) -> None:
        if self._close is not None:
            self._close()
        self._close = self._update = None

    def _open(self, whole: int) -> None:
        from rich.console import Console  # noqa: PLC0415 - long work on a terminal only
        from rich.progress import Progress  # noqa: PLC0415

        class Plain(Console):
            encoding = "ascii"

        console = Console(stderr=True) if writes_unicode() else Plain(stderr=True)
        bar = Progress(console=console, transient=True)
        task = bar.add_task(self._title, total=whole)
        bar.start()
        self._close = bar.stop
        self._update = lambda done, total: bar.update(task, completed=done, total=total)
