"""The report on products."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.purchase import PurchaseQuery
from crmcli.store.reads.product_report import product_rows
from crmcli.store.reads.purchase_sums import currency_sums

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from crmcli.domain.product_report import ProductRow
    from crmcli.domain.sums import CurrencySum
    from crmcli.store.book import Book


def products(
    book: Book,
    since: date | None,
    until: date | None,
    limit: int | None = None,
    *,
    archived: bool = False,
) -> Iterator[ProductRow]:
    """Yield what was sold of each product in a period, those ordered most often first.

    Args:
        book: the book.
        since: the first local date; None for the beginning.
        until: the last one; None for the end.
        limit: how many products at the most.
        archived: whether what archived customers bought is counted too.
    """
    with book.reading() as connection:
        yield from product_rows(connection, since, until, limit, archived=archived)


def products_sum(
    book: Book, since: date | None, until: date | None, *, archived: bool = False
) -> tuple[CurrencySum, ...]:
    """Add up by currency all that was bought in a period; arguments as for `products`."""
    with book.reading() as connection:
        query = PurchaseQuery(since=since, until=until, archived=archived)
        return currency_sums(connection, query)
