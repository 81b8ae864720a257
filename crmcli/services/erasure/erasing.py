"""Erasing a customer for good, and sweeping the file after it."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING

from crmcli.domain.erasure import Erasure
from crmcli.domain.message import message
from crmcli.errors import N_, Refused, StorageFault
from crmcli.interrupts import heed_again
from crmcli.services.erasure.erasable import find, gathered, mentions, not_there, removed
from crmcli.services.erasure.holding import held_backups, held_exports
from crmcli.services.naming.customers import stated_id
from crmcli.store.erasure.mentions import namings
from crmcli.store.history.replay import first_answer
from crmcli.store.reads.copies import copies
from crmcli.store.reads.erasure.stones import newest_command, stone_of
from crmcli.store.reads.lookup import is_customer

if TYPE_CHECKING:
    from collections.abc import Callable

    from crmcli.domain.erasure import Erasable, HeldExport
    from crmcli.domain.message import Message
    from crmcli.domain.run import Run
    from crmcli.domain.traces import Traces
    from crmcli.services.erasure.erasable import Going
    from crmcli.store.book import Book
    from crmcli.store.transaction import Transaction

    Progress = Callable[[int, int], None]

_TRIES = 3
"""How often it is looked again where else a customer is named, while others write."""


class TellsWho(Refused):
    """A reason or a retry key that names whoever is erased, and would stay."""

    code = "tells_who"
    sentence = N_("{option} names the customer, and is kept when everything else is erased.")
    hint = N_("Say it without names and numbers, as in --reason 'asked for it by letter'.")


class NotSwept(StorageFault):
    """The customer is erased, but the file could not be rewritten after it."""

    code = "not_swept"
    sentence = N_(
        "Customer {id} is erased, but free pages of {path} may still hold pieces of its data."
        " {reason}"
    )
    hint = N_("Finish it with crm check --repair, or with crm customer erase id:{id} once more.")


def first_erasure(book: Book, run: Run) -> Erasure | None:
    """Return the first answer to a run's retry key; None if it has none, or the key is new.

    Raises:
        KeyTaken: the key belongs to another command.
    """
    seen = first_answer(book.path, run, Erasure)
    return None if seen is None else _completed(book, seen)


def unswept(book: Book, text: str) -> Erasure | None:
    """Return the erasure of a customer, named by its id, after which the file was not swept."""
    key = stated_id(text)
    with book.reading() as connection:
        stone = None if key is None else stone_of(connection, key)
        if key is None or stone is None or stone.swept or is_customer(connection, key):
            return None
    return _completed(book, Erasure(key, (), stone.at, stone.reason, {}, 0))


def check_told(traces: Traces, run: Run) -> None:
    """Check that neither the reason nor the retry key of a run tells who is erased.

    Raises:
        TellsWho: one does.
    """
    for option, text in (("--reason", run.reason), ("--key", run.key)):
        if traces.are_in(text):
            raise TellsWho(option=option)


def erase(book: Book, run: Run, found: Erasable) -> Erasure:
    """Erase a customer, in the book and in its history; the file is to be swept after it.

    Args:
        book: the book.
        run: the run; its reason says on whose order.
        found: whom, and where else it was seen to be named; that is looked up again if something
            was written since.

    Raises:
        CustomerNotFound: nothing is left of it.
        TellsWho: the reason or the retry key names it.
        PartOfAnother: it was merged into another one.
        NotErased: the book does not let go of it.
    """
    number = found.erasure.id
    run = replace(run, line=f"{run.command} id:{number}")
    tries = _TRIES
    while True:
        tries -= 1
        with book.writing(run, existing=True) as transaction:
            seen = transaction.replayed(Erasure)
            is_fresh = newest_command(transaction.connection) == found.newest
            if seen is None and (is_fresh or not tries):
                return _erased(transaction, found, is_fresh=is_fresh)
        if seen is not None:
            return _completed(book, seen)
        found = find(book, run, f"id:{number}", called=found.called, texts=found.texts)


def _erased(transaction: Transaction, found: Erasable, *, is_fresh: bool) -> Erasure:
    from crmcli.store.erasure import erasing  # noqa: PLC0415 - the writing alone
    from crmcli.store.erasure.unnaming import leave_out  # noqa: PLC0415 - the writing alone

    run, connection = transaction.run, transaction.connection
    gone = not_there(found.erasure)
    going = gathered(connection, found.erasure.id, gone, found.called)
    check_told(going.names.known, run)
    named = found.namings
    if not is_fresh:
        named = namings(lambda: nullcontext(connection), going.track, going.names)
    erasing.erase(transaction, going.track, run.reason or "")
    erasing.clear_commands(transaction, going.commands)
    erasing.clear_copies(transaction, going.copies)
    erasing.clear_stones(transaction, going.stones)
    erasure = replace(
        found.erasure,
        at=run.now.astimezone(UTC),
        reason=run.reason,
        removed=removed(going),
        commands=len(going.commands),
        exports=_as_kept(found.erasure, going),
        mentions=mentions(named, texts=found.texts),
        hidden=going.hidden,
        dry_run=False,
        replaced=leave_out(transaction, named, going.names, texts=found.texts),
    )
    # What is kept for retries tells of no files: their names may tell who it was.
    transaction.finished(replace(erasure, backups=(), exports=()))
    return erasure


def _as_kept(erasure: Erasure, going: Going) -> tuple[HeldExport, ...]:
    """Give the exports without a purpose that told who it was: the answer may go into a log."""
    purposes = {each.id: each.purpose for each in going.copies}
    return tuple(
        replace(each, purpose=purposes[each.id]) if each.id in purposes else each
        for each in erasure.exports
    )


def sweep(book: Book, erasure: Erasure, progress: Progress) -> Erasure:
    """Rewrite a book's file after an erasure, so that nothing is left in free pages.

    Raises:
        NotSwept: it cannot be done now; the erasure stands.
        KeyboardInterrupt: it was interrupted, or somebody tried to while the erasure was written.
    """
    from crmcli.store.erasure.sweeping import sweep as sweep_file  # noqa: PLC0415 - the writing alone

    heed_again()
    try:
        sweep_file(book.path, progress)
    except StorageFault as error:
        raise not_swept(book, erasure, why_unswept(error)) from error
    return replace(erasure, swept=True)


def interrupted(book: Book, erasure: Erasure) -> NotSwept:
    """Say that the file was not swept, for somebody did not want to wait for it."""
    return not_swept(book, erasure, N_("Rewriting the file was interrupted."))


def not_swept(book: Book, erasure: Erasure, reason: str | Message) -> NotSwept:
    """Say that the file was not swept, and why, in a sentence of its own."""
    return NotSwept(id=erasure.id, path=book.path, reason=reason)


def why_unswept(error: StorageFault) -> str | Message:
    """Say in a sentence what kept a file from being rewritten."""
    if error.code in _REASONS:
        return _REASONS[error.code]
    details = {
        name: message(value) if name == "reason" and isinstance(value, str) else value
        for name, value in error.details.items()
    }
    return message(error.sentence, **details)


_REASONS = {
    "locked": N_("Another program does not let go of the file."),
    "disk_full": N_("There is no room to rewrite the file, which needs its size once more."),
}


def _completed(book: Book, erasure: Erasure) -> Erasure:
    """Say of an erasure that was done before what holds the customer now."""
    customers = (erasure.id, *erasure.merged)
    with book.reading() as connection:
        stone = stone_of(connection, erasure.id)
        held = [each for each in copies(connection) if each.holds(customers, None, erasure.at)]
    return replace(
        erasure,
        backups=held_backups(book.path, held, None, erasure.at, erasure.at),
        exports=held_exports(held),
        swept=stone is not None and stone.swept,
    )
