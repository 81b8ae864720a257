"""Where the rows of an export come from: a table, which of its rows, and how they are read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from crmcli.domain import export_tables as tables
from crmcli.domain.beside import Beside
from crmcli.services.customers.listing import selection_of
from crmcli.services.exports.plain_row import plain_row
from crmcli.services.naming.customers import named
from crmcli.store.reads import book as book_reads
from crmcli.store.reads import contacts, customer_rows, deals, feedback, purchases, sharing
from crmcli.store.reads.exported.authors import authors
from crmcli.store.reads.exported.person_rows import person_rows
from crmcli.store.reads.exported.purchase_rows import purchase_rows

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from crmcli.domain.contact import ContactQuery
    from crmcli.domain.deals.deal import DealQuery
    from crmcli.domain.export_table import ExportTable
    from crmcli.domain.feedback import FeedbackQuery
    from crmcli.domain.purchase import PurchaseQuery
    from crmcli.services.customers.listing import ListQuery
    from crmcli.services.exports.plain_row import Say

    Row = Sequence[Any]
    Key = tuple[int, int, bool]
    """Of a row its id, its customer's, and whether that one may be shared."""

    Keys = Callable[[sqlite3.Connection], Iterable[Key]]


CUSTOMER = tables.CUSTOMERS.record
"""The table of customers."""


@dataclass(frozen=True, slots=True)
class View:
    """From where records are seen.

    Args:
        now: the run's instant, in the book's time zone.
        say: says a message in the reader's language.
    """

    now: datetime
    say: Say


@dataclass(frozen=True, slots=True)
class Source:
    """A table that is exported.

    Args:
        table: its columns.
        keys: which of its rows, in their order; None for what belongs to the customers that are
            exported with it.
    """

    table: ExportTable
    keys: Keys | None = None

    def rows(self, connection: sqlite3.Connection, ids: Sequence[int], view: View) -> Iterable[Row]:
        """Yield the rows with some ids, in any order; one that has gone is left out."""
        return _READERS[self.table.record](connection, ids, view)


def of_customers(query: ListQuery) -> Source:
    """Give the customers of a list.

    Its keys raise:
        CrmError: a field is not known, or a value cannot be read.
    """
    return Source(
        tables.CUSTOMERS,
        lambda connection: customer_rows.customer_keys(connection, selection_of(connection, query)),
    )


def of_contacts(query: ContactQuery, customer: str | None) -> Source:
    """Give the contacts of a list.

    Args:
        query: which.
        customer: only those with this customer, as named on the command line.

    Its keys raise:
        CustomerNotFound, AmbiguousCustomer: the customer is not one.
    """
    return Source(
        tables.CONTACTS,
        lambda connection: contacts.contact_keys(
            connection, replace(query, customer_id=_named(connection, customer))
        ),
    )


def of_purchases(query: PurchaseQuery, customer: str | None) -> Source:
    """Give the purchases of a list; arguments and failures as for `of_contacts`."""
    return Source(
        tables.PURCHASES,
        lambda connection: purchases.purchase_keys(
            connection, replace(query, customer_id=_named(connection, customer))
        ),
    )


def of_feedback(query: FeedbackQuery, customer: str | None, now: datetime) -> Source:
    """Give the feedback of a list at an instant; arguments and failures as for `of_contacts`."""
    return Source(
        tables.FEEDBACK,
        lambda connection: feedback.feedback_keys(
            connection, replace(query, customer_id=_named(connection, customer)), now
        ),
    )


def of_deals(query: DealQuery, customer: str | None) -> Source:
    """Give the deals of a list; arguments and failures as for `of_contacts`."""

    def keys(connection: sqlite3.Connection) -> Iterable[Key]:
        asked = replace(query, customer_id=_named(connection, customer))
        for each in deals.deals(connection, asked, book_reads.policy(connection)):
            yield each.id, each.customer_id, sharing.may_share(connection, each.customer_id)

    return Source(tables.DEALS, keys)


BESIDE: Mapping[Beside, ExportTable] = {
    Beside.PEOPLE: tables.PEOPLE,
    Beside.CONTACTS: tables.CONTACTS,
    Beside.DEALS: tables.DEALS,
    Beside.PURCHASES: tables.PURCHASES,
    Beside.FEEDBACK: tables.FEEDBACK,
}
"""Its tables, in their order."""


def _named(connection: sqlite3.Connection, customer: str | None) -> int | None:
    return None if customer is None else named(connection, customer).id


def _customers(connection: sqlite3.Connection, ids: Sequence[int], view: View) -> Iterable[Row]:
    return customer_rows.customer_rows(connection, view.now.date(), ids)


def _people(connection: sqlite3.Connection, ids: Sequence[int], view: View) -> Iterable[Row]:
    del view
    return person_rows(connection, ids)


def _contacts(connection: sqlite3.Connection, ids: Sequence[int], view: View) -> Iterable[Row]:
    for each in contacts.contacts_at(connection, ids):
        yield plain_row(tables.CONTACTS, each, view.say)


def _deals(connection: sqlite3.Connection, ids: Sequence[int], view: View) -> Iterable[Row]:
    policy = book_reads.policy(connection)
    for each in deals.deals_at(connection, ids, view.now.date(), policy):
        yield plain_row(tables.DEALS, each, view.say)


def _purchases(connection: sqlite3.Connection, ids: Sequence[int], view: View) -> Iterable[Row]:
    del view
    return purchase_rows(connection, ids)


def _feedback(connection: sqlite3.Connection, ids: Sequence[int], view: View) -> Iterable[Row]:
    known = authors(connection, "feedback", ids)
    for each in feedback.feedbacks_at(connection, ids, view.now):
        yield plain_row(tables.FEEDBACK, each, view.say, author=known[each.id])


_READERS: Mapping[str, Callable[[sqlite3.Connection, Sequence[int], View], Iterable[Row]]] = {
    "customer": _customers,
    "person": _people,
    "contact": _contacts,
    "deal": _deals,
    "purchase": _purchases,
    "feedback": _feedback,
}
"""What reads the rows of each table."""
