"""Promises as they are asked for; nothing here loads the writing side."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crmcli.domain.consent import refusals
from crmcli.domain.promise import Promise, PromiseQuery
from crmcli.store.reads.consent import consent
from crmcli.store.reads.lookup import is_customer
from crmcli.store.reads.promises import chosen_promises

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.domain.message import Message
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
            from crmcli.services.naming.customers import named  # noqa: PLC0415 - where one is named

            query = replace(query, customer_id=named(connection, customer).id)
        yield from chosen_promises(connection, query)


def unwelcome(book: Book, customer_id: int) -> Message | None:
    """Say that a customer may not be contacted, since when and why; None if it may."""
    with book.reading() as connection:
        if not is_customer(connection, customer_id):
            return None
        allowed = consent(connection, customer_id)
    return None if allowed.may_contact else refusals(allowed)
