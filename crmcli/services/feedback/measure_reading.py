"""Improvement measures as they are asked for; nothing here loads the writing side."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crmcli.errors import N_, NotFound
from crmcli.services.naming.customers import named
from crmcli.store.reads.measures import chosen_measures, measure

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import date

    from crmcli.domain.measure import Measure, MeasureQuery
    from crmcli.store.book import Book


class MeasureNotFound(NotFound):
    """No measure has this id."""

    code = "measure_not_found"
    sentence = N_("There is no measure {id}.")
    hint = N_("See what there is with `crm feedback measure list`.")


def listed(
    book: Book, query: MeasureQuery, today: date, customer: str | None = None
) -> Iterator[Measure]:
    """Yield measures: what is open first, the earliest date before the others.

    Args:
        book: the book.
        query: which.
        today: the run's local date.
        customer: only those that concern this customer, as named on the command line.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the customer is not one.
    """
    with book.reading() as connection:
        if customer is not None:
            query = replace(query, customer_id=named(connection, customer).id)
        yield from chosen_measures(connection, query, today)


def existing(connection: sqlite3.Connection, measure_id: int, today: date) -> Measure:
    """Read one measure that is there.

    Raises:
        MeasureNotFound: there is none with this id.
    """
    found = measure(connection, measure_id, today)
    if found is None:
        raise MeasureNotFound(id=measure_id)
    return found
