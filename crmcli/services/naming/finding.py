"""Finding a text anywhere in the book."""

from __future__ import annotations

import sys
from itertools import islice
from typing import TYPE_CHECKING

from crmcli.domain.text import fold
from crmcli.errors import N_, UsageFault
from crmcli.store.reads.search import found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.domain.found import Found
    from crmcli.store.book import Book


class NothingToFind(UsageFault):
    """A search for nothing."""

    code = "nothing_to_find"
    sentence = N_("There is nothing to search for.")
    hint = N_("Name a word or a part of one, as in crm customer find quote.")


def find(book: Book, text: str, limit: int | None = None) -> Iterator[Found]:
    """Yield the records that hold every word of a text (`store.reads.search.found`).

    Args:
        book: the book.
        text: what to look for.
        limit: the first so many; all if None.

    Raises:
        NothingToFind: nothing in the text can be seen.
    """
    if not fold(text):
        raise NothingToFind
    with book.reading() as connection:
        yield from islice(
            found(connection, text), None if limit is None else min(limit, sys.maxsize)
        )
