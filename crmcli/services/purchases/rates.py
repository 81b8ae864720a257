"""Exchange rates stated by hand: set, listed and removed; purchases are counted anew at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from crmcli.domain.money import currency_named
from crmcli.domain.rates import Rate, RateRecord
from crmcli.errors import N_, NotFound, Refused
from crmcli.services.purchases.recounting import recount, unwatched
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.loyalty import purchase_points
from crmcli.store.reads.rates import (
    concerned,
    rate_of_day,
    rate_record,
    rate_records,
    unrated_before,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence
    from datetime import date

    from crmcli.domain.run import Run
    from crmcli.services.purchases.recounting import Progress
    from crmcli.store.book import Book
    from crmcli.store.transaction import Transaction


class UnknownCurrency(Refused):
    """A code that is no currency."""

    code = "unknown_currency"
    sentence = N_("{text} is no code of ISO 4217 such as USD or EUR.")


class OwnCurrency(Refused):
    """A rate of the book's own currency, which is always 1."""

    code = "own_currency"
    sentence = N_("{currency} is the book's own currency; it needs no rate.")
    hint = N_("See it with `crm config show currency`.")


class RateNotFound(NotFound):
    """No rate has this id."""

    code = "rate_not_found"
    sentence = N_("There is no rate {id}.")
    hint = N_("See them with `crm rate list`.")


@dataclass(frozen=True, slots=True)
class RateDone:
    """What a change of a rate did.

    Args:
        rate: as it is now; one that was removed as it was.
        previous: what was stated for the same day before, if anything was.
        recounted: how many purchases it is of, which were counted anew.
        moved: for how many customers a class or a due date is another; None where it is not known,
            since nothing was written.
        changed: whether anything was changed at all.
        buyers: how many customers made these purchases, of a change that is only foreseen.
        unrated: how many purchases before its day have no rate.
        unrated_since: the local date of the first of these.
        dry_run: whether it is only foreseen.
        points_change: how many loyalty points more all purchases bring than before, or fewer; None
            where it is not known, since nothing was written.
    """

    rate: RateRecord
    previous: str | None = None
    recounted: int = 0
    moved: int | None = 0
    changed: bool = True
    buyers: int | None = None
    unrated: int = 0
    unrated_since: date | None = None
    dry_run: bool = False
    points_change: int | None = 0


def state(
    book: Book, run: Run, code: str, rate: Rate, on: date, progress: Progress = unwatched
) -> RateDone:
    """State what a currency is worth in the book's from a day on.

    Args:
        book: the book.
        run: the run.
        code: the currency, in any case.
        rate: what one unit is worth.
        on: the local date from which it holds.
        progress: told how many customers of how many are done.

    Raises:
        UnknownCurrency, OwnCurrency: the code is none that has a rate.
    """
    currency = read_currency(code)
    with book.writing(run) as transaction:
        seen = transaction.replayed(RateDone)
        if seen is not None:
            return seen
        connection = transaction.connection
        base, present = _present(connection, currency, on)
        if present is not None and present.rate == str(rate):
            same = RateDone(present, present.rate, changed=False)
            return transaction.finished(_beside(connection, same))
        tried = RateRecord(None, currency, base, on, str(rate), run.author)
        if present is None:
            values = {"currency": currency, "base": base, "day": on, "rate": str(rate)}
            rate_id = transaction.add("rate", **values, author=run.author)
            tried = replace(tried, id=rate_id)
        else:
            tried = replace(tried, id=present.id)
            transaction.change("rate", {"id": present.id}, rate=tried.rate, author=run.author)
        previous = None if present is None else present.rate
        done = _recounted(transaction, RateDone(tried, previous), progress)
        return transaction.finished(_beside(connection, done))


def foresee(book: Book, run: Run, code: str, rate: Rate, on: date) -> RateDone:
    """Say what stating a rate would change; nothing is written. Arguments as for `state`.

    Raises:
        UnknownCurrency, OwnCurrency: the code is none that has a rate.
    """
    currency = read_currency(code)
    with book.reading() as connection:
        base, present = _present(connection, currency, on)
        tried = RateRecord(None, currency, base, on, str(rate), run.author)
        if present is not None:
            tried = replace(tried, id=present.id)
        if present is not None and present.rate == tried.rate:
            done = RateDone(present, present.rate, changed=False, dry_run=True)
            return _beside(connection, done)
        previous = None if present is None else present.rate
        return _beside(connection, _foreseen(connection, tried, previous))


def remove(book: Book, run: Run, rate_id: int, progress: Progress = unwatched) -> RateDone:
    """Remove a rate; what it counted is counted by the one before it, or not at all.

    Raises:
        RateNotFound: there is none with this id.
    """
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(RateDone)
        if seen is not None:
            return seen
        gone = _existing(transaction.connection, rate_id)
        transaction.remove("rate", id=rate_id)
        done = _recounted(transaction, RateDone(gone, gone.rate), progress)
        return transaction.finished(done)


def foresee_removal(book: Book, rate_id: int) -> RateDone:
    """Say what removing a rate would change; nothing is written.

    Raises:
        RateNotFound: there is none with this id.
    """
    with book.reading() as connection:
        gone = _existing(connection, rate_id)
        return _foreseen(connection, gone, gone.rate)


def listed(book: Book, code: str | None = None) -> Iterator[RateRecord]:
    """Yield the rates, the latest of each currency first.

    Raises:
        UnknownCurrency: the code is no currency.
    """
    currency = None if code is None else read_currency(code)
    with book.reading() as connection:
        yield from rate_records(connection, currency)


def read_currency(text: str) -> str:
    """Read the code of a currency.

    Raises:
        UnknownCurrency: it is none.
    """
    code = currency_named(text)
    if code is None:
        raise UnknownCurrency(text=text)
    return code


def _existing(connection: sqlite3.Connection, rate_id: int) -> RateRecord:
    found = rate_record(connection, rate_id)
    if found is None:
        raise RateNotFound(id=rate_id)
    return found


def _present(
    connection: sqlite3.Connection, currency: str, on: date
) -> tuple[str, RateRecord | None]:
    """Read the book's currency, and the rate to it that was stated for a day itself."""
    base = book_reads.currency(connection)
    if currency == base:
        raise OwnCurrency(currency=base)
    return base, rate_of_day(connection, currency, base, on)


def _foreseen(connection: sqlite3.Connection, rate: RateRecord, previous: str | None) -> RateDone:
    ids, count = _concerned(connection, rate)
    return RateDone(rate, previous, count, None, buyers=len(ids), dry_run=True, points_change=None)


def _beside(connection: sqlite3.Connection, done: RateDone) -> RateDone:
    """Say how many purchases before the rate's day still have none."""
    count, first = unrated_before(connection, done.rate.currency, done.rate.on)
    return replace(done, unrated=count, unrated_since=first)


def _recounted(transaction: Transaction, done: RateDone, progress: Progress) -> RateDone:
    """Count anew what a rate counts, or counted, and say what moved with it."""
    connection = transaction.connection
    before = purchase_points(connection)
    ids, count = _concerned(connection, done.rate)
    moved = recount(transaction, ids, progress)
    points = purchase_points(connection) - before
    return replace(done, recounted=count, moved=moved, points_change=points)


def _concerned(connection: sqlite3.Connection, rate: RateRecord) -> tuple[Sequence[int], int]:
    if rate.base != book_reads.currency(connection):
        # One of a time when the book had another currency counts nothing.
        return (), 0
    return concerned(connection, rate.currency, rate.base, rate.on)
