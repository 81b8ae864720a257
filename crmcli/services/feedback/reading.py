"""Feedback as it is asked for; nothing here loads the writing side."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crmcli.errors import N_, NotFound
from crmcli.services.naming.customers import named
from crmcli.store.reads.feedback import feedback, feedbacks

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import datetime

    from crmcli.domain.feedback import Feedback, FeedbackQuery
    from crmcli.store.book import Book


class FeedbackNotFound(NotFound):
    """No feedback has this id."""

    code = "feedback_not_found"
    sentence = N_("There is no feedback {id}.")
    hint = N_("See what there is with `crm feedback list`.")


def listed(
    book: Book, query: FeedbackQuery, now: datetime, customer: str | None = None
) -> Iterator[Feedback]:
    """Yield feedback: what is open first, the earliest limit before the others.

    Args:
        book: the book.
        query: which.
        now: the run's instant, in the book's time zone.
        customer: only that of this customer, as named on the command line.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the customer is not one.
    """
    with book.reading() as connection:
        if customer is not None:
            query = replace(query, customer_id=named(connection, customer).id)
        yield from feedbacks(connection, query, now)


def one(book: Book, feedback_id: int, now: datetime) -> Feedback:
    """Read one feedback with its steps and measures.

    Raises:
        FeedbackNotFound: there is none with this id.
    """
    with book.reading() as connection:
        return existing(connection, feedback_id, now)


def existing(connection: sqlite3.Connection, feedback_id: int, now: datetime) -> Feedback:
    """Read one feedback that is there.

    Raises:
        FeedbackNotFound: there is none with this id.
    """
    found = feedback(connection, feedback_id, now)
    if found is None:
        raise FeedbackNotFound(id=feedback_id)
    return found
