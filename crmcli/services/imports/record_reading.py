"""Reading a file of records to its end: good rows are staged, bad ones taken down with why.

A row is read without the book; whose it is, is looked for in a short read for some hundred rows, so
that others write meanwhile however long the file is.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from crmcli.domain.message import Message, message
from crmcli.errors import CrmError
from crmcli.exchange.columns import Use
from crmcli.exchange.tables import table_in
from crmcli.exchange.totals import with_totals
from crmcli.services.imports.mappings import known_of
from crmcli.services.imports.record_owner import NobodyNamed, Owners, Whose
from crmcli.services.imports.record_row import DateText, RecordReader
from crmcli.services.imports.result import MOST_LISTED, RowReason
from crmcli.services.imports.row import BadCell, reason_of
from crmcli.store.staging.records import Record

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Container

    from crmcli.domain.run import Run
    from crmcli.exchange.columns import Column
    from crmcli.exchange.table import Row
    from crmcli.services.imports.record_kind import RecordKind
    from crmcli.services.imports.record_result import Progress, RecordRequest
    from crmcli.store.book import Book
    from crmcli.store.staging.records import RecordStaging

DraftT = TypeVar("DraftT")
RecordT = TypeVar("RecordT", bound=Record)

_BATCH = 500
_LARGE = 4_000_000
"""How many characters of rows wait at the most."""

_PREVIEWED = 5
_MOST_SUGGESTED = 10
"""For how many unknown names others that are spelled alike are looked for, in the whole book."""


@dataclass(slots=True)
class FileRead:
    """What was read of a file; `totals` are the rows that sum up others."""

    columns: list[Column]
    encoding: str
    delimiter: str
    sheet: str | None
    own: bool
    header_rows: tuple[int, int] | None
    other_sheets: tuple[str, ...] = ()
    totals: list[int] = field(default_factory=list)
    count: int = 0
    refused: int = 0
    refusals: list[RowReason] = field(default_factory=list)
    preview: list[Any] = field(default_factory=list)
    unknown: dict[str, list[int]] = field(default_factory=dict)

    def refuse(self, row: int, error: CrmError) -> None:
        """Take down a row that cannot be used."""
        self.refused += 1
        if len(self.refusals) < MOST_LISTED:
            self.refusals.append(RowReason(row, reason_of(error)))

    def note_unknown(self, text: str) -> None:
        """Take down that nobody is called as the row says that is refused next."""
        if text in self.unknown or len(self.unknown) < _MOST_SUGGESTED:
            self.unknown.setdefault(text, []).append(len(self.refusals))


@dataclass(slots=True)
class _Waiting(Generic[DraftT]):
    """Rows that were read, and wait for a look into the book."""

    rows: list[tuple[int, tuple[Whose, DraftT] | CrmError]] = field(default_factory=list)
    size: int = 0

    @property
    def is_full(self) -> bool:
        return len(self.rows) >= _BATCH or self.size >= _LARGE

    def take(self, row: Row, reader: RecordReader[DraftT, Any], used: Container[int]) -> None:
        self.size += sum(map(len, row.cells))
        try:
            fault = row.fault_in(used)
            if fault is not None:
                raise fault
            self.rows.append((row.number, reader.read(row.cells)))
        except CrmError as error:
            self.rows.append((row.number, error))


def read_file(
    book: Book,
    run: Run,
    request: RecordRequest,
    kind: RecordKind[DraftT, RecordT, Any],
    rows: RecordStaging[RecordT],
    progress: Progress,
) -> FileRead:
    """Read a whole file into the staging place.

    Args:
        book: the book.
        run: the run.
        request: the file and how to read it.
        kind: what is in the file.
        rows: where good rows go.
        progress: told how much of how much was read.

    Raises:
        BadByte, OpenQuote, NoHeader, UnknownColumn, NoSuchColumn: the file cannot be read at all.
    """
    names = kind.names({**request.known, **request.edits})
    with table_in(request.file, request.form, names) as table:
        edits = {**known_of(table.header, request.known), **request.edits}
        columns = kind.columns(table.header, edits)
        dates = DateText(request.dates, serial=table.sheet is not None)
        with book.reading() as connection:
            own = rows.latest_first = kind.is_own(table.header)
            reader = kind.reader(connection, run, columns, dates, exact=own or table.exact)
        read = FileRead(
            columns, table.encoding, table.delimiter, table.sheet, own, table.header_rows
        )
        used = {each.place for each in columns if each.use is Use.FIELD}
        owners = Owners()
        waiting: _Waiting[DraftT] = _Waiting()
        for row, is_total in with_totals(table.rows(), exact=table.exact or own):
            if is_total:
                read.count += 1
                read.totals.append(row.number)
                continue
            waiting.take(row, reader, used)
            if waiting.is_full:
                _place(book, reader, owners, waiting, read, rows)
                progress(*table.progress())
                waiting = _Waiting()
        _place(book, reader, owners, waiting, read, rows)
        read.other_sheets = table.other_sheets
        _, size = table.progress()
    _suggest(book, read)
    progress(size, size)
    return read


def _place(
    book: Book,
    reader: RecordReader[DraftT, RecordT],
    owners: Owners,
    waiting: _Waiting[DraftT],
    read: FileRead,
    rows: RecordStaging[RecordT],
) -> None:
    """Look for whom rows are about, and stage those that are good."""
    staged: list[RecordT] = []
    with book.reading() as connection:
        for number, found in waiting.rows:
            read.count += 1
            try:
                if isinstance(found, CrmError):
                    raise found
                staged.append(_placed(connection, reader, owners, number, found, read))
            except CrmError as error:
                read.refuse(number, error)
    rows.add(staged)


def _placed(
    connection: sqlite3.Connection,
    reader: RecordReader[DraftT, RecordT],
    owners: Owners,
    number: int,
    found: tuple[Whose, DraftT],
    read: FileRead,
) -> RecordT:
    whose, draft = found
    try:
        owner = owners.find(connection, whose)
    except CrmError as error:
        if isinstance(error, NobodyNamed):
            read.note_unknown(str(error.details["text"]))
        raise BadCell(column=whose.column, reason=reason_of(error)) from None
    row = reader.placed(connection, number, owner, draft)
    if len(read.preview) < _PREVIEWED:
        read.preview.append(reader.preview(row, owner))
    return row


def _suggest(book: Book, read: FileRead) -> None:
    """Say of the first names that nobody has who is spelled alike."""
    if not read.unknown:
        return
    from crmcli.services.naming.alike import spelled_alike  # noqa: PLC0415 - after a mistake only

    with book.reading() as connection:
        near = spelled_alike(connection, read.unknown)
    for text, names in near.items():
        for at in read.unknown[text]:
            if at < len(read.refusals):
                read.refusals[at] = _suggesting(read.refusals[at], names)


def _suggesting(refusal: RowReason, names: str) -> RowReason:
    details = dict(refusal.reason.details)
    reason = details.get("reason")
    if not isinstance(reason, Message):
        return refusal
    details["reason"] = message(NobodyNamed.suggesting, **reason.details, names=names)
    return replace(refusal, reason=Message(refusal.reason.text, details))
