"""Purchases as they are asked for; nothing here loads the writing side."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crmcli.errors import N_, NotFound
from crmcli.store.reads.purchases import purchase, purchases

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from crmcli.domain.purchase import Purchase, PurchaseQuery
    from crmcli.domain.sums import CurrencySum
    from crmcli.store.book import Book


class PurchaseNotFound(NotFound):
    """No purchase has this id."""

    code = "purchase_not_found"
    sentence = N_("There is no purchase {id}.")
    hint = N_("See the latest with `crm purchase list`.")


def one(book: Book, purchase_id: int) -> Purchase:
    """Read one purchase.

    Raises:
        PurchaseNotFound: there is none with this id.
    """
    with book.reading() as connection:
        return existing_purchase(connection, purchase_id)


def existing_purchase(connection: sqlite3.Connection, purchase_id: int) -> Purchase:
    """Read a purchase.

    Raises:
        PurchaseNotFound: there is none with this id.
    """
    found = purchase(connection, purchase_id)
    if found is None:
        raise PurchaseNotFound(id=purchase_id)
    return found


def listed(book: Book, query: PurchaseQuery, customer: str | None = None) -> Iterator[Purchase]:
    """Yield purchases, the latest first.

    Args:
        book: the book.
        query: which of them.
        customer: only those of this customer, as named on the command line.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the customer is not one.
    """
    with book.reading() as connection:
        yield from purchases(connection, _of(connection, query, customer))


def sums(book: Book, query: PurchaseQuery, customer: str | None = None) -> tuple[CurrencySum, ...]:
    """Add up purchases by currency; arguments and failures as for `listed`."""
    from crmcli.store.reads.purchase_sums import currency_sums  # noqa: PLC0415 - not for lists

    with book.reading() as connection:
        return currency_sums(connection, _of(connection, query, customer))


def _of(
    connection: sqlite3.Connection, query: PurchaseQuery, customer: str | None
) -> PurchaseQuery:
    if customer is None:
        return query
    from crmcli.services.naming.customers import named  # noqa: PLC0415 - where one is named

    return replace(query, customer_id=named(connection, customer).id)
