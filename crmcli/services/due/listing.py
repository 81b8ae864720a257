"""What is owed: the list, and the best part of it for a budget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.consent import is_owed
from crmcli.domain.due import CustomerDue
from crmcli.domain.due_kind import DueKind
from crmcli.store.reads import due as reads
from crmcli.store.reads.known_days import known_until

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import date

    from crmcli.domain.consent import Consent
    from crmcli.domain.due import DueQuery, DueRow
    from crmcli.domain.due_choice import Cut, LeftOut
    from crmcli.domain.lookup import Candidate
    from crmcli.store.book import Book


MOST_COUNTED = 1000
"""Up to how many customers who may not be contacted are counted: who waits for the list, waits."""


class DueList:
    """The due list, read while it is walked through, once.

    Args:
        book: the book.
        query: which part of the list.
        customer: only this customer, as named on the command line.
        cut: how much of it; None for all.

    Attributes:
        left_out: known after the walk, if there was a cut.
        next_day: known after a walk without a row: the day when something comes, if ever.
        refused: known after the walk, if a customer was named who may not be contacted.
        not_contacted: known after `customers`: how many are not on the list since they may not be
            contacted, up to `MOST_COUNTED`; none where only such kinds are asked for that are owed
            to them too.
        known_until: known after the walk, if it went beyond the days whose holidays are known: the
            last one of these.
    """

    def __init__(
        self, book: Book, query: DueQuery, customer: str | None = None, cut: Cut | None = None
    ) -> None:
        self._book = book
        self._query = query
        self._customer = customer
        self._cut = None if cut is None or cut.is_none else cut
        self.left_out: LeftOut | None = None
        self.next_day: date | None = None
        self.refused: tuple[Candidate, Consent] | None = None
        self.not_contacted = 0
        self.known_until: date | None = None

    def rows(self) -> Iterator[DueRow]:
        """Yield one row for each obligation, in the order of the list.

        Raises:
            CustomerNotFound, AmbiguousCustomer: the customer is not one.
        """
        with self._book.reading() as connection:
            yield from self._rows(connection, self._asked(connection))

    def customers(self) -> Iterator[CustomerDue]:
        """Yield one row for each customer: its most urgent one, with the others beside it.

        Raises:
            CustomerNotFound, AmbiguousCustomer: the customer is not one.
        """
        with self._book.reading() as connection:
            query = self._asked(connection)
            seen: set[int] = set()
            for row in self._rows(connection, query):
                if row.customer_id in seen:
                    continue
                seen.add(row.customer_id)
                own = reads.due_rows(connection, query._replace(customer_id=row.customer_id))
                yield CustomerDue(row, tuple(each for each in own if each.ref != row.ref))
            if query.customer_id is None and _leaves_out(query):
                self.not_contacted = reads.not_contacted(connection, query, MOST_COUNTED)

    def _asked(self, connection: sqlite3.Connection) -> DueQuery:
        if self._customer is None:
            return self._query
        query, self.refused = named_query(connection, self._query, self._customer)
        return query

    def _rows(self, connection: sqlite3.Connection, query: DueQuery) -> Iterator[DueRow]:
        rows = reads.due_rows(connection, query)
        if self._cut is not None:
            rows = self._chosen(connection, query, self._cut)
        known = known_until(connection)
        count = 0
        for count, row in enumerate(rows, 1):  # noqa: B007 - counted to know whether any came
            if known is not None and row.due > known:
                self.known_until = known
            yield row
        if not count and self.left_out is None:
            self.next_day = reads.next_day(connection, query)

    def _chosen(
        self, connection: sqlite3.Connection, query: DueQuery, cut: Cut
    ) -> Iterator[DueRow]:
        refs, self.left_out = chosen_refs(connection, query, cut)
        missing = len(refs)
        rows = reads.due_rows(connection, query)
        while missing:
            row = next(rows)
            if row.ref in refs:
                missing -= 1
                yield row


def named_query(
    connection: sqlite3.Connection, query: DueQuery, customer: str
) -> tuple[DueQuery, tuple[Candidate, Consent] | None]:
    """Ask for one customer alone, as it was named on the command line.

    Returns:
        The query, and the customer where it may not be contacted.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the customer is not one.
    """
    from crmcli.services.naming.customers import named  # noqa: PLC0415 - where one is named
    from crmcli.store.reads.consent import consent  # noqa: PLC0415

    found = named(connection, customer)
    allowed = consent(connection, found.id)
    refused = None if allowed.may_contact else (found, allowed)
    return query._replace(customer_id=found.id), refused


def chosen_refs(
    connection: sqlite3.Connection, query: DueQuery, cut: Cut
) -> tuple[frozenset[str], LeftOut]:
    """Take the best part of a list: the references of its rows, and what is left out."""
    from crmcli.domain.due_choice import choose  # noqa: PLC0415 - where something is cut off
    from crmcli.store.reads.book import policy  # noqa: PLC0415
    from crmcli.store.reads.due_choice import candidates  # noqa: PLC0415

    return choose(candidates(connection, query, policy(connection).minutes), cut)


def _leaves_out(query: DueQuery) -> bool:
    """Tell whether a list has kinds that are not owed to who may not be contacted."""
    return any(not is_owed(each, may_contact=False) for each in query.kinds or DueKind)
