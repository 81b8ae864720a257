"""The one gate to the terminal: the only place that writes to stdout and stderr.

stdout holds data only, everything else goes to stderr. Text from the book cannot act on a terminal:
control, escape and bidirectional characters are written as visible escapes.
"""

from __future__ import annotations

import os
import re
import sys
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING, TextIO

from crmcli.domain.system_reason import system_reason
from crmcli.errors import N_, StorageFault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# C0 but tab and newline, DEL, C1, and what reorders or hides text around it.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]"
)
_HELD = 4_000_000
"""How many bytes of an answer are held in memory before they go to a private temporary file."""


class PipeClosed(Exception):
    """The reader of our output has gone; there is nobody left to tell."""


class AnswerLost(StorageFault):
    """The answer cannot be written where it should go, such as a file on a full disk."""

    code = "answer_lost"
    sentence = N_("The answer cannot be written: {reason}")
    hint = N_("If the command was to change something, it has done so; ask again for the answer.")


def safe(text: str) -> str:
    """Make text harmless on a terminal; tab and newline stay."""
    return _UNSAFE.sub(_escape, text) if _UNSAFE.search(text) else text


def one_line(text: str) -> str:
    """Make text harmless and keep it on one line."""
    return safe(text).replace("\n", " ").replace("\t", " ")


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}"  # noqa: PLR2004 - one byte


def put(text: str) -> None:
    """Write data to stdout."""
    _write(sys.stdout, text)


def put_all(parts: Iterable[str]) -> None:
    """Write data to stdout in parts, after the last part is known.

    A reader that is slow, such as a pager, would otherwise keep the book locked for as long as
    it reads; so an answer is complete before its first byte leaves.
    """
    held: list[bytes] = []
    size = 0
    remaining = iter(parts)
    for part in remaining:
        held.append(part.encode("utf-8", "backslashreplace"))
        size += len(held[-1])
        if size > _HELD:
            _put_spooled(held, remaining)
            return
    _write_bytes(sys.stdout, b"".join(held))
    _flush(sys.stdout)


def _put_spooled(held: list[bytes], remaining: Iterable[str]) -> None:
    from tempfile import TemporaryFile  # noqa: PLC0415 - long answers only

    with TemporaryFile() as spool:
        spool.writelines(held)
        held.clear()
        spool.writelines(part.encode("utf-8", "backslashreplace") for part in remaining)
        spool.seek(0)
        while block := spool.read(1 << 16):
            _write_bytes(sys.stdout, block)
    _flush(sys.stdout)


def put_file(file: IO[bytes]) -> None:
    """Write the content of a file to stdout as it is; only for a pipe."""
    file.seek(0)
    while block := file.read(1 << 16):
        _write_bytes(sys.stdout, block)
    _flush(sys.stdout)


def tell(text: str, indent: str | None = None) -> None:
    """Write lines that are not data to stderr; a terminal gets them broken between words.

    Args:
        text: the lines.
        indent: what a continued line begins with; otherwise it is indented by two more columns.
    """
    if is_terminal(2):
        from crmcli.render.width import wrapped  # noqa: PLC0415 - it asks the gate for the terminal

        text = wrapped(text, indent, descriptor=2)
    tell_whole(text)


@contextmanager
def as_remarks(*, on: bool = True) -> Iterator[None]:
    """Begin every line that is told with `# `, where stderr gives back lines to be read again.

    Args:
        on: whether it does; programs tell lines apart by themselves.
    """
    before, _mark[0] = _mark[0], "# " if on else ""
    try:
        yield
    finally:
        _mark[0] = before


_mark = [""]


def give_back(text: str) -> None:
    """Write a line to stderr that is no remark but to be read again."""
    with suppress(PipeClosed, AnswerLost):
        _write(sys.stderr, f"{text}\n")


def tell_whole(text: str) -> None:
    """Write lines to stderr as they are; where nobody can be told, nothing changes."""
    if _mark[0]:
        text = "\n".join(f"{_mark[0]}{line}" for line in text.split("\n"))
    with suppress(PipeClosed, AnswerLost):
        _write(sys.stderr, f"{text}\n")


def is_terminal(descriptor: int = 1) -> bool:
    """Tell whether stdout (1), stderr (2) or stdin (0) is a terminal."""
    try:
        return os.isatty(descriptor)
    except OSError:
        return False


def _write(stream: TextIO, text: str) -> None:
    _write_bytes(stream, text.encode("utf-8", "backslashreplace"))
    _flush(stream)


def _write_bytes(stream: TextIO, content: bytes) -> None:
    # Bytes, since the names in a book are UTF-8 whatever the locale can encode.
    try:
        buffer = getattr(stream, "buffer", None)
        if buffer is None:
            stream.write(content.decode("utf-8"))
        else:
            buffer.write(content)
    except OSError as error:
        raise _lost(error) from error


def _flush(stream: TextIO) -> None:
    try:
        stream.flush()
    except OSError as error:
        raise _lost(error) from error


def _lost(error: OSError) -> PipeClosed | AnswerLost:
    if isinstance(error, BrokenPipeError):
        return PipeClosed()
    return AnswerLost(reason=system_reason(error))
