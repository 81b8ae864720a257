"""The kinds of copies that lie outside a book."""

from __future__ import annotations

from enum import StrEnum


class CopyKind(StrEnum):
    """What a copy is: the whole book as a file, or some of its customers.

    A restore names two: the file that took the book's place, and the book as it was before it.
    """

    BACKUP = "backup"
    EXPORT = "export"
    RESTORE = "restore"
    BEFORE_RESTORE = "before_restore"
