"""Satisfaction surveys as they are asked for; nothing here loads the writing side."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crmcli.services.naming.customers import named
from crmcli.store.reads.surveys import survey_summary, surveys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.domain.survey import Survey, SurveyQuery, SurveySummary
    from crmcli.store.book import Book


def listed(book: Book, query: SurveyQuery, customer: str | None = None) -> Iterator[Survey]:
    """Yield answers, the latest first.

    Args:
        book: the book.
        query: which.
        customer: only those of this customer, as named on the command line.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the customer is not one.
    """
    with book.reading() as connection:
        if customer is not None:
            query = replace(query, customer_id=named(connection, customer).id)
        yield from surveys(connection, query)


def summed(book: Book, query: SurveyQuery, customer: str | None = None) -> SurveySummary:
    """Sum answers up; arguments as in `listed`.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the customer is not one.
    """
    with book.reading() as connection:
        if customer is not None:
            query = replace(query, customer_id=named(connection, customer).id)
        return survey_summary(connection, query)
