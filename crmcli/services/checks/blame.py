"""Whether a book is to blame for a failure that nobody foresaw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.store.checks.verdict import verdict

if TYPE_CHECKING:
    from crmcli.errors import StorageFault
    from crmcli.store.book import Book


def fault_of(book: Book) -> StorageFault | None:
    """Say what is wrong with a book over which a command failed; None if nothing is."""
    return verdict(book.path)
