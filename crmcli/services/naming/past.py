"""Whose history is asked for: customers that are gone have one too."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

from crmcli.domain.sought import sought
from crmcli.services.naming.customers import (
    MOST_CANDIDATES,
    AmbiguousCustomer,
    CustomerNotFound,
    named,
    stated_id,
)
from crmcli.store.reads.history.gone import gone_named
from crmcli.store.reads.lookup import was_given

if TYPE_CHECKING:
    import sqlite3

    from crmcli.domain.lookup import Candidate
    from crmcli.store.book import Book


def past_or_present(connection: sqlite3.Connection, text: str) -> int:
    """Find the one customer that a text names: of those that are there, else of those gone.

    Args:
        connection: the reading door.
        text: as for `named`; of one that is gone the number, or what it was ever called or reached
            by, or a part of that.

    Raises:
        CustomerNotFound: none.
        AmbiguousCustomer: several.
    """
    try:
        return named(connection, text).id
    except CustomerNotFound:
        number = stated_id(text)
        if number is not None and was_given(connection, number):
            return number
        found = () if number is not None else _gone(connection, text)
        if not found:
            raise
    if len(found) > 1:
        raise AmbiguousCustomer(text, found, more=len(found) > MOST_CANDIDATES)
    return found[0].id


def resolve_past(book: Book, text: str) -> int:
    """Find the one customer that a text names in a read of its own; as `past_or_present`."""
    with book.reading() as connection:
        return past_or_present(connection, text)


def _gone(connection: sqlite3.Connection, text: str) -> tuple[Candidate, ...]:
    """Find those who were called or reached so, else those of whose names it is a part."""
    found = gone_named(lambda: nullcontext(connection), sought(text), MOST_CANDIDATES + 1)
    return found.exact or found.part
