"""Finding who is probably the same as one customer: compared with it, not with the oldest."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from crmcli.domain.core_name import core_of_company, core_of_person
from crmcli.domain.duplicate.names import are_mistyped, core_of, is_company
from crmcli.domain.duplicate.reach import phone_key
from crmcli.domain.duplicate.rule import is_by
from crmcli.domain.email_key import email_key
from crmcli.domain.lookup import KeyKind
from crmcli.domain.text import fold
from crmcli.services.duplicates.likeness import judged, keys_of, likeness
from crmcli.services.naming.customers import named
from crmcli.store.reads import duplicates as reads

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

    from crmcli.domain.duplicate.rule import Alike, Likeness
    from crmcli.services.duplicates.query import AlikeQuery
    from crmcli.store.book import Book

    Progress = Callable[[int, int], None]

_PAGE = 5000
_PAIRS = 500


def alike_to(book: Book, text: str, query: AlikeQuery, reading: Progress) -> Iterator[Alike]:
    """Yield the pairs of one customer with those that are probably it, the likeliest first.

    Args:
        book: the book.
        text: the customer, as named on the command line.
        query: which pairs.
        reading: told how much of the book was read.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the text names no or several customers.
    """
    with book.reading() as connection:
        customer_id = named(connection, text).id
        one = likeness(reads.facts_of(connection, [customer_id])[customer_id])
        found = set(_reached(connection, one, archived=query.archived))
        many = _shared(connection, one, archived=query.archived)
    found |= _named(book, one, query, reading)
    found.discard(one.id)
    rows: list[Alike] = []
    others = iter(sorted(found))
    while chunk := list(islice(others, _PAIRS)):
        with book.reading() as connection:
            compared = judged(connection, [(one.id, key) for key in chunk], lambda _: many)
            rows += [
                each for each in compared if each.score >= query.least and is_by(each, query.kinds)
            ]
    rows.sort(key=lambda each: (-each.score, each.id, each.other_id))
    yield from rows[: query.limit]


def _keys(one: Likeness) -> Iterator[tuple[KeyKind, str]]:
    yield from ((KeyKind.PHONE, phone_key(each.value)) for each in one.phones)
    yield from ((KeyKind.EMAIL, email_key(each.value)) for each in one.emails)


def _reached(connection: sqlite3.Connection, one: Likeness, *, archived: bool) -> Iterator[int]:
    """Yield who has a number, an address, a handle or a spelling of a customer."""
    for kind, key in _keys(one):
        for row in reads.owners(connection, kind, key, archived=archived):
            yield row.customer_id
    for base in {phone_key(each.value) for each in one.phones}:
        yield from reads.with_extension(connection, base, archived=archived)
    for handle in one.handles:
        service, _, value = handle.partition(": ")
        yield from reads.with_handle(connection, service, value, archived=archived)
    for row in reads.owners(connection, KeyKind.PERSON, fold(one.name), archived=archived):
        yield row.customer_id
    yield from reads.spelled(
        connection, one.sound, whole=not is_company(one.kind, one.name), archived=archived
    )


def _shared(connection: sqlite3.Connection, one: Likeness, *, archived: bool) -> dict[str, int]:
    """Count how many customers have what a customer is reached by."""
    counts = {
        key: sum(1 for _ in reads.owners(connection, kind, key, archived=archived))
        for kind, key in _keys(one)
    }
    for key in keys_of(one):
        service, colon, value = key.partition(": ")
        if colon:
            found = reads.with_handle(connection, service, value, archived=archived)
            counts[key] = len(found)
    return {key: many for key, many in counts.items() if many > 1}


def _named(book: Book, one: Likeness, query: AlikeQuery, reading: Progress) -> set[int]:
    """Find who is called alike; all names are read for that."""
    with book.reading() as connection:
        whole = reads.customer_count(connection)
    firm, core = is_company(one.kind, one.name), core_of(one.kind, one.name)
    any_core = core_of_company(one.name)
    people = {core_of_person(each) for each in one.people}
    found: set[int] = set()
    done, after = 0, 0
    while True:
        with book.reading() as connection:
            rows = reads.customer_page(connection, after, _PAGE, archived=query.archived)
        if not rows:
            break
        after = rows[-1].id
        for row in rows:
            other = core_of(row.kind, row.name)
            alike = other in {core, one.sound} or are_mistyped(core, other)
            alike = alike or (firm and other in people)
            if alike or core_of_company(row.name) == any_core:
                found.add(row.id)
        done += len(rows)
        reading(done, max(whole, done))
    reading(whole, whole)
    return found
