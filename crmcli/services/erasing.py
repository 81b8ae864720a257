"""Erasing a customer for good: what would go, the erasure, and sweeping the file after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.erasure import Erasable, Erasure
from crmcli.errors import N_, Refused, StorageFault
from crmcli.services.naming import AmbiguousCustomer, named, not_found
from crmcli.services.tracing import called, known_by
from crmcli.store.reads.erasures import held_backups, held_exports, stone_of
from crmcli.store.reads.footprint import footprint
from crmcli.store.reads.lookup import is_customer, was_given
from crmcli.store.reads.mentions import (
    commands_to_clear,
    copies_naming,
    mentions,
    stones_naming,
)
from crmcli.store.reads.merges import absorber
from crmcli.store.replay import first_answer

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from pathlib import Path

    from crmcli.domain.run import Run
    from crmcli.domain.traces import Traces
    from crmcli.store.book import Book
    from crmcli.store.reads.footprint import Footprint
    from crmcli.store.reads.mentions import Clearing

    Progress = Callable[[int, int], None]

_MOST_DIGITS = 18


class TellsWho(Refused):
    """A reason or a retry key that names whoever is erased, and would stay."""

    code = "tells_who"
    sentence = N_("{option} names the customer, and is kept when everything else is erased.")
    hint = N_("Say it without names and numbers, as in --reason 'asked for it by letter'.")


class PartOfAnother(Refused):
    """A customer that was merged into another one, and is part of it."""

    code = "part_of_another"
    sentence = N_("Customer {id} was merged into {other}.")
    hint = N_("Erase that one: crm customer erase id:{other}")


class NotSwept(StorageFault):
    """The customer is erased, but the file could not be rewritten after it."""

    code = "not_swept"
    sentence = N_(
        "Customer {id} is erased, but free pages of {path} may still hold pieces of its data:"
        " {reason}"
    )
    hint = N_("Finish it with crm check --repair, or with crm customer erase id:{id} once more.")


class _Findings(NamedTuple):
    """What is known before a customer is erased."""

    track: Footprint
    clearings: tuple[Clearing, ...]
    copies: list[int]
    stones: list[int]
    erasable: Erasable


def first_erasure(book: Book, run: Run) -> Erasure | None:
    """Return the first answer to a run's retry key; None if it has none, or the key is new.

    Raises:
        KeyTaken: the key belongs to another command.
    """
    seen = first_answer(book.path, run, Erasure)
    if seen is None:
        return None
    with book.reading() as connection:
        return _completed(connection, book.path, seen)


def unswept(book: Book, text: str) -> Erasure | None:
    """Return the erasure of a customer, named by its id, after which the file was not swept."""
    key = _number(text)
    with book.reading() as connection:
        stone = None if key is None else stone_of(connection, key)
        if key is None or stone is None or stone.swept or is_customer(connection, key):
            return None
        erasure = Erasure(key, (), stone.at, stone.reason, {}, 0)
        return _completed(connection, book.path, erasure)


def find(book: Book, run: Run, text: str) -> Erasable:
    """Say whom a text names, and what would go with it.

    Args:
        book: the book.
        run: the run.
        text: the customer as named on the command line, archived or not; by its id also one that
            is in the history alone.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the text names no or several customers.
        PartOfAnother: it was merged into another one.
    """
    with book.reading() as connection:
        return _findings(connection, book.path, run, _named(connection, text)).erasable


def check_told(traces: Traces, run: Run) -> None:
    """Check that neither the reason nor the retry key of a run tells who is erased.

    Raises:
        TellsWho: one does.
    """
    for option, text in (("--reason", run.reason), ("--key", run.key)):
        if traces.are_in(text):
            raise TellsWho(option=option)


def erase(book: Book, run: Run, customer_id: int) -> Erasure:
    """Erase a customer, in the book and in its history; the file is to be swept after it.

    Args:
        book: the book.
        run: the run; its reason says on whose order.
        customer_id: whom; in the book or in its history alone.

    Raises:
        CustomerNotFound: nothing is left of it.
        TellsWho: the reason or the retry key names it.
        PartOfAnother: it was merged into another one.
    """
    from crmcli.store import erasing  # noqa: PLC0415 - the writing alone

    run = replace(run, line=f"{run.command} id:{customer_id}")
    with book.writing(run, existing=True) as transaction:
        connection = transaction.connection
        seen = transaction.replayed(Erasure)
        if seen is not None:
            return _completed(connection, book.path, seen)
        found = _findings(connection, book.path, run, customer_id)
        check_told(found.erasable.traces, run)
        erasing.erase(transaction, found.track, run.reason or "")
        erasing.clear_commands(transaction, found.clearings)
        erasing.clear_copies(transaction, found.copies)
        erasing.clear_stones(transaction, found.stones)
        erasure = replace(found.erasable.erasure, dry_run=False)
        # What is kept for retries tells of no files: their names may tell who it was.
        transaction.finished(replace(erasure, backups=(), exports=()))
        return erasure


def sweep(book: Book, erasure: Erasure, progress: Progress) -> Erasure:
    """Rewrite a book's file after an erasure, so that nothing is left in free pages.

    Raises:
        NotSwept: it cannot be done now; the erasure stands.
    """
    from crmcli.store.sweeping import sweep as sweep_file  # noqa: PLC0415 - the writing alone

    try:
        sweep_file(book.path, progress)
    except StorageFault as error:
        reason = UNSWEPT_REASONS.get(error.code) or str(error.details.get("reason", error.code))
        raise not_swept(book, erasure, reason) from error
    return replace(erasure, swept=True)


def not_swept(book: Book, erasure: Erasure, reason: str) -> NotSwept:
    """Say that the file was not swept, and why."""
    return NotSwept(id=erasure.id, path=book.path, reason=reason)


UNSWEPT_REASONS = {
    "locked": N_("another program does not let go of it."),
    "disk_full": N_("there is no room to rewrite it, which needs its size once more."),
}
"""By code of what kept a file from being rewritten why that was so."""


def _named(connection: sqlite3.Connection, text: str) -> int:
    number = _number(text)
    # The number of one who is erased must not find who has these digits at the end of a phone
    # number: a command that is run twice would erase somebody else.
    if (
        number is not None
        and was_given(connection, number)
        and (text.startswith("id:") or stone_of(connection, number) is not None)
    ):
        return number
    one, archived = named(connection, text), named(connection, text, archived=True)
    if one.id != archived.id:
        raise AmbiguousCustomer(text, (one, archived), more=False)
    return one.id


def _number(text: str) -> int | None:
    digits = text.strip().removeprefix("id:")
    is_number = digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS
    return int(digits) if is_number else None


def _findings(connection: sqlite3.Connection, path: Path, run: Run, customer_id: int) -> _Findings:
    other = absorber(connection, customer_id)
    if other is not None:
        raise PartOfAnother(id=customer_id, other=other)
    track = footprint(connection, customer_id)
    if track.is_empty:
        raise not_found(connection, f"id:{customer_id}")
    traces = known_by(track.texts)
    clearings = tuple(commands_to_clear(connection, track, traces, called(track.texts)))
    erasure = Erasure(
        id=customer_id,
        merged=tuple(sorted(track.customers - {customer_id})),
        at=run.now.astimezone(UTC),
        reason=run.reason,
        removed={**track.rows, "change": len(track.gone)},
        commands=len(clearings),
        backups=held_backups(connection, path, track.texts.created, None),
        exports=held_exports(connection, track.customers),
        mentions=mentions(connection, track, traces),
        dry_run=True,
    )
    name, company = track.texts.name, track.texts.company
    in_book = is_customer(connection, customer_id)
    return _Findings(
        track,
        clearings,
        copies_naming(connection, traces),
        stones_naming(connection, traces),
        Erasable(name, company, in_book, traces, erasure),
    )


def _completed(connection: sqlite3.Connection, path: Path, erasure: Erasure) -> Erasure:
    """Say of an erasure that was done before what holds the customer now."""
    stone = stone_of(connection, erasure.id)
    customers = (erasure.id, *erasure.merged)
    return replace(
        erasure,
        backups=held_backups(connection, path, None, erasure.at),
        exports=held_exports(connection, customers),
        swept=stone is not None and stone.swept,
    )
