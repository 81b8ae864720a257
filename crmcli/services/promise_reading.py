"""Promises as they are asked for; nothing here loads the writing side."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crmcli.domain.promise import Promise, PromiseQuery
from crmcli.store.reads.promises import chosen_promises

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.store.book import Book


def listed(
    book: Book, customer: str | None = None, query: PromiseQuery | None = None
) -> Iterator[Promise]:
    """Yield promises, the earliest date first.

    Args:
        book: the book.
        customer: only those of this customer, as named on the command line.
        query: which of them; the open ones if None.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the customer is not one.
    """
    query = query or PromiseQuery()
    with book.reading() as connection:
        if customer is not None:
            from crmcli.services.naming import named  # noqa: PLC0415 - where one is named

            query = replace(query, customer_id=named(connection, customer).id)
        yield from chosen_promises(connection, query)
