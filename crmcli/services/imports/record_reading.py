"""Reading a file of records to its end: good rows are staged, bad ones taken down with why.

A row is read without the book; whose it is, is looked for in a short read for some hundred rows, so
that others write meanwhile however long the file is.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from crmcli.domain.codec import encoded
from crmcli.domain.message import Message, message
from crmcli.errors import N_, CrmError, Refused
from crmcli.exchange.columns import Use
from crmcli.exchange.rejects import ACTION, without_front
from crmcli.exchange.table import form_found
from crmcli.exchange.tables import table_in
from crmcli.exchange.totals import with_totals
from crmcli.services.imports.bad_cell import BadCell, reason_of
from crmcli.services.imports.claims import action_of
from crmcli.services.imports.mappings import known_of
from crmcli.services.imports.record_file import FileRead
from crmcli.services.imports.record_owner import NobodyNamed, Owners, Whose
from crmcli.services.imports.record_row import DateText, RecordReader
from crmcli.services.imports.result import RowReason
from crmcli.store.staging.records import Record
from crmcli.store.staging.staged_row import Action

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Container

    from crmcli.domain.run import Run
    from crmcli.exchange.table import Row
    from crmcli.services.imports.record_kind import RecordKind
    from crmcli.services.imports.record_result import Progress, RecordRequest
    from crmcli.store.book import Book
    from crmcli.store.staging.records import RecordStaging

DraftT = TypeVar("DraftT")
RecordT = TypeVar("RecordT", bound=Record)


class NoUpdate(Refused):
    """A rejected row of a record that is to change another one."""

    code = "no_update"
    sentence = N_("a record is created or skipped; change one that is there with `edit`.")


_BATCH = 500
_LARGE = 4_000_000
"""How many characters of rows wait at the most."""

_PREVIEWED = 5


@dataclass(slots=True)
class _Waiting(Generic[DraftT]):
    """Rows that were read, and wait for a look into the book."""

    rows: list[tuple[int, tuple[Whose, DraftT] | CrmError]] = field(default_factory=list)
    size: int = 0

    @property
    def is_full(self) -> bool:
        return len(self.rows) >= _BATCH or self.size >= _LARGE

    def take(
        self, row: Row, front: int, reader: RecordReader[DraftT, Any], used: Container[int]
    ) -> None:
        self.size += sum(map(len, row.cells))
        try:
            fault = row.fault_in(used)
            if fault is not None:
                raise fault
            self.rows.append((row.number, reader.read(row.cells[front:])))
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
        header = without_front(table.header)
        front = len(table.header) - len(header)
        edits = {**known_of(header, request.known), **request.edits}
        columns = kind.columns(header, edits)
        dates = DateText(request.dates, serial=table.sheet is not None)
        with book.reading() as connection:
            own = rows.latest_first = kind.is_own(header)
            reader = kind.reader(connection, run, columns, dates, exact=own or table.exact)
        read = FileRead(
            columns,
            table.encoding,
            table.delimiter,
            table.sheet,
            own,
            table.header_rows,
            partial(table_in, request.file, form_found(request.form, table), names),
        )
        used = {each.place + front for each in columns if each.use is Use.FIELD}
        owners = Owners()
        waiting: _Waiting[DraftT] = _Waiting()
        for row, is_total in with_totals(table.rows(), exact=table.exact or own):
            if is_total:
                read.count += 1
                read.totals.append(row.number)
                continue
            if front and _is_left(row, read, rows):
                continue
            waiting.take(row, front, reader, used)
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
                rows.refuse(number, encoded(read.refuse(number, error)))
    rows.add(staged)


def _is_left(row: Row, read: FileRead, rows: RecordStaging[RecordT]) -> bool:
    """Tell whether a rejected row is to be left out, or cannot be read as one, and take it down."""
    try:
        action = action_of(row.cells)
        if action is Action.UPDATE:
            raise BadCell(column=ACTION, reason=reason_of(NoUpdate()))
    except CrmError as error:
        read.count += 1
        rows.refuse(row.number, encoded(read.refuse(row.number, error)))
        return True
    if action is Action.SKIP:
        read.count += 1
        read.left.append(row.number)
        return True
    if action is Action.CREATE:
        rows.force(row.number)
    return False


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


def _suggesting(refusal: RowReason, names: Message) -> RowReason:
    details = dict(refusal.reason.details)
    reason = details.get("reason")
    if not isinstance(reason, Message):
        return refusal
    details["reason"] = message(NobodyNamed.suggesting, **reason.details, names=names)
    return replace(refusal, reason=Message(refusal.reason.text, details))
