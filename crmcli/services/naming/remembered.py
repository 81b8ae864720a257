"""Whom a text names among all that a book holds anything of, in its tables or its history alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.sought import Forced, sought
from crmcli.services.naming.customers import (
    MOST_CANDIDATES,
    AmbiguousCustomer,
    CustomerNotFound,
    named,
    stated_id,
)
from crmcli.store.reads.erasure.stones import stone_of
from crmcli.store.reads.history.gone import gone_candidate, gone_named
from crmcli.store.reads.history.merges import owners_since
from crmcli.store.reads.lookup import is_customer, was_given

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from crmcli.domain.lookup import Candidate
    from crmcli.store.book import Book


def remembered(book: Book, text: str) -> int:
    """Return the number of the one customer that a text names, archived or not.

    Nobody is guessed between: one that is in the history alone counts like the others where it was
    called exactly so, and else if there is nobody in the book.

    Args:
        book: the book.
        text: the customer as named on the command line.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the text names no or several customers.
    """
    text = text.strip()
    with book.reading() as connection:
        number = _as_number(connection, text)
        if number is not None:
            return number
        found, missed = _in_book(connection, text)
    gone = gone_named(book.reading, sought(text), MOST_CANDIDATES + 1)
    with book.reading() as connection:
        others = _apart(connection, gone.exact if found or gone.exact else gone.part, found)
    if missed is not None and not others:
        raise missed
    candidates = (*found, *others)
    if len(candidates) > 1:
        raise AmbiguousCustomer(text, candidates, more=len(candidates) > MOST_CANDIDATES)
    return candidates[0].id


def _as_number(connection: sqlite3.Connection, text: str) -> int | None:
    """Read the number of a customer; None for a text that is none."""
    number = stated_id(text)
    if number is None or not was_given(connection, number):
        return None
    # The number of one who is erased must not find who has these digits at the end of a phone
    # number: a command that is run twice would erase somebody else.
    forced = sought(text).forced is Forced.ID
    if forced or is_customer(connection, number) or stone_of(connection, number):
        return number
    gone = gone_candidate(connection, number)
    if gone is None:
        return None
    found, _ = _in_book(connection, text)
    if found:
        raise AmbiguousCustomer(text, (*found, gone), more=False)
    return number


def _in_book(
    connection: sqlite3.Connection, text: str
) -> tuple[tuple[Candidate, ...], CustomerNotFound | None]:
    """Find the customer in the book that a text names, or say that there is none."""
    try:
        one, archived = named(connection, text), named(connection, text, archived=True)
    except CustomerNotFound as error:
        return (), error
    return tuple(dict.fromkeys((one, archived))), None


def _apart(
    connection: sqlite3.Connection, gone: Iterable[Candidate], found: Iterable[Candidate]
) -> list[Candidate]:
    """Leave out those that went into one that was found, and so are no other one."""
    ids = {each.id for each in found}
    return [each for each in gone if ids.isdisjoint(owners_since(connection, each.id))]
