"""The bytes of a file, looked at as text of an encoding, without holding all of it in memory."""

from __future__ import annotations

import codecs
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BLOCK = 1 << 16
"""How many bytes are looked at together."""

_SAMPLE = 1 << 18


def blocks_of(file: IO[bytes]) -> Iterator[bytes]:
    """Yield the bytes of a file from its start, block by block."""
    file.seek(0)
    while block := file.read(BLOCK):
        yield block


def fault_in(file: IO[bytes], name: str, look: Callable[[str], bool] | None = None) -> int | None:
    """Return the position of the first byte that does not fit an encoding; None if all fit.

    `look` is shown the text and may refuse it.
    """
    decoder = codecs.getincrementaldecoder(name)("strict")
    before = 0
    for block in _and_end(file):
        held = decoder.getstate()[0]
        try:
            text = decoder.decode(block, final=not block)
        except UnicodeDecodeError as error:
            return before - len(held) + error.start
        if look is not None and not look(text):
            return before
        before += len(block)
    return None


def _and_end(file: IO[bytes]) -> Iterator[bytes]:
    yield from blocks_of(file)
    yield b""


def foreign_lines(file: IO[bytes]) -> bytes:
    """Collect lines that are not plain ASCII."""
    lines: list[bytes] = []
    size = 0
    file.seek(0)
    while size < _SAMPLE and (line := file.readline(BLOCK)):
        if not line.isascii():
            lines.append(line)
            size += len(line)
    return b"".join(lines)


def bytes_of(file: IO[bytes]) -> Iterator[int]:
    """Yield the bytes of a file from its start, one by one."""
    for block in blocks_of(file):
        yield from block


def place_of(file: IO[bytes], position: int) -> tuple[int, int]:
    """Return the row that a byte is in, counting line ends outside quotes, and the byte."""
    file.seek(0)
    row, quoted, returned = 1, False, False
    while file.tell() < position:
        for byte in file.read(min(BLOCK, position - file.tell())):
            if byte == 0x22:  # noqa: PLR2004 - the double quote
                quoted = not quoted
            elif not quoted and (byte == 0x0D or (byte == 0x0A and not returned)):  # noqa: PLR2004
                row += 1
            returned = byte == 0x0D  # noqa: PLR2004 - a line feed after it ends no other row
    return row, (file.read(1) or b"\0")[0]
