"""Importing customers from a table: read and checked outside the book, then written all at once."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from crmcli.domain.first_due import Spread
from crmcli.domain.grading import Grade
from crmcli.domain.message import message
from crmcli.domain.policy import Policy, policy_from
from crmcli.errors import N_, CrmError
from crmcli.exchange.csv_table import Table
from crmcli.exchange.encoding import encoding_of
from crmcli.services.fields import Reading
from crmcli.services.import_columns import columns_in, fields_of, spare_fields
from crmcli.services.import_match import keys_of_row, settle
from crmcli.services.import_result import (
    MOST_LISTED,
    Imported,
    ImportRequest,
    Mapped,
    Preview,
    RowReason,
)
from crmcli.services.import_row import Clock, RowReader, reason_of
from crmcli.services.staged_entry import staged, unstaged
from crmcli.services.story import entry_grading
from crmcli.store.place import NoBook
from crmcli.store.reads import book as book_reads
from crmcli.store.staging import Fate, StagedKey, StagedRow, Staging, staging

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

    from crmcli.domain.entry import Entry
    from crmcli.domain.run import Run
    from crmcli.exchange.columns import Column
    from crmcli.store.book import Book
    from crmcli.store.transaction import Transaction

    Progress = Callable[[int, int], None]
    """Told how much of how much is done."""

_PREVIEWED = 5
_BATCH = 500
_MOST_UNSPILLED = 20_000
"""Up to how many rows readers see the old book at once while the new one is written.

What was not written yet lies in memory until the end: 2.5 kB a customer, of 150 MB in all.
"""

_SKIPS = {
    Fate.IN_BOOK: N_("already in the book as {other}"),
    Fate.REPEATED: N_("repeats row {other}"),
}


@dataclass(slots=True)
class _Read:
    """What was read of a file, beside the rows that are staged."""

    columns: list[Column]
    encoding: str
    delimiter: str
    count: int = 0
    refused: int = 0
    refusals: list[RowReason] = field(default_factory=list)
    preview: list[Preview] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def refuse(self, row: int, error: CrmError) -> None:
        self.refused += 1
        if len(self.refusals) < MOST_LISTED:
            self.refusals.append(RowReason(row, reason_of(error)))


@dataclass(frozen=True, slots=True)
class Watching:
    """Who is told how an import comes along.

    Args:
        reading: told how many bytes of the file were read.
        writing: told how many customers were written.
        confirm: shown what is about to happen before it does; raises to stop it.
    """

    reading: Progress = lambda done, whole: None
    writing: Progress = lambda done, whole: None
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
        with _looking(book) as connection:
            reading, policy = _settings(connection, run)
        read = _read(request, run, (reading, policy), rows, watching.reading)
        if request.dry_run or read.refused or watching.confirm is not None or not read.count:
            with _looking(book) as connection:
                settle(connection, rows, run.today)
            result = _result(request, read, rows)
            if request.dry_run or read.refused or not result.created:
                return result if not _must_record(request, read, run) else _kept(book, run, result)
            if watching.confirm is not None:
                watching.confirm(result)
        return _written(book, run, request, read, rows, watching.writing)


def _must_record(request: ImportRequest, read: _Read, run: Run) -> bool:
    return run.key is not None and not request.dry_run and not read.refused


def _kept(book: Book, run: Run, result: Imported) -> Imported:
    """Keep the answer of an import that changed nothing, for a retry with its key."""
    with book.writing(run) as transaction:
        return transaction.finished(transaction.replayed(Imported) or result)


def _seen(book: Book, run: Run) -> Imported | None:
    """Return the first answer to this run's retry key, before the file is even looked at."""
    if run.key is None or not book.path.exists():
        return None
    with book.writing(run) as transaction:
        return transaction.replayed(Imported)


@contextmanager
def _looking(book: Book) -> Iterator[sqlite3.Connection | None]:
    """Open the reading door if there is a book; a dry run does not make one."""
    try:
        door = book.reading()
        connection = door.__enter__()
    except NoBook:
        yield None
        return
    try:
        yield connection
    finally:
        door.__exit__(None, None, None)


