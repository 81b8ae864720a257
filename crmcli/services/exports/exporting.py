"""Exporting customers: written to a private file, recorded, and only then let appear.

Rows are read page by page, each page in a read of its own: an export of a million customers takes
longer than others may be kept from writing. Whoever may not be shared is left out, and nobody is in
the file who was gone, or did not want to be, when it was recorded.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import IO, TYPE_CHECKING, Any

from crmcli.exchange.writers import WRITERS, ExportFormat
from crmcli.services.customers.listing import selection_of
from crmcli.services.exports.recording import Order, carried_out
from crmcli.services.exports.writing import LeftOut, written_out

if TYPE_CHECKING:
    from collections.abc import Callable

    from crmcli.domain.id_ranges import IdRanges
    from crmcli.domain.run import Run
    from crmcli.exchange.target import Target
    from crmcli.services.customers.listing import ListQuery
    from crmcli.store.book import Book

    Progress = Callable[[int, int], None]
    """Told how much of how much is done."""


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
    left_out: tuple[LeftOut, ...] = ()

    def write(file: IO[bytes]) -> IdRanges:
        nonlocal left_out
        writer = WRITERS[request.format](file, raw=request.raw, mark=request.mark, made=run.now)
        written, left_out = written_out(book, request.query, writer, progress)
        return written

    def record(written: IdRanges) -> dict[str, Any]:
        return {
            "purpose": request.purpose,
            "filter": request.filter,
            "count": written.count,
        }

    def answered(key: int, written: IdRanges) -> Exported:
        return Exported(
            id=key,
            exported=written.count,
            withheld=len(left_out),
            path=request.target.name,
            format=request.format,
            purpose=request.purpose,
            filter=request.filter,
        )

    order = Order(request.target, Exported, write, record, answered)
    return replace(carried_out(book, run, order, deliver), left_out=left_out)
