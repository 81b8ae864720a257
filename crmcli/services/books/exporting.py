"""Exporting the whole book: one state of it, checked like a backup, that an import gives back.

Everybody is in it, also who may not be shared: it is the user's own copy, as a backup is. It does
not hold its own record, which is made when it is written, nor does one that a retry writes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import IO, TYPE_CHECKING, Any

from crmcli import __version__
from crmcli.domain.id_ranges import IdRanges
from crmcli.domain.record_counts import WHOLE
from crmcli.domain.whole_book import BookExported
from crmcli.errors import N_
from crmcli.exchange.book_lines import Head
from crmcli.exchange.book_writer import BookWriter
from crmcli.services.exports.recording import Order, carried_out
from crmcli.store.checks.bad_value import bad_value
from crmcli.store.checks.standstill import standstill
from crmcli.store.connection import SCHEMA_VERSION
from crmcli.store.copies import book_rows
from crmcli.store.copies.backup import unwatched, verify
from crmcli.store.faults import unreadable
from crmcli.store.instants import instant_text
from crmcli.store.reads.copies import Held, held_by_key

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from pathlib import Path

    from crmcli.domain.run import Run
    from crmcli.exchange.target import Target
    from crmcli.store.book import Book
    from crmcli.store.copies.backup import Progress

_NO_HEAD = Head(SCHEMA_VERSION, "", "", "", {}, {})
_BACK_UP = N_("See what crm check says; crm backup copies the book as it is.")


@dataclass(frozen=True, slots=True)
class BookRequest:
    """An export of the whole book.

    Args:
        target: where to.
        purpose: what for, for the record.
    """

    target: Target
    purpose: str | None = None


def export(
    book: Book,
    run: Run,
    request: BookRequest,
    deliver: Callable[[IO[bytes]], None],
    copying: Progress = unwatched,
    writing: Progress = unwatched,
) -> BookExported:
    """Export the whole book; the record is in the book before the file is at its place.

    Args:
        book: the book; others may read and write it meanwhile.
        run: the run.
        request: where to.
        deliver: is handed what goes to stdout, once that is recorded.
        copying: told how many pages were copied, to be read from.
        writing: told how many rows were written.

    Raises:
        NoBook: there is none yet.
        TargetExists, TargetUnusable: the file cannot be written there; nothing was recorded.
        ChangedMeanwhile: somebody was erased who was written.
        Damaged: the book holds what no book can hold.
        StorageFault: it cannot be read.
    """
    with book.reading():
        # Brought up to this program's schema, which is that of the file.
        pass
    going = _Going(book, run, request, copying, writing)
    order = Order(
        request.target,
        BookExported,
        going.write,
        going.record,
        going.answered,
        may_leave=going.may_leave,
    )
    return carried_out(book, run, order, deliver)


def check_sound(connection: sqlite3.Connection, path: Path) -> None:
    """Check that an import would take what a book holds.

    Raises:
        Damaged: it would not.
    """
    verify(connection, path, links=True)
    bad = bad_value(connection)
    if bad is not None:
        error = unreadable(path, f"{bad.table}.{bad.column}")
        error.hint = _BACK_UP
        raise error


def written_out(
    connection: sqlite3.Connection,
    head: Head,
    own: book_rows.Own,
    writer: BookWriter,
    progress: Progress = unwatched,
) -> None:
    """Write a book, from its head to the end mark.

    Args:
        connection: one state of the book.
        head: what the first line says.
        own: the records that are left out.
        writer: writes it.
        progress: told how many rows were written.
    """
    writer.head(head)
    whole, done = sum(head.rows.values()), 0
    shape = book_rows.shape()
    for table, count in head.rows.items():
        columns = tuple(shape[table])
        writer.rows(table, columns, book_rows.rows_of(connection, table, columns, own))
        done += count
        progress(done, whole)
    writer.end()


def fingerprint(connection: sqlite3.Connection) -> tuple[str, dict[str, int]]:
    """Give what an export of a book would have in common with any other one that is equal."""
    writer, own = BookWriter(), book_rows.Own()
    head = replace(_NO_HEAD, rows=book_rows.counts(connection, own))
    written_out(connection, head, own, writer)
    return writer.fingerprint, book_rows.numbers(connection, own)


class _Going:
    """An export that is being made, and what was written of it."""

    def __init__(
        self, book: Book, run: Run, request: BookRequest, copying: Progress, writing: Progress
    ) -> None:
        self._book, self._run, self._request = book, run, request
        self._copying, self._writing = copying, writing
        self._head = _NO_HEAD
        self._stones: tuple[int, ...] = ()
        self._foreign: tuple[str, ...] = ()

    def write(self, file: IO[bytes]) -> IdRanges:
        with standstill(self._book.path, self._copying) as state:
            connection = state.connection
            check_sound(connection, self._book.path)
            customers = IdRanges((key, key) for key in book_rows.customer_ids(connection))
            own = self._own_records(connection, customers)
            self._head = Head(
                schema=SCHEMA_VERSION,
                book=book_rows.uid_of(connection),
                exported=instant_text(self._run.now),
                program=__version__,
                rows=book_rows.counts(connection, own),
                numbers=book_rows.numbers(connection, own),
            )
            self._stones = book_rows.stones(connection)
            self._foreign = book_rows.foreign(connection)
            written_out(connection, self._head, own, BookWriter(file), self._writing)
        return customers

    def _own_records(self, connection: sqlite3.Connection, customers: IdRanges) -> book_rows.Own:
        """Look for what a first run with the same key left; of other customers it is another."""
        key = self._run.key
        held = [Held(WHOLE, customers.count, str(customers))]
        if key is None or held_by_key(connection, key) != held:
            return book_rows.Own()
        return book_rows.own_records(connection, key)

    def record(self, customers: IdRanges) -> dict[str, Any]:
        return {"purpose": self._request.purpose, "count": customers.count, "record": WHOLE}

    def answered(self, key: int, customers: IdRanges) -> BookExported:
        return BookExported(
            id=key,
            exported=customers.count,
            rows=sum(self._head.rows.values()),
            tables=self._head.rows,
            path=self._request.target.name,
            purpose=self._request.purpose,
            book=self._head.book,
            schema=self._head.schema,
            foreign=self._foreign,
        )

    def may_leave(self, connection: sqlite3.Connection, customers: IdRanges) -> bool:
        """Tell whether nobody was erased since; who was is not to be in a file made afterwards."""
        del customers
        return book_rows.stones(connection) == self._stones