def _settings(connection: sqlite3.Connection | None, run: Run) -> tuple[Reading, Policy]:
    if connection is None:
        return Reading(run.today, book_reads.CURRENCY, book_reads.REGION), policy_from(())
    reading = Reading(
        run.today,
        book_reads.currency(connection),
        book_reads.region(connection),
        book_reads.custom_fields(connection),
    )
    return reading, book_reads.policy(connection)


def _read(
    request: ImportRequest,
    run: Run,
    settings: tuple[Reading, Policy],
    rows: Staging,
    progress: Progress,
) -> _Read:
    """Read the whole file into the staging place."""
    reading, policy = settings
    size = request.file.seek(0, 2)
    encoding = encoding_of(request.file, request.encoding)
    table = Table(request.file, encoding)
    columns = columns_in(table.header, request.edits, reading.custom)
    reading = replace(reading, custom={**fields_of(columns), **reading.custom})
    clock = Clock(run.now, request.instant)
    reader = RowReader(columns, reading, clock, spare_fields(columns))
    read = _Read(columns, encoding, table.delimiter)
    batch: list[StagedRow] = []
    keys: list[StagedKey] = []
    for row in table.rows():
        read.count += 1
        try:
            if row.fault is not None:
                raise row.fault
            entry = reader.read(row.cells)
        except CrmError as error:
            read.refuse(row.number, error)
            continue
        grade = entry_grading(entry.customer, entry.entered, policy).grade
        batch.append(StagedRow(row.number, staged(entry), grade, not entry.steps))
        keys += keys_of_row(row.number, entry.customer)
        if len(read.preview) < _PREVIEWED:
            read.preview.append(_preview(row.number, entry, grade))
        if len(batch) == _BATCH:
            rows.add(batch, keys)
            batch, keys = [], []
            progress(request.file.tell(), size)
    rows.add(batch, keys)
    progress(size, size)
    read.used = reader.used
    return read


def _preview(number: int, entry: Entry, grade: Grade) -> Preview:
    draft = entry.customer
    return Preview(
        row=number,
        name=draft.name,
        kind=draft.kind,
        company=draft.company,
        people=tuple(each.name for each in draft.people),
        phones=draft.phones,
        emails=draft.emails,
        grade=grade,
        expected_close=draft.expected_close,
        last_contact=entry.steps[0].contact.on if entry.steps else None,
    )


def _result(request: ImportRequest, read: _Read, rows: Staging) -> Imported:
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
        encoding=read.encoding.removesuffix("-sig"),
        delimiter=read.delimiter,
    )


def _written(
    book: Book, run: Run, request: ImportRequest, read: _Read, rows: Staging, progress: Progress
) -> Imported:
    """Write what is new in one transaction, having looked again who is in the book by now."""
    from crmcli.services.loading import load  # noqa: PLC0415 - a dry run writes nothing

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
        return transaction.finished(result)


def _define(transaction: Transaction, names: set[str]) -> None:
    from crmcli.domain.field import FieldType  # noqa: PLC0415 - a dry run writes nothing
    from crmcli.store.schema.customer import FieldRow  # noqa: PLC0415

    known = book_reads.custom_fields(transaction.connection)
    rows: list[dict[str, Any]] = [
        {"name": name, "type": FieldType.TEXT, "choices": None}
        for name in sorted(names - known.keys())
    ]
    transaction.add_many(FieldRow, rows)


def _entries(rows: Staging, run: Run, *, at_once: bool) -> Iterator[Entry]:
    """Yield the new customers, those never contacted spread over the coming days."""
    waiting = {Grade(grade): count for grade, count in rows.waiting().items()}
    spread = Spread(run.today, waiting)
    for row in rows.new_rows():
        waits = row.waits and not at_once
        first_due = spread.next_day(Grade(row.grade)) if waits else None
        yield unstaged(row.kept, run.today, first_due)
