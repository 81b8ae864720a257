"""Open complaints of those who are shown; nothing here loads the writing side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.store.reads.complaints import complaints_among

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crmcli.domain.open_complaint import OpenComplaint
    from crmcli.store.book import Book

MOST_TOLD = 3


def among(book: Book, customer_ids: Iterable[int]) -> tuple[tuple[OpenComplaint, ...], int]:
    """Read the oldest open complaints of some customers, one of each and few in all.

    Args:
        book: the book.
        customer_ids: whose, each once.

    Returns:
        The complaints, and how many of the customers have one.
    """
    with book.reading() as connection:
        return complaints_among(connection, customer_ids, MOST_TOLD)
