"""Finding all customers of a book that are probably the same, in bounded memory."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from crmcli.domain.codec import decoded, encoded
from crmcli.domain.duplicate.names import BEST_OF_NAME, BEST_OF_SOUND
from crmcli.domain.duplicate.reach import MANY, best_of, handle_key, phone_key
from crmcli.domain.duplicate.rule import (
    AGAINST_OTHER_PHONE,
    Alike,
    is_by,
)
from crmcli.domain.duplicate.words import Evidence
from crmcli.domain.lookup import KeyKind
from crmcli.services.duplicates import keys
from crmcli.services.duplicates.likeness import judged
from crmcli.services.duplicates.slips import add_slips
from crmcli.store.reads import duplicates as reads
from crmcli.store.staging.alike import alike_place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from crmcli.services.duplicates.query import AlikeQuery
    from crmcli.store.book import Book
    from crmcli.store.staging.alike import AlikePlace

    Progress = Callable[[int, int], None]

_PAGE = 5000
_KEYS = 200_000
_POINTS = 100_000
_PAIRS = 500


def found(book: Book, query: AlikeQuery, reading: Progress, comparing: Progress) -> Iterator[Alike]:
    """Yield the pairs of customers that are probably one, the likeliest first.

    Of several that are alike each is told with the oldest.

    Args:
        book: the book.
        query: which ones.
        reading: told how much of the book was read.
        comparing: told how many of the pairs were compared.

    Raises:
        NoRoomToStage: the temporary file cannot be written.
    """
    with alike_place() as place:
        if query.wants(Evidence.PHONE, Evidence.EMAIL):
            _add_reached(book, query, place)
        if query.wants(Evidence.PHONE):
            _add_points(book, query, place)
        if query.wants(Evidence.NAME):
            _add_names(book, query, place, reading)
        place.order()
        place.pair_up(namesakes=query.least <= BEST_OF_NAME - AGAINST_OTHER_PHONE)
        if query.wants(Evidence.NAME):
            add_slips(place)
        _compare(book, query, place, comparing)
        for text in place.kept(query.limit):
            yield decoded(Alike, text)


def _add_reached(book: Book, query: AlikeQuery, place: AlikePlace) -> None:
    """Pair those who have a number or an address in common, each with the oldest who has it."""
    after: str | None = ""
    while after is not None:
        with book.reading() as connection:
            through = reads.key_after(connection, after, _KEYS)
            rows = reads.shared_keys(connection, after, through, archived=query.archived)
            for (key, kind), group in groupby(rows, key=lambda row: (row.key, row.kind)):
                if query.wants(Evidence(kind.value)):
                    _add_group(query, place, key, group)
        after = through


def _add_group(
    query: AlikeQuery, place: AlikePlace, key: str, group: Iterator[reads.SharedKey]
) -> None:
    """Pair those who have one number: where that says little, those of one name alone."""
    first, many = next(group), 1
    before = first.customer_id
    switchboard = first.many >= MANY
    told = not switchboard or query.least <= best_of(first.many)
    if switchboard:
        place.add_keys([(keys.reached_key(key, first.name), first.customer_id)])
    for row in group:
        many += 1
        if switchboard:
            place.add_keys([(keys.reached_key(key, row.name), row.customer_id)])
        if told:
            place.add_pairs([(first.customer_id, row.customer_id), (before, row.customer_id)])
        before = row.customer_id
    place.share([(key, many)])


def _add_points(book: Book, query: AlikeQuery, place: AlikePlace) -> None:
    """Put handles, and switchboards with the customers behind them."""
    with book.reading() as connection:
        last = reads.last_point(connection)
    for after in range(0, last, _POINTS):
        with book.reading() as connection:
            rows = reads.other_points_page(
                connection, after, after + _POINTS, archived=query.archived
            )
            for row in rows:
                if row.kind != "phone":
                    key = keys.HANDLE + handle_key(f"{row.kind}: {row.value}")
                    place.add_keys([(key, row.customer_id)])
                    continue
                base = phone_key(row.value)
                place.add_keys(_behind(base, row.customer_id, row.name))
                if place.is_new_base(base):
                    owners = reads.owners(connection, KeyKind.PHONE, base, archived=query.archived)
                    for owner in owners:
                        place.add_keys(_behind(base, owner.customer_id, owner.name))


def _behind(base: str, customer_id: int, name: str) -> Iterator[tuple[str, int]]:
    yield keys.reached_key(base, name), customer_id
    yield keys.SWITCHBOARD + base, customer_id


def _add_names(book: Book, query: AlikeQuery, place: AlikePlace, reading: Progress) -> None:
    with book.reading() as connection:
        whole = reads.customer_count(connection)
    done, after = 0, 0
    sounds = query.least <= BEST_OF_SOUND
    while True:
        with book.reading() as connection:
            rows = reads.customer_page(connection, after, _PAGE, archived=query.archived)
        if not rows:
            break
        after = rows[-1].id
        place.add_keys((key, row.id) for row in rows for key in keys.name_keys(row, sounds=sounds))
        place.add_names(key for row in rows for key in keys.namesake_keys(row))
        done += len(rows)
        reading(done, max(whole, done))
    reading(whole, whole)
    after = 0
    while True:
        with book.reading() as connection:
            people = reads.people_page(connection, after, _PAGE, archived=query.archived)
        if not people:
            return
        after = people[-1][0]
        place.add_keys((keys.colleague_key(name, firm), owner) for _, owner, name, firm in people)


def _compare(book: Book, query: AlikeQuery, place: AlikePlace, comparing: Progress) -> None:
    whole, done = place.pair_count, 0
    for prefix in (keys.HANDLE, keys.SWITCHBOARD):
        place.share_groups(prefix)
    for chunk in place.pairs(_PAIRS):
        with book.reading() as connection:
            compared = list(judged(connection, chunk, place.shared))
        place.keep(
            (each.score, each.id, each.other_id, encoded(each))
            for each in compared
            if each.score >= query.least and is_by(each, query.kinds)
        )
        done += len(chunk)
        comparing(done, whole)
    place.leave_what_follows()
    comparing(whole, whole)
