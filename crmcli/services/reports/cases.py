"""A report of past wins and losses that are like the deal at hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from crmcli.domain.message import message
from crmcli.domain.reports.known import CASES
from crmcli.errors import N_
from crmcli.services.deals.faults import DealNotFound
from crmcli.services.deals.naming import named as deal_named
from crmcli.services.naming.customers import named
from crmcli.services.reports.reporting import made
from crmcli.store.reads.past_deals import (
    nearest_open_deal,
    situation_of_customer,
    situation_of_deal,
)
from crmcli.store.reads.reports.cases import cases as blocks_of

if TYPE_CHECKING:
    import sqlite3

    from crmcli.domain.deals.nearness import Situation
    from crmcli.domain.message import Message
    from crmcli.domain.reports.report import Report
    from crmcli.services.reports.reporting import Progress, ReportQuery
    from crmcli.store.book import Book


@dataclass(frozen=True, slots=True)
class AtHand:
    """What past deals are compared with.

    Args:
        customer: the customer, as named on the command line: its open deal that closes first, or
            what is known of it where there is none; None where a deal is named.
        deal: the deal, open or not, likewise.
        objection: what stands against it; None for what its own case says.
        most: how many past deals are named at the most.
    """

    customer: str | None = None
    deal: str | None = None
    objection: str | None = None
    most: int = 5


def cases(
    book: Book, query: ReportQuery, at_hand: AtHand, progress: Progress | None = None
) -> Report:
    """Find the past deals nearest to a deal.

    Args:
        book: the book.
        query: of which customers the past deals are, and when they were closed.
        at_hand: what they are compared with.
        progress: as for `report`.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the customer is not one.
        DealNotFound, AmbiguousDeal: the deal is not one.
        CrmError: a filter cannot be read, or there is no period before.
    """
    with book.reading() as connection:
        situation, deal_id = _situation(connection, at_hand)
        return made(
            connection,
            query,
            CASES.question,
            lambda scope: blocks_of(scope, situation, deal_id, at_hand.most),
            base=(_compared_with(deal_id),),
            progress=progress,
        )


def _situation(connection: sqlite3.Connection, at_hand: AtHand) -> tuple[Situation, int | None]:
    """Read what the deal at hand is like, and which one it is."""
    found, deal_id = None, None
    if at_hand.deal is not None:
        deal_id = deal_named(connection, at_hand.deal)
        found = situation_of_deal(connection, deal_id)
        if found is None:
            raise DealNotFound(id=deal_id)
    else:
        customer_id = named(connection, at_hand.customer or "").id
        deal_id = nearest_open_deal(connection, customer_id)
        found = None if deal_id is None else situation_of_deal(connection, deal_id)
        found = found or situation_of_customer(connection, customer_id)
    if at_hand.objection is not None:
        found = replace(found, objection=at_hand.objection)
    return found, deal_id


def _compared_with(deal_id: int | None) -> Message:
    if deal_id is None:
        return message(N_("compared by the customer alone, which has no open deal"))
    return message(N_("compared with deal {id}"), id=deal_id)
