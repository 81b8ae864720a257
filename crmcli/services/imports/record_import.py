"""Importing records of customers from a table: read and checked first, then written all at once.

What is particular to contacts or purchases is said by a `RecordKind`; the rest is the same for all.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from array import array
from collections import deque
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from crmcli.domain.message import message
from crmcli.errors import N_, Conflict
from crmcli.services.imports.record_reading import FileRead, read_file
from crmcli.services.imports.record_result import AnswerT, Tally, Watching
from crmcli.services.imports.result import MOST_LISTED, Mapped, RowReason, with_totals_skipped
from crmcli.store.history.replay import first_answer
from crmcli.store.place import NoBook
from crmcli.store.reads import lookup
from crmcli.store.staging.records import Record, record_staging
from crmcli.store.staging.staged_row import Fate

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

    from crmcli.domain.run import Run
    from crmcli.exchange.columns import Column
    from crmcli.exchange.header_names import Names
    from crmcli.services.imports.record_result import RecordRequest
    from crmcli.services.imports.record_row import RecordReader
    from crmcli.store.book import Book
    from crmcli.store.staging.records import RecordStaging
    from crmcli.store.transaction import Transaction

DraftT = TypeVar("DraftT")
RecordT = TypeVar("RecordT", bound=Record)

_MOST_UNSPILLED = 20_000
"""Up to how many rows others see the old book at once while the new one is written."""


class BookChanged(Conflict):
    """Somebody changed the customers of an import while it was read."""

    code = "book_changed"
    sentence = N_("The book was changed meanwhile; nothing was imported.")
    hint = N_("Import the file again.")


class Present(NamedTuple):
    """A record that is in the book: its id, and what it says beside what makes it the same."""

    id: int
    details: tuple[Any, ...]


class RecordKind(ABC, Generic[DraftT, RecordT, AnswerT]):
    """What is particular to one kind of record.

    Attributes:
        row: what a staged row is.
        answer: what is answered.
        other: what is said of a row that is in the book with other details, as a message id.
        once: whether rows that are alike are one record; otherwise there are as many of them.
    """

    row: type[RecordT]
    answer: type[AnswerT]
    other: str
    once: bool

    @abstractmethod
    def columns(self, header: Sequence[str], edits: Mapping[str, str]) -> list[Column]:
        """Say what becomes of each column."""

    @abstractmethod
    def names(self, edits: Mapping[str, str]) -> Names:
        """Give the column names that are known, by which the header of a table is found."""

    @abstractmethod
    def reader(
        self, connection: sqlite3.Connection, run: Run, columns: Sequence[Column], *, exact: bool
    ) -> RecordReader[DraftT, RecordT]:
        """Give what reads the rows of a table."""

    @abstractmethod
    def is_own(self, header: Sequence[str]) -> bool:
        """Tell whether a table is a list that crm wrote, in which each row is a record."""

    @abstractmethod
    def present(
        self, connection: sqlite3.Connection, customer_id: int
    ) -> Mapping[Hashable, deque[Present]]:
        """Give by content the records of a customer, in the order of their ids."""

    @abstractmethod
    def says_the_same(self, row: RecordT, details: tuple[Any, ...]) -> bool:
        """Tell whether a row says nothing that a record says otherwise."""

    @abstractmethod
    def still_fits(self, connection: sqlite3.Connection, rows: RecordStaging[RecordT]) -> bool:
        """Tell whether what rows refer to beside their customers is still there."""

    @abstractmethod
    def answered(self, tally: Tally) -> AnswerT:
        """Make the answer, as if nothing followed."""

    @abstractmethod
    def written(
        self,
        transaction: Transaction,
        rows: RecordStaging[RecordT],
        result: AnswerT,
        watching: Watching[AnswerT],
    ) -> AnswerT:
        """Write what is new with all that follows, and complete the answer."""


def import_records(
    book: Book,
    run: Run,
    request: RecordRequest,
    kind: RecordKind[DraftT, RecordT, AnswerT],
    watching: Watching[AnswerT] | None = None,
) -> AnswerT:
    """Import records from a table, all rows or none.

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
    watching = watching or Watching[AnswerT]()
    if book.is_missing:
        raise NoBook(path=book.path)
    seen = None if run.key is None else first_answer(book.path, run, kind.answer)
    if seen is not None:
        return seen
    with record_staging(kind.row) as rows:
        read = read_file(book, run, request, kind, rows, watching.reading)

        def decided(connection: sqlite3.Connection) -> AnswerT:
            _decide(connection, rows, kind, once=kind.once and not read.own)
            return kind.answered(_tally(request, read, rows, kind.other))

        with book.reading() as connection:
            result = decided(connection)
        if request.dry_run or read.refused or not (result.created or run.key):
            return result
        if watching.confirm is not None:
            watching.confirm(result)
        return _written(book, run, read, kind, rows, watching, decided)


def _written(
    book: Book,
    run: Run,
    read: FileRead,
    kind: RecordKind[DraftT, RecordT, AnswerT],
    rows: RecordStaging[RecordT],
    watching: Watching[AnswerT],
    decided: Callable[[sqlite3.Connection], AnswerT],
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
        if result.created:
            result = kind.written(transaction, rows, result, watching)
        return transaction.finished(result)


def _are_still_there(connection: sqlite3.Connection, rows: RecordStaging[RecordT]) -> bool:
    """Tell whether whoever a row is about can still be told something new of."""
    found = (lookup.by_id(connection, each) for each in rows.customers())
    return all(each is not None and not each.archived for each in found)


def _decide(
    connection: sqlite3.Connection,
    rows: RecordStaging[RecordT],
    kind: RecordKind[DraftT, RecordT, Any],
    *,
    once: bool,
) -> None:
    """Decide for each row whether it is new, as the book is now."""
    rows.begin()
    for customer_id in array("q", rows.customers()):
        present = kind.present(connection, customer_id)
        if present or once:
            rows.decide(list(_fates(rows.rows_of(customer_id), present, kind, once=once)))


def _fates(
    rows: Iterator[RecordT],
    present: Mapping[Hashable, deque[Present]],
    kind: RecordKind[DraftT, RecordT, Any],
    *,
    once: bool,
) -> Iterator[tuple[Fate, int, int]]:
    """Say of the rows of a customer which are no new records."""
    used: set[int] = set()
    first: dict[Hashable, int] = {}
    for row in rows:
        content = row.content
        if once and content in first:
            yield Fate.REPEATED, first[content], row.number
            continue
        if once:
            first[content] = row.number
        alike = present.get(content, deque())
        while alike and alike[0].id in used:
            alike.popleft()
        left = (each for each in alike if each.id not in used)
        same = next((each for each in left if kind.says_the_same(row, each.details)), None)
        found = same or (alike[0] if alike else None)
        if found is not None:
            used.add(found.id)
            yield Fate.UNCHANGED if same else Fate.IN_BOOK, found.id, row.number


def _tally(
    request: RecordRequest, read: FileRead, rows: RecordStaging[RecordT], other: str
) -> Tally:
    counts = rows.counts()
    created, unchanged = counts.get(Fate.CREATED, 0), counts.get(Fate.UNCHANGED, 0)
    skipped = counts.get(Fate.IN_BOOK, 0) + counts.get(Fate.REPEATED, 0) + len(read.totals)
    if read.refused and not request.dry_run:
        created, unchanged, skipped = 0, 0, created + unchanged + skipped
    texts = {Fate.IN_BOOK: other, Fate.REPEATED: N_("repeats row {other}")}
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
                RowReason(number, message(texts[fate], other=each))
                for number, fate, each in rows.skipped(MOST_LISTED)
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
