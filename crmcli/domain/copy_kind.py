"""The kinds of copies that leave a book."""

from __future__ import annotations

from enum import StrEnum


class CopyKind(StrEnum):
    """What a copy is: the whole book as a file, or some of its customers."""

    BACKUP = "backup"
    EXPORT = "export"
