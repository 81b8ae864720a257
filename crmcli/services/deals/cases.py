"""Past wins and losses that are like the deal at hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from crmcli.domain.deals.nearness import NearCase, Situation, near_cases
from crmcli.services.deals.faults import DealNotFound
from crmcli.services.deals.naming import named as deal_named
from crmcli.services.naming.customers import named
from crmcli.store.reads.past_deals import (
    nearest_open_deal,
    past_deals,
    situation_of_customer,
    situation_of_deal,
)

if TYPE_CHECKING:
    import sqlite3

    from crmcli.domain.reports.period import ReportPeriod
    from crmcli.store.book import Book


@dataclass(frozen=True, slots=True)
class CasesFound:
    """The nearest cases, and what they were compared with.

    Args:
        cases: the nearest first.
        at_hand: what the deal at hand is like.
        deal_id: that deal; None where only the customer is known.
        looked_at: how many past deals there were to compare with.
    """

    cases: tuple[NearCase, ...]
    at_hand: Situation
    deal_id: int | None
    looked_at: int


@dataclass(frozen=True, slots=True)
class CaseQuery:
    """Which cases are asked for.

    Args:
        period: the days in which they were closed.
        objection: what stands against the deal at hand; None for what its own case says.
        most: how many to return at the most.
    """

    period: ReportPeriod
    objection: str | None = None
    most: int = 5


def nearest_to_deal(book: Book, text: str, query: CaseQuery) -> CasesFound:
    """Find the cases nearest to a deal.

    Args:
        book: the book.
        text: the deal at hand, open or not, as named on the command line.
        query: which cases are asked for.

    Raises:
        DealNotFound, AmbiguousDeal: it is not one deal.
    """
    with book.reading() as connection:
        deal_id = deal_named(connection, text)
        at_hand = situation_of_deal(connection, deal_id)
        if at_hand is None:
            raise DealNotFound(id=deal_id)
        return _nearest(connection, at_hand, deal_id, query)


def nearest_to_customer(book: Book, customer: str, query: CaseQuery) -> CasesFound:
    """Find the cases nearest to a customer's open deal, or to the customer where it has none.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the customer is not one.
    """
    with book.reading() as connection:
        customer_id = named(connection, customer).id
        deal_id = nearest_open_deal(connection, customer_id)
        at_hand = None if deal_id is None else situation_of_deal(connection, deal_id)
        at_hand = at_hand or situation_of_customer(connection, customer_id)
        return _nearest(connection, at_hand, deal_id, query)


def _nearest(
    connection: sqlite3.Connection,
    at_hand: Situation,
    deal_id: int | None,
    query: CaseQuery,
) -> CasesFound:
    if query.objection is not None:
        at_hand = replace(at_hand, objection=query.objection)
    past = [
        each
        for each in past_deals(connection, at_hand.customer_id)
        if each.id != deal_id and query.period.holds(each.closed)
    ]
    return CasesFound(near_cases(at_hand, past, query.most), at_hand, deal_id, len(past))
