"""Importing customers from a table: read and checked outside the book, then written all at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from crmcli.services.imports.links import refer
from crmcli.services.imports.matching import settle
from crmcli.services.imports.outcome import outcome, rejected
from crmcli.services.imports.reading import read_file
from crmcli.services.imports.rejecting import rejecting
from crmcli.services.imports.result import BookChanged, Imported, ImportRequest
from crmcli.store.history.replay import first_answer
from crmcli.store.place import NoBook
from crmcli.store.staging.rows import Staging, staging

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from crmcli.domain.run import Run
    from crmcli.services.imports.customer_file import FileRead
    from crmcli.services.imports.rejecting import Rejecting
    from crmcli.store.book import Book
    from crmcli.store.transaction import Transaction

    Progress = Callable[[int, int], None]
    """Told how much of how much is done."""

T = TypeVar("T")

_BATCH = 500
_MOST_UNSPILLED = 20_000
_LARGEST_UNSPILLED = 40_000_000
"""Up to how many rows readers see the old book at once while the new one is written.

What was not written yet lies in memory until the end: 2.5 kB a customer, of 150 MB in all, and
more where customers have photos; so also not beyond so many characters.
"""


def _unwatched(done: int, whole: int) -> None:
    """Tell nobody."""
    del done, whole


@dataclass(frozen=True, slots=True)
class Watching:
    """Who is told how an import comes along.

    Args:
        reading: told how much of the file was read.
        writing: told how many customers were written.
        confirm: shown what is about to happen before it does; raises to stop it.
    """

    reading: Progress = _unwatched
    writing: Progress = _unwatched
    confirm: Callable[[Imported], None] | None = None


def import_customers(
    book: Book, run: Run, request: ImportRequest, watching: Watching | None = None
) -> Imported:
    """Import customers from a table: all rows or none, unless rejected rows go to a file.

    Args:
        book: the book; it is made if something is to be written.
        run: the run.
        request: the file and how to read it.
        watching: who is told how it comes along, and asked.

    Returns:
        What was done, or would be. Where it has refused rows and no file for them, nothing was
        written (`check`).

    Raises:
        BadByte, OpenQuote, NoHeader, UnknownColumn …: the file cannot be read as a table.
        TargetExists, TargetUnusable: the file of rejected rows cannot be written.
        BookChanged: whom a row says it updates is there no more.
        CrmError: what `confirm` raises.
    """
    watching = watching or Watching()
    seen = _seen(book, run)
    if seen is not None:
        return seen
    with staging() as rows, rejecting(request.rejects, dry_run=request.dry_run) as rejects:
        read = _looked(book, lambda door: read_file(request, run, door, rows, watching.reading))
        asked = watching.confirm is not None or rejects is not None
        # Whether who is named is there is only known when the book was looked at.
        may_stop = request.dry_run or read.refused > 0 or rows.claimed or rows.links.exist
        if may_stop or asked or not read.count:
            result = _looked(book, lambda door: _settled(door, run, request, read, rows))
            stopped = request.dry_run or (result.refused > 0 and rejects is None)
            if stopped or not (_writes(result, request) or run.key or _rejects(result, rejects)):
                return result
            if watching.confirm is not None:
                watching.confirm(result)
            _keep(rejects, read, rows)
            if not (_writes(result, request) or run.key):
                return _published(result, rejects)
        result = _written(book, run, request, read, rows, rejects, watching.writing)
        return _published(result, rejects)


def _writes(result: Imported, request: ImportRequest) -> bool:
    return bool(result.created or result.updated or request.mapping)


def _rejects(result: Imported, rejects: Rejecting | None) -> bool:
    return rejects is not None and bool(result.refused or result.skipped)


def _keep(rejects: Rejecting | None, read: FileRead, rows: Staging) -> None:
    """Write the rows that are rejected as things stand."""
    if rejects is not None:
        rows.place_repeats()
        rejects.write(partial(rejected, read, rows), read.again)


def _published(result: Imported, rejects: Rejecting | None) -> Imported:
    """Let the file of rejected rows appear, if there are any."""
    if rejects is None or not _rejects(result, rejects):
        return result
    return replace(result, rejects=rejects.publish())


def _seen(book: Book, run: Run) -> Imported | None:
    """Return the first answer to this run's retry key, before the file is even looked at."""
    if run.key is None or book.is_missing:
        return None
    return first_answer(book.path, run, Imported)


def _looked(book: Book, look: Callable[[sqlite3.Connection | None], T]) -> T:
    """Look at the book, if there is one: what writes nothing does not make it."""
    try:
        with book.reading() as connection:
            return look(connection)
    except NoBook:
        return look(None)


def _settled(
    door: sqlite3.Connection | None,
    run: Run,
    request: ImportRequest,
    read: FileRead,
    rows: Staging,
) -> Imported:
    """Decide what becomes of the rows as the book is now, and tell it."""
    settle(door, rows, run.today, update=request.update)
    return outcome(door, request, read, rows, run.today)


def _written(
    book: Book,
    run: Run,
    request: ImportRequest,
    read: FileRead,
    rows: Staging,
    rejects: Rejecting | None,
    progress: Progress,
) -> Imported:
    """Write what is new in one transaction, having looked again who is in the book by now."""
    from crmcli.services.backups.making import before_import  # noqa: PLC0415 - a dry run writes nothing

    def writes() -> bool:
        result = _looked(book, lambda door: _settled(door, run, request, read, rows))
        return bool(result.created or result.updated)

    before_import(book, run, writes)
    spill = read.count > _MOST_UNSPILLED or read.size > _LARGEST_UNSPILLED
    with book.writing(run, spill=spill) as transaction:
        seen = transaction.replayed(Imported)
        if seen is not None:
            return seen
        result = _settled(transaction.connection, run, request, read, rows)
        if result.refused and rejects is None:
            raise BookChanged
        _keep(rejects, read, rows)
        result = _brought_in(transaction, result, request, read, rows, progress)
        if request.mapping is not None:
            from crmcli.services.imports.mappings import save  # noqa: PLC0415 - few save one

            save(transaction, request.mapping, read.columns)
            result = replace(result, mapping_saved=request.mapping)
        return transaction.finished(result)


def _brought_in(
    transaction: Transaction,
    result: Imported,
    request: ImportRequest,
    read: FileRead,
    rows: Staging,
    progress: Progress,
) -> Imported:
    from crmcli.services.imports import bringing_in  # noqa: PLC0415 - a dry run writes nothing

    whole = result.created + result.updated
    if not whole:
        return result
    bringing_in.define(transaction, read.used)
    if result.created:
        bringing_in.define(transaction, read.used_by_new)

    def tell(done: int) -> None:
        if done % _BATCH == 0 or done == whole:
            progress(done, whole)

    if result.created:
        created = bringing_in.create(transaction, rows, result.created, at_once=request.at_once)
        for done, _ in enumerate(created, 1):
            tell(done)
    for done, _ in enumerate(bringing_in.update(transaction, rows), result.created + 1):
        tell(done)
    if rows.links.exist:
        in_circle = refer(transaction, rows, result.created)
        result = replace(result, in_circle=result.in_circle + in_circle)
    return result
