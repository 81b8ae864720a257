"""Deals as they are asked for; nothing here loads the writing side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from crmcli.services.deals.faults import DealNotFound
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.deals import case_of, deal, deals, moves_of, purchases_of, stage_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from crmcli.domain.deals.deal import Deal, DealCase, DealMove, DealQuery
    from crmcli.domain.span import Span
    from crmcli.store.book import Book


@dataclass(frozen=True, slots=True)
class DealPage:
    """A deal with all that belongs to it.

    `limit` is how long a deal of its stage may be quiet; None for one that was won or lost.
    """

    deal: Deal
    moves: tuple[DealMove, ...]
    case: DealCase | None
    purchases: tuple[int, ...]
    limit: Span | None


def listed(book: Book, query: DealQuery, customer: str | None = None) -> Iterator[Deal]:
    """Yield deals in the order that is asked for.

    Args:
        book: the book.
        query: which of them.
        customer: only those of this customer, as named on the command line.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the customer is not one.
    """
    with book.reading() as connection:
        if customer is not None:
            from crmcli.services.naming.customers import named  # noqa: PLC0415 - where one is named

            query = replace(query, customer_id=named(connection, customer).id)
        yield from deals(connection, query, book_reads.policy(connection))


def page(book: Book, text: str, today: date) -> DealPage:
    """Read a deal, as named on the command line, with its moves, its case and its purchases.

    Raises:
        DealNotFound, AmbiguousDeal: it is not one deal.
    """
    from crmcli.services.deals.naming import named  # noqa: PLC0415 - not for lists

    with book.reading() as connection:
        deal_id = named(connection, text)
        policy = book_reads.policy(connection)
        found = deal(connection, deal_id, today, policy)
        if found is None:
            raise DealNotFound(id=deal_id)
        numbers = stage_numbers(policy).get(found.stage)
        return DealPage(
            deal=found,
            moves=moves_of(connection, deal_id),
            case=case_of(connection, deal_id),
            purchases=purchases_of(connection, deal_id),
            limit=None if numbers is None else numbers.limit.span,
        )


def book_currency(book: Book) -> str:
    """Read the currency of amounts that name none."""
    with book.reading() as connection:
        return book_reads.currency(connection)
