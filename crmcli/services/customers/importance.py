"""The importance of customers as open deals and potential suggest it: listed, and given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.classes import Importance
from crmcli.domain.importance import ImportanceGiven
from crmcli.services.naming.customers import active, named
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.importance import importance_suggested, page_of_suggestions
from crmcli.store.settling.facts import settle

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from crmcli.domain.importance import ImportanceSuggestion
    from crmcli.domain.run import Run
    from crmcli.store.book import Book
    from crmcli.store.transaction import Transaction


def suggestions(
    book: Book, today: date, customer: str | None = None
) -> Iterator[ImportanceSuggestion]:
    """Yield the customers that are stated otherwise than is suggested, by id.

    Args:
        book: the book.
        today: the local date whose rates count.
        customer: only this one, as named on the command line.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the customer is not one.
    """
    with book.reading() as connection:
        if customer is not None:
            found = importance_suggested(connection, named(connection, customer).id, today)
            if found is not None and found.differs:
                yield found
            return
        page, last = page_of_suggestions(connection, 0, today)
        while last:
            yield from (each for each in page if each.differs)
            page, last = page_of_suggestions(connection, last, today)


def give_suggested(book: Book, run: Run, customer: str | None = None) -> ImportanceGiven:
    """State what is suggested, of one customer or of all; clocks follow at once.

    Raises:
        CustomerNotFound, AmbiguousCustomer, ArchivedCustomer: the customer is not one.
    """
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(ImportanceGiven)
        if seen is not None:
            return seen
        connection = transaction.connection
        if customer is not None:
            key = active(connection, customer).id
            found = importance_suggested(connection, key, run.today)
            return transaction.finished(_given(transaction, [] if found is None else [found]))
        made = ImportanceGiven(0, 0)
        page, last = page_of_suggestions(connection, 0, run.today)
        while last:
            given = _given(transaction, page)
            made = ImportanceGiven(
                made.made_key + given.made_key, made.made_normal + given.made_normal
            )
            page, last = page_of_suggestions(connection, last, run.today)
        return transaction.finished(made)


def _given(transaction: Transaction, page: Sequence[ImportanceSuggestion]) -> ImportanceGiven:
    run = transaction.run
    wanted = [each for each in page if each.differs]
    rows = [
        {
            "id": each.customer_id,
            "importance": each.suggested,
            "key_since": run.today if each.suggested is Importance.KEY else None,
            "updated": run.now,
        }
        for each in wanted
    ]
    transaction.change_many("customer", {}, "id", rows)
    if wanted:
        policy = book_reads.policy(transaction.connection)
        settle(transaction, [each.customer_id for each in wanted], policy)
    keys = sum(each.suggested is Importance.KEY for each in wanted)
    return ImportanceGiven(keys, len(wanted) - keys)
