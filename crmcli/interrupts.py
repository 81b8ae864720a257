"""Ctrl-C and SIGTERM: they end a command that has not committed, and none that has."""

from __future__ import annotations

import os
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

_INTERRUPTS = (signal.SIGINT, signal.SIGTERM)


def heed_interrupts() -> None:
    """Raise KeyboardInterrupt at the next Ctrl-C or SIGTERM, once."""
    for each in _INTERRUPTS:
        signal.signal(each, _interrupt)


def ignore_interrupts() -> None:
    """Let the command come to its end: it is about to commit.

    SQLite finishes a commit whatever comes, so an interrupt in it would be answered with "rolled
    back" over a book that is changed. What is left to do after it takes no time; where it does,
    `heed_again` says so.
    """
    for each in _INTERRUPTS:
        if signal.getsignal(each) is _interrupt:
            signal.signal(each, _pass_over)


def heed_again() -> None:
    """Heed interrupts again that were ignored for a commit which something else follows.

    Raises:
        KeyboardInterrupt: one came meanwhile.
    """
    came = False
    for each in _INTERRUPTS:
        if signal.getsignal(each) in {_pass_over, _passed_over}:
            came |= signal.signal(each, _interrupt) is _passed_over
    if came:
        _interrupt(signal.SIGINT, None)


def was_interrupted() -> bool:
    """Tell whether one was heeded; SQLite makes its own error of one in a function of ours."""
    return signal.getsignal(signal.SIGINT) is _again


def wait_for_answer(descriptor: int) -> None:
    """Wait until something can be read from a terminal, or an interrupt comes.

    A read alone would not notice one that comes after Python has looked for it and before the
    system waits: nothing would happen until the next key. So each also writes into a pipe.
    """
    if os.name == "nt":
        # A console there cannot be waited for together with a pipe.
        return
    import select  # noqa: PLC0415 - only a question waits

    told, tell = os.pipe()
    try:
        os.set_blocking(tell, False)
        before = signal.set_wakeup_fd(tell)
        try:
            select.select([descriptor, told], [], [])
        finally:
            signal.set_wakeup_fd(before)
    finally:
        os.close(told)
        os.close(tell)


@contextmanager
def interrupts_as_before() -> Iterator[None]:
    """Leave it to whoever runs a command in their own process what comes of these signals later."""
    before = [(each, signal.getsignal(each)) for each in _INTERRUPTS]
    try:
        yield
    finally:
        for each, handler in before:
            signal.signal(each, handler)


def _pass_over(number: int, frame: FrameType | None) -> None:
    del number, frame
    for each in _INTERRUPTS:
        signal.signal(each, _passed_over)


def _passed_over(number: int, frame: FrameType | None) -> None:
    del number, frame


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:
    del number, frame
    for each in _INTERRUPTS:
        signal.signal(each, _again)
    raise KeyboardInterrupt


def _again(number: int, frame: FrameType | None) -> None:
    # A second one must not disturb the rolling back.
    del number, frame
