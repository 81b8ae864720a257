"""What is owed: the list, the best part of it for a budget, and how to find one row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crmcli.services.naming import named
from crmcli.store.reads.due import due_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.domain.due import DueRow
    from crmcli.store.book import Book
    from crmcli.store.reads.due import DueQuery


def rows(book: Book, query: DueQuery, customer: str | None = None) -> Iterator[DueRow]:
    """Yield what is owed in the order of the list, one row for each obligation.

    Args:
        book: the book.
        query: which part of the list.
        customer: only this customer, as named on the command line.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the customer is not one.
    """
    with book.reading() as connection:
        if customer is not None:
            query = replace(query, customer_id=named(connection, customer).id)
        yield from due_rows(connection, query)
