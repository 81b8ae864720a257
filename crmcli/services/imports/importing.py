"""Importing customers from a table: read and checked outside the book, then written all at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from crmcli.domain.first_due import Spread
from crmcli.domain.grade import Grade
from crmcli.domain.message import message
from crmcli.errors import N_
from crmcli.services.imports.links import refer
from crmcli.services.imports.matching import settle
from crmcli.services.imports.reading import FileRead, read_file
from crmcli.services.imports.result import (
    MOST_LISTED,
    Imported,
    ImportRequest,
    Mapped,
    RowReason,
)
from crmcli.services.imports.staged_entry import unstaged
from crmcli.store.history.replay import first_answer
from crmcli.store.place import NoBook
from crmcli.store.reads import book as book_reads
from crmcli.store.staging.rows import Fate, Staging, staging

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

    from crmcli.domain.entry import Entry
    from crmcli.domain.run import Run
    from crmcli.store.book import Book
    from crmcli.store.transaction import Transaction

    Progress = Callable[[int, int], None]
    """Told how much of how much is done."""

T = TypeVar("T")

_BATCH = 500
_MOST_UNSPILLED = 20_000
"""Up to how many rows readers see the old book at once while the new one is written.

What was not written yet lies in memory until the end: 2.5 kB a customer, of 150 MB in all.
"""

_SKIPS = {
    Fate.IN_BOOK: N_("already in the book as {other}"),
    Fate.REPEATED: N_("repeats row {other}"),
}


def _unwatched(done: int, whole: int) -> None:
    """Tell nobody."""
    del done, whole


@dataclass(frozen=True, slots=True)
class Watching:
    """Who is told how an import comes along.

    Args:
        reading: told how many bytes of the file were read.
        writing: told how many customers were written.
        confirm: shown what is about to happen before it does; raises to stop it.
    """

    reading: Progress = _unwatched
    writing: Progress = _unwatched
    confirm: Callable[[Imported], None] | None = None


def import_customers(
    book: Book, run: Run, request: ImportRequest, watching: Watching | None = None
) -> Imported:
    """Import customers from a table of text, all rows or none.

    Args:
        book: the book; it is made if something is to be written.
        run: the run.
        request: the file and how to read it.
        watching: who is told how it comes along, and asked.

    Returns:
        What was done, or would be. Where it has refused rows nothing was written (`check`).

    Raises:
        BadByte, OpenQuote, NoHeader, UnknownColumn …: the file cannot be read as a table.
        CrmError: what `confirm` raises.
    """
    watching = watching or Watching()
    seen = _seen(book, run)
    if seen is not None:
        return seen
    with staging() as rows:
        read = _looked(book, lambda door: read_file(request, run, door, rows, watching.reading))
        refused = request.dry_run or read.refused > 0
        if refused or watching.confirm is not None or not read.count:
            _looked(book, lambda door: settle(door, rows, run.today))
            result = _result(request, read, rows)
            if refused or not (result.created or run.key):
                return result
            if watching.confirm is not None:
                watching.confirm(result)
        return _written(book, run, request, read, rows, watching.writing)


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


def _result(request: ImportRequest, read: FileRead, rows: Staging) -> Imported:
    counts = rows.counts()
    created, unchanged = counts.get(Fate.CREATED, 0), counts.get(Fate.UNCHANGED, 0)
    skipped = counts.get(Fate.IN_BOOK, 0) + counts.get(Fate.REPEATED, 0)
    if read.refused and not request.dry_run:
        created, unchanged, skipped = 0, 0, created + unchanged + skipped
    skips = [
        RowReason(number, message(_SKIPS[fate], other=other))
        for number, fate, other in rows.skipped(MOST_LISTED)
    ]
    return Imported(
        read=read.count,
        created=created,
        updated=0,
        unchanged=unchanged,
        skipped=skipped,
        refused=read.refused,
        refusals=tuple(read.refusals),
        skips=tuple(skips),
        mapping=tuple(Mapped(each.name, each.field or None, each.use) for each in read.columns),
        preview=tuple(read.preview),
        dry_run=request.dry_run,
        file=request.name,
        encoding=read.encoding,
        delimiter=read.delimiter,
        sheet=read.sheet,
    )


def _written(
    book: Book, run: Run, request: ImportRequest, read: FileRead, rows: Staging, progress: Progress
) -> Imported:
    """Write what is new in one transaction, having looked again who is in the book by now."""
    from crmcli.services.backups.making import before_import  # noqa: PLC0415 - a dry run writes nothing
    from crmcli.services.demo.loading import load  # noqa: PLC0415

    def creates() -> bool:
        _looked(book, lambda door: settle(door, rows, run.today))
        return _result(request, read, rows).created > 0

    before_import(book, run, creates)
    with book.writing(run, spill=read.count > _MOST_UNSPILLED) as transaction:
        seen = transaction.replayed(Imported)
        if seen is not None:
            return seen
        connection = transaction.connection
        settle(connection, rows, run.today)
        result = _result(request, read, rows)
        if result.created:
            _define(transaction, read.used)
            entries = _entries(rows, run, at_once=request.at_once)
            policy = book_reads.policy(connection)
            for done, _ in enumerate(load(transaction, entries, policy), 1):
                if done % _BATCH == 0 or done == result.created:
                    progress(done, result.created)
            left = refer(transaction, rows, result.created)
            result = replace(result, unlinked=left.unknown, in_circle=left.in_circle)
        return transaction.finished(result)


def _define(transaction: Transaction, names: set[str]) -> None:
    from crmcli.domain.field import FieldType  # noqa: PLC0415 - a dry run writes nothing

    known = book_reads.custom_fields(transaction.connection)
    rows: list[dict[str, Any]] = [
        {"name": name, "type": FieldType.TEXT, "choices": None}
        for name in sorted(names - known.keys())
    ]
    transaction.add_many("custom_field", rows)


def _entries(rows: Staging, run: Run, *, at_once: bool) -> Iterator[Entry]:
    """Yield the new customers, those never contacted spread over the coming days."""
    waiting = {Grade(grade): count for grade, count in rows.waiting().items()}
    spread = Spread(run.today, waiting)
    for row in rows.new_rows():
        waits = row.waits and not at_once
        first_due = spread.next_day(Grade(row.grade)) if waits else None
        yield unstaged(row.kept, run.today, first_due)
