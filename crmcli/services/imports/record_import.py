"""Importing records of customers from a table: read and checked first, then written all at once.

What is particular to contacts or purchases is said by a `RecordKind`; the rest is the same for all.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from heapq import merge
from operator import itemgetter
from typing import TYPE_CHECKING, TypeVar

from crmcli.domain.codec import decoded
from crmcli.domain.message import Message, message
from crmcli.errors import N_
from crmcli.services.imports.record_fates import decide
from crmcli.services.imports.record_reading import read_file
from crmcli.services.imports.record_result import AnswerT, Tally, Watching
from crmcli.services.imports.rejecting import rejecting
from crmcli.services.imports.result import (
    LEFT,
    MOST_LISTED,
    TOTAL,
    BookChanged,
    Mapped,
    RowReason,
    with_totals_skipped,
)
from crmcli.store.history.replay import first_answer
from crmcli.store.place import NoBook
from crmcli.store.reads import lookup
from crmcli.store.staging.records import Record, record_staging
from crmcli.store.staging.staged_row import Action, Fate

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

    from crmcli.domain.run import Run
    from crmcli.services.imports.record_file import FileRead
    from crmcli.services.imports.record_kind import RecordKind
    from crmcli.services.imports.record_result import RecordRequest
    from crmcli.services.imports.rejecting import Rejected, Rejecting
    from crmcli.store.book import Book
    from crmcli.store.staging.records import RecordStaging

DraftT = TypeVar("DraftT")
RecordT = TypeVar("RecordT", bound=Record)

_MOST_UNSPILLED = 20_000
"""Up to how many rows others see the old book at once while the new one is written."""


def import_records(
    book: Book,
    run: Run,
    request: RecordRequest,
    kind: RecordKind[DraftT, RecordT, AnswerT],
    watching: Watching[AnswerT] | None = None,
) -> AnswerT:
    """Import records from a table: all rows or none, unless rejected rows go to a file.

    Args:
        book: the book, which has the customers.
        run: the run.
        request: the file and how to read it.
        kind: what is in the file.
        watching: who is told how it comes along, and asked.

    Returns:
        What was done, or would be. Where it has refused rows nothing was written (`check`).

    Raises:
        NoBook: there is no book yet, and so no customers.
        BadByte, OpenQuote, NoHeader, NoSuchColumn …: the file cannot be read as such a table.
        CrmError: what `confirm` raises.
    """
    watching = watching or Watching()
    if book.is_missing:
        raise NoBook(path=book.path)
    seen = None if run.key is None else first_answer(book.path, run, kind.answer)
    if seen is not None:
        return seen
    opened = rejecting(request.rejects, dry_run=request.dry_run)
    with record_staging(kind.row) as rows, opened as rejects:
        read = read_file(book, run, request, kind, rows, watching.reading)

        def decided(connection: sqlite3.Connection) -> AnswerT:
            decide(connection, rows, kind, once=kind.once and not read.own)
            return kind.answered(_tally(request, read, rows, kind.other))

        with book.reading() as connection:
            result = decided(connection)
        writes = result.created or request.mapping or run.key
        stopped = request.dry_run or (read.refused and rejects is None)
        rejected = rejects is not None and (result.refused or result.skipped)
        if stopped or not (writes or rejected):
            return result
        if watching.confirm is not None:
            watching.confirm(result)
        keep = _keeping(rejects, read, rows, kind.other)
        keep()
        if writes:
            result = _written(book, run, request, read, kind, rows, watching, decided, keep)
        if rejects is None or not (result.refused or result.skipped):
            return result
        return replace(result, rejects=rejects.publish())


def _keeping(
    rejects: Rejecting | None, read: FileRead, rows: RecordStaging[RecordT], other: str
) -> Callable[[], None]:
    """Give what writes the rows that are rejected as things stand."""
    if rejects is None:
        return lambda: None
    return partial(rejects.write, partial(_rejected, read, rows, other), read.again)


def _written(
    book: Book,
    run: Run,
    request: RecordRequest,
    read: FileRead,
    kind: RecordKind[DraftT, RecordT, AnswerT],
    rows: RecordStaging[RecordT],
    watching: Watching[AnswerT],
    decided: Callable[[sqlite3.Connection], AnswerT],
    keep: Callable[[], None],
) -> AnswerT:
    """Write what is new in one transaction, having looked again what is in the book by now."""
    from crmcli.services.backups.making import before_import  # noqa: PLC0415 - a dry run writes nothing

    def creates() -> bool:
        with book.reading() as connection:
            return decided(connection).created > 0

    before_import(book, run, creates)
    with book.writing(run, existing=True, spill=read.count > _MOST_UNSPILLED) as transaction:
        seen = transaction.replayed(kind.answer)
        if seen is not None:
            return seen
        connection = transaction.connection
        if not (_are_still_there(connection, rows) and kind.still_fits(connection, rows)):
            raise BookChanged
        result = decided(connection)
        keep()
        if result.created:
            result = kind.written(transaction, rows, result, watching)
        if request.mapping is not None:
            from crmcli.services.imports.mappings import save  # noqa: PLC0415 - few save one

            save(transaction, request.mapping, read.columns, kind.record)
            result = replace(result, mapping_saved=request.mapping)
        return transaction.finished(result)


def _are_still_there(connection: sqlite3.Connection, rows: RecordStaging[RecordT]) -> bool:
    """Tell whether whoever a row is about can still be told something new of."""
    found = (lookup.by_id(connection, each) for each in rows.customers())
    return all(each is not None and not each.archived for each in found)


def _tally(
    request: RecordRequest, read: FileRead, rows: RecordStaging[RecordT], other: str
) -> Tally:
    counts = rows.counts()
    created, unchanged = counts.get(Fate.CREATED, 0), counts.get(Fate.UNCHANGED, 0)
    skipped = counts.get(Fate.IN_BOOK, 0) + counts.get(Fate.REPEATED, 0)
    skipped += len(read.totals) + len(read.left)
    if read.refused and not request.dry_run and request.rejects is None:
        created, unchanged, skipped = 0, 0, created + unchanged + skipped
    common = {
        "read": read.count,
        "created": created,
        "updated": 0,
        "unchanged": unchanged,
        "skipped": skipped,
        "refused": read.refused,
        "refusals": tuple(read.refusals),
        "skips": with_totals_skipped(
            (
                *(
                    RowReason(number, _skip_reason(fate, each, other))
                    for number, fate, each in rows.skipped(MOST_LISTED)
                ),
                *(RowReason(number, message(LEFT)) for number in read.left[:MOST_LISTED]),
            ),
            read.totals,
        ),
        "mapping": tuple(Mapped(each.name, each.field or None, each.use) for each in read.columns),
        "dry_run": request.dry_run,
        "file": request.name,
        "encoding": read.encoding,
        "delimiter": read.delimiter,
        "sheet": read.sheet,
        "header_rows": read.header_rows,
        "other_sheets": read.other_sheets,
    }
    return Tally(common, tuple(read.preview), request.dry_run)


def _skip_reason(fate: Fate, which: int, other: str) -> Message:
    text = N_("repeats row {other}") if fate is Fate.REPEATED else other
    return message(text, other=which)


def _rejected(read: FileRead, rows: RecordStaging[RecordT], other: str) -> Iterator[Rejected]:
    """Yield the rows that are refused or skipped, in the order of the file."""
    skip = Action.SKIP.value
    # Who may be meant is only known of the first, at the end of the file.
    told = {each.row: each.reason for each in read.refusals}
    refused: Iterator[Rejected] = (
        (number, "", None, told.get(number) or decoded(Message, reason))
        for number, reason in rows.refusals()
    )
    skipped: Iterator[Rejected] = (
        (number, skip, None if fate is Fate.REPEATED else which, _skip_reason(fate, which, other))
        for number, fate, which in rows.skipped()
    )
    left: Iterator[Rejected] = ((number, skip, None, message(LEFT)) for number in read.left)
    totals: Iterator[Rejected] = ((number, skip, None, message(TOTAL)) for number in read.totals)
    return merge(refused, skipped, left, totals, key=itemgetter(0))
