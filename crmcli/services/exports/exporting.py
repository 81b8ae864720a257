"""Exporting customers: written to a private file, recorded, and only then let appear.

Rows are read page by page, each page in a read of its own: an export of a million customers takes
longer than others may be kept from writing. Whoever may not be shared is left out, and nobody is in
the file who was gone, or did not want to be, when it was recorded.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import IO, TYPE_CHECKING

from crmcli.domain.copy_kind import CopyKind
from crmcli.domain.erasure import Presence
from crmcli.domain.id_ranges import IdRanges
from crmcli.errors import N_, Conflict, CrmError
from crmcli.exchange.customer_writers import WRITERS, ExportFormat
from crmcli.services.customers.listing import selection_of
from crmcli.services.erasure.presence import presence
from crmcli.services.exports.writing import LeftOut, written_out
from crmcli.store.history.replay import replayed
from crmcli.store.reads.copies import command_of, customers_of_key
from crmcli.store.reads.customer_rows import count_shared

if TYPE_CHECKING:
    from collections.abc import Callable

    from crmcli.domain.run import Run
    from crmcli.exchange.target import Draft, Target
    from crmcli.services.customers.listing import ListQuery
    from crmcli.store.book import Book
    from crmcli.store.transaction import Transaction

    Progress = Callable[[int, int], None]
    """Told how much of how much is done."""


class ChangedMeanwhile(Conflict):
    """Customers were erased, or may no longer be shared, while they were exported."""

    code = "changed_meanwhile"
    sentence = N_("Customers were removed or may no longer be shared; nothing was exported.")
    hint = N_("Run the same command again.")


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What is to be exported, and how.

    Args:
        target: where to.
        format: in which format.
        query: which customers.
        filter: the same in words, for the record; None for all.
        purpose: what for, for the record.
        raw: leave what a spreadsheet would run as it is.
        mark: begin with the mark by which Excel knows UTF-8.
    """

    target: Target
    format: ExportFormat
    query: ListQuery
    filter: str | None = None
    purpose: str | None = None
    raw: bool = False
    mark: bool = False


@dataclass(frozen=True, slots=True)
class Exported:
    """The answer to an export; the field names are the keys of its JSON.

    Args:
        id: the number of its record.
        exported: how many customers were written.
        withheld: how many were left out since they may not be shared.
        path: where to; `-` for stdout.
        format: in which format.
        purpose: what for.
        filter: which customers were asked for; None for all.
        left_out: who was left out, and why; nobody where a retry writes nothing, for what is kept
            for retries names nobody.
    """

    id: int
    exported: int
    withheld: int
    path: str
    format: ExportFormat
    purpose: str | None
    filter: str | None
    left_out: tuple[LeftOut, ...] = ()


def check(book: Book, query: ListQuery) -> None:
    """Check that it can be told which customers are asked for, before anybody is asked anything.

    Raises:
        NoBook: there is no book yet.
        CrmError: a filter cannot be read.
    """
    with book.reading() as connection:
        selection_of(connection, query)


def export(
    book: Book,
    run: Run,
    request: ExportRequest,
    deliver: Callable[[IO[bytes]], None],
    progress: Progress,
) -> Exported:
    """Export customers; the record is in the book before the file is at its place.

    Args:
        book: the book.
        run: the run.
        request: what is to be exported, and how.
        deliver: is handed what goes to stdout, once that is recorded.
        progress: told how many customers were written.

    Raises:
        TargetExists, TargetUnusable: the file cannot be written there; nothing was recorded.
        ChangedMeanwhile: a customer that was written may no longer be.
        CrmError: a filter cannot be read.
    """
    seen, held = _seen(book, run)
    if seen is not None and not _is_to_be_delivered(seen, request.target):
        return seen
    with request.target.draft() as draft:
        writer = WRITERS[request.format](draft.file, raw=request.raw, mark=request.mark)
        written, left_out = written_out(book, request.query, writer, progress)
        draft.save()
        if seen is not None and held == str(written):
            _delivered(draft, request, deliver)
            return replace(seen, left_out=left_out)
        # A retry that finds other customers is another export, which needs a record of its own.
        run = run if seen is None else replace(run, key=None)
        with book.writing(run, existing=True) as transaction:
            first = _overtaken(transaction, request, written)
            if first is not None and not request.target.is_stdout:
                # Its file is there, or about to be.
                return first
            result = first or _recorded(transaction, request, written, len(left_out))
        try:
            _delivered(draft, request, deliver)
        except (OSError, CrmError):
            # What went to stdout has left, whole or in part; a file that is not there has not.
            if not request.target.is_stdout:
                _forget(book, run, result)
            raise
    return replace(result, left_out=left_out)


def _seen(book: Book, run: Run) -> tuple[Exported | None, str | None]:
    """Return the first answer to this run's retry key, and which customers it was about."""
    if run.key is None:
        return None, None
    with book.reading() as connection:
        return replayed(connection, run, Exported), customers_of_key(connection, run.key)


def _is_to_be_delivered(seen: Exported, target: Target) -> bool:
    """Tell whether a retry still has to write: to stdout, or a file that never got to its place."""
    if seen.path != target.name:
        return False
    return target.is_stdout or presence(seen.path) is not Presence.THERE


def _overtaken(
    transaction: Transaction, request: ExportRequest, written: IdRanges
) -> Exported | None:
    """Return the answer of a run with the same key that began when this one had."""
    first = transaction.replayed(Exported)
    if first is not None and request.target.is_stdout:
        held = customers_of_key(transaction.connection, transaction.run.key or "")
        if held != str(written):
            raise ChangedMeanwhile
    return first


def _recorded(
    transaction: Transaction, request: ExportRequest, written: IdRanges, withheld: int
) -> Exported:
    if count_shared(transaction.connection, written) != written.count:
        raise ChangedMeanwhile
    key = transaction.add(
        "copy",
        command_id=transaction.command_id,
        at=transaction.run.now,
        kind=CopyKind.EXPORT,
        path=request.target.name,
        purpose=request.purpose,
        filter=request.filter,
        count=written.count,
        customers=str(written),
    )
    result = Exported(
        id=key,
        exported=written.count,
        withheld=withheld,
        path=request.target.name,
        format=request.format,
        purpose=request.purpose,
        filter=request.filter,
    )
    return transaction.finished(result)


def _delivered(draft: Draft, request: ExportRequest, deliver: Callable[[IO[bytes]], None]) -> None:
    if request.target.is_stdout:
        deliver(draft.file)
    else:
        draft.publish()


def _forget(book: Book, run: Run, result: Exported) -> None:
    """Take the record of an export back whose file could not be put in its place."""
    with book.writing(replace(run, key=None), existing=True) as transaction:
        command_id = command_of(transaction.connection, result.id)
        transaction.remove("copy", id=result.id)
        transaction.remove("command", id=command_id)
