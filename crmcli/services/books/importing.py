"""Importing a whole book: made beside its place, vetted like a foreign backup, then put there.

What comes of it is the book that was exported, with its history and its ids, as from a backup. The
import leaves no record of its own in it, unless it has a retry key, which is such a record.
"""

from __future__ import annotations

from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from crmcli.domain.message import message
from crmcli.domain.path_text import path_from, path_text, quoted
from crmcli.domain.whole_book import BookImported
from crmcli.errors import N_, Conflict
from crmcli.exchange.book_lines import NewerBookFile
from crmcli.exchange.source import STDIN
from crmcli.services.books.exporting import fingerprint
from crmcli.services.books.filling import filled
from crmcli.services.checks.looking import glance
from crmcli.store.checks.standstill import standstill
from crmcli.store.connection import SCHEMA_VERSION, open_book
from crmcli.store.copies import book_rows, restoring
from crmcli.store.copies.backup import open_copy
from crmcli.store.copies.outside import Outside, present_again
from crmcli.store.copies.target import target_faults
from crmcli.store.faults import Damaged, NotWritable
from crmcli.store.folders import folders_made
from crmcli.store.history.replay import first_answer
from crmcli.store.journal import check_free
from crmcli.store.place import drafted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from crmcli.domain.backup import BookFacts
    from crmcli.domain.run import Run
    from crmcli.exchange.book_reader import BookReader
    from crmcli.store.book import Book
    from crmcli.store.checks.vetting import Candidate
    from crmcli.store.copies.backup import Progress


_ROWS_AT_ONCE = 5000


class HasCustomers(Conflict):
    """A whole book is imported where customers are already."""

    code = "book_has_customers"
    sentence = N_("{path} has customers already; a whole book goes into a new or an empty one.")
    hint = N_(
        "Import it beside, as in crm --db NEW.db import {file}; if that is to take this book's"
        " place, then crm restore NEW.db."
    )


@dataclass(frozen=True, slots=True)
class Present:
    """The book that is there now.

    Args:
        facts: what it holds.
        known: what it knows that is not undone by going back to an older state of it.
    """

    facts: BookFacts
    known: Outside

    def kept(self, incoming: BookFacts) -> Outside:
        """Return what the new book should know, if it is a state of the same one."""
        return Outside() if incoming.is_of_another(self.facts) else self.known


@dataclass(frozen=True, slots=True)
class Plan:
    """An import that is about to happen, or that has nothing to do.

    Args:
        result: what it does.
        candidate: the new book, vetted; None where the book is there already.
        present: the empty book that it replaces; None where there is none.
    """

    result: BookImported
    candidate: Candidate | None = None
    present: Present | None = None


def answered(book: Book, run: Run) -> BookImported | None:
    """Return the first answer to the run's retry key, if it has one."""
    return first_answer(book.path, run, BookImported)


@contextmanager
def planned(
    book: Book, run: Run, reader: BookReader, reading: Progress, indexing: Progress
) -> Iterator[Plan]:
    """Make a book of a file, beside its place, and say what would come of it.

    Args:
        book: the book; it is missing or empty, or else the very one that the file holds.
        run: the run.
        reader: reads the file.
        reading: told how many bytes were read.
        indexing: told how many customers were made findable.

    Raises:
        NewerBookFile: a newer crmcli wrote the file.
        BadBookLine, BrokenBookFile: the file, or a line of it, cannot be used.
        HasCustomers: the book is another one that is in use.
        StorageFault: the book's place cannot be used, or there is no room.
    """
    _check_version(reader)
    present = _present(book)
    if present is not None:
        if _is_equal(book.path, present, reader, reading):
            yield Plan(_unchanged(book, present.facts, reader))
            return
        if present.facts.customers:
            raise has_customers(book.path, reader.name)
    own = book.path.resolve()
    with ExitStack() as stack:
        with target_faults(own, NotWritable):
            if present is None:
                stack.enter_context(folders_made(own.parent))
            draft = stack.enter_context(drafted(own))
        candidate = filled(draft, own, run, reader.again(), reading, indexing)
        known = Outside() if present is None else present.kept(candidate.facts)
        with closing(open_copy(draft)) as copy:
            faults, erased = glance(copy), present_again(copy, known)
        result = replace(
            _answer(book, candidate.facts, reader),
            created=sum(reader.head.rows.values()),
            erased=erased,
            repairable=tuple(each.code for each in faults if each.repairable),
            faults=faults,
        )
        yield Plan(result, candidate, present)


def has_customers(path: Path, file: str) -> HasCustomers:
    """Say that a book is in use."""
    return HasCustomers(path=path_text(path), file=quoted(file))


def _check_version(reader: BookReader) -> None:
    if reader.head.schema > SCHEMA_VERSION:
        text = N_("schema {version}")
        raise NewerBookFile(
            path=reader.name,
            found=message(text, version=reader.head.schema),
            known=message(text, version=SCHEMA_VERSION),
        )


def _present(book: Book) -> Present | None:
    if book.is_missing:
        check_free(book.path)
        return None
    found = restoring.present(book.path)
    if found is None:
        # Opening it says what is wrong with it, in most cases.
        open_book(book.path, writing=True).close()
        raise Damaged(path=book.path, reason=N_("it cannot be read."))
    return Present(*found)


def _is_equal(path: Path, present: Present, reader: BookReader, progress: Progress) -> bool:
    """Tell whether a book is the very one that a file holds."""
    head, facts = reader.head, present.facts
    is_same = facts.identity.uid == head.book and facts.schema == head.schema == SCHEMA_VERSION
    if not is_same or present.known.numbers != head.numbers:
        return False
    read = reader.again()
    for number, _row in enumerate(read.rows(book_rows.shape())):
        if number % _ROWS_AT_ONCE == 0:
            progress(*read.progress())
    with standstill(path) as state:
        return fingerprint(state.connection) == (read.fingerprint, head.numbers)


def _unchanged(book: Book, facts: BookFacts, reader: BookReader) -> BookImported:
    return replace(_answer(book, facts, reader), unchanged=sum(reader.head.rows.values()))


def _answer(book: Book, facts: BookFacts, reader: BookReader) -> BookImported:
    head = reader.head
    return BookImported(
        path=path_text(book.path.absolute()),
        file=_file(reader.name),
        customers=facts.customers,
        read=sum(head.rows.values()),
        created=0,
        updated=0,
        unchanged=0,
        skipped=0,
        refused=0,
        tables=head.rows,
        book=head.book,
        exported=datetime.fromisoformat(head.exported),
        last=facts.last,
        schema=head.schema,
    )


def _file(name: str) -> str:
    return name if name == STDIN else path_text(path_from(name).expanduser().absolute())
