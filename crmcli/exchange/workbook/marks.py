"""How a workbook begins."""

from __future__ import annotations

from typing import IO

_MARKS = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


def looks_like_workbook(file: IO[bytes]) -> bool:
    """Tell whether a file begins as workbooks do, and as no text does; it is left at its start."""
    file.seek(0)
    start = file.read(8)
    file.seek(0)
    return start.startswith(_MARKS)
