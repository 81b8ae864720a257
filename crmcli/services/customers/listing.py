"""The list of customers: any part of the book, in any order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.domain.filtering import Condition, Op, one_of, parse_where
from crmcli.services.customers.fields import Reading
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.customers import customers
from crmcli.store.reads.filters.fields import FIELDS
from crmcli.store.reads.filters.selection import selected_ids, selection

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping
    from datetime import date, tzinfo

    from crmcli.domain.customer import Customer
    from crmcli.store.book import Book
    from crmcli.store.reads.filters.selection import Selection


@dataclass(frozen=True, slots=True)
class ListQuery:
    """Which customers are asked for.

    Args:
        today: the local date that classes and phrases are seen from.
        zone: the book's time zone; None for the machine's.
        chosen: for a field the values of which it has one; several fields must all fit.
        where: further conditions, as `FIELD OP VALUE and …`.
        sort: a field, with `-` in front for the reverse; by id if None.
        limit: the first so many.
        archived: the archived ones instead of the others.
        everybody: both of them.
    """

    today: date
    zone: tzinfo | None
    chosen: Mapping[str, tuple[str, ...]]
    where: tuple[str, ...] = ()
    sort: str | None = None
    limit: int | None = None
    archived: bool = False
    everybody: bool = False


def listed(book: Book, query: ListQuery) -> Iterator[Customer]:
    """Yield customers, whole.

    Raises:
        CrmError: a field is not known, or a value cannot be read.
    """
    with book.reading() as connection:
        wanted = selection_of(connection, query)
        yield from customers(
            connection, query.today, wanted.condition, wanted.parameters, wanted.tail
        )


def listed_ids(book: Book, query: ListQuery) -> Iterator[int]:
    """Yield the ids of the same customers, in the same order, at less cost."""
    with book.reading() as connection:
        yield from selected_ids(connection, selection_of(connection, query))


def selection_of(connection: sqlite3.Connection, query: ListQuery) -> Selection:
    """Turn what is asked for into a selection.

    Raises:
        CrmError: a field is not known, or a value cannot be read.
    """
    conditions = []
    if not query.everybody:
        conditions.append(Condition("archived", Op.FILLED if query.archived else Op.EMPTY))
    conditions += [one_of(field, values) for field, values in query.chosen.items() if values]
    for text in query.where:
        conditions += parse_where(text)
    return selection(
        connection,
        conditions,
        reading_of(connection, query.today),
        query.today,
        zone=query.zone,
        sort=query.sort,
        limit=query.limit,
    )


def reading_of(connection: sqlite3.Connection, today: date) -> Reading:
    """Give what values of a book's fields are read with on a local date."""
    return Reading(
        today,
        book_reads.currency(connection),
        book_reads.region(connection),
        book_reads.custom_fields(connection),
    )


def field_names() -> tuple[str, ...]:
    """Name the built-in fields that lists are filtered and sorted by."""
    return tuple(FIELDS)
