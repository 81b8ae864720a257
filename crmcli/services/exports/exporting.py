"""Exporting tables: written to a private file, recorded, and only then let appear.

Rows are read page by page, each page in a read of its own: an export of a million customers takes
longer than others may be kept from writing. Whoever may not be shared is left out, with all that
belongs to it, and nobody is in the file who was gone, or did not want to be, when it was recorded.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import IO, TYPE_CHECKING, Any

from crmcli.errors import N_, UsageFault
from crmcli.exchange.writers import CARDS, SEVERAL_TABLES, WRITERS, ExportFormat
from crmcli.services.exports.recording import Order, carried_out
from crmcli.services.exports.sources import CUSTOMER, View
from crmcli.services.exports.writing import LeftOut, TableCount, Written, written_out

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from crmcli.domain.id_ranges import IdRanges
    from crmcli.domain.run import Run
    from crmcli.exchange.target import Target
    from crmcli.services.exports.plain_row import Say
    from crmcli.services.exports.sources import Source
    from crmcli.store.book import Book

    Progress = Callable[[int, int], None]
    """Told how much of how much is done."""


class OneTable(UsageFault):
    """Several tables in a format that holds one."""

    code = "one_table"
    sentence = N_("A {format} file holds one table.")
    hint = N_("Name a workbook, such as all.xlsx, or export each table by itself.")


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What is to be exported, and how.

    Args:
        target: where to.
        format: in which format.
        sources: which tables, and which of their rows.
        say: says a message in the reader's language.
        filter: the same in words, for the record; None for all.
        purpose: what for, for the record.
        raw: leave what a spreadsheet would run as it is.
        mark: begin with the mark by which Excel knows UTF-8.
    """

    target: Target
    format: ExportFormat
    sources: tuple[Source, ...]
    say: Say
    filter: str | None = None
    purpose: str | None = None
    raw: bool = False
    mark: bool = False


@dataclass(frozen=True, slots=True)
class Exported:
    """The answer to an export; the field names are the keys of its JSON.

    Args:
        id: the number of its record.
        exported: how many rows of the first table were written.
        withheld: how many of these were left out since their customers may not be shared.
        path: where to; `-` for stdout.
        format: in which format.
        purpose: what for.
        filter: which rows were asked for; None for all.
        left_out: whose rows were left out, and why; nobody where a retry writes nothing, for what
            is kept for retries names nobody.
        tables: how much was written of each table.
    """

    id: int
    exported: int
    withheld: int
    path: str
    format: ExportFormat
    purpose: str | None
    filter: str | None
    left_out: tuple[LeftOut, ...] = ()
    tables: tuple[TableCount, ...] = ()


class CustomersAlone(UsageFault):
    """A table other than customers in a format of people."""

    code = "customers_alone"
    sentence = N_("A {format} file holds customers alone.")
    hint = N_("Name a file like contacts.csv, or say --format csv, tsv, xlsx, json or jsonl.")


def check_format(form: ExportFormat, sources: Sequence[Source]) -> None:
    """Check that a format holds some tables.

    Raises:
        OneTable: it holds one.
        CustomersAlone: it holds customers and nothing else.
    """
    if len(sources) > 1 and form not in SEVERAL_TABLES:
        raise OneTable(format=form)
    if form in CARDS and sources[0].table.record != CUSTOMER:
        raise CustomersAlone(format=form)


def check(book: Book, source: Source) -> None:
    """Check that it can be told which rows are asked for, before anybody is asked anything.

    Raises:
        NoBook: there is no book yet.
        CrmError: a filter cannot be read.
    """
    if source.keys is not None:
        with book.reading() as connection:
            next(iter(source.keys(connection)), None)


def export(
    book: Book,
    run: Run,
    request: ExportRequest,
    deliver: Callable[[IO[bytes]], None],
    progress: Progress,
) -> Exported:
    """Export tables; the record is in the book before the file is at its place.

    Args:
        book: the book.
        run: the run.
        request: what is to be exported, and how; its format holds its tables.
        deliver: is handed what goes to stdout, once that is recorded.
        progress: told how many rows were written.

    Raises:
        TargetExists, TargetUnusable: the file cannot be written there; nothing was recorded.
        ChangedMeanwhile: a customer whose rows were written may no longer be shared.
        CrmError: a filter cannot be read, or a format cannot hold a value.
    """
    done = Written()

    def write(file: IO[bytes]) -> IdRanges:
        nonlocal done
        writer = WRITERS[request.format](file, raw=request.raw, mark=request.mark, made=run.now)
        view = View(run.now, request.say)
        cards = request.format in CARDS
        done = written_out(book, request.sources, view, writer, progress, cards=cards)
        return done.customers

    def record(table: TableCount) -> dict[str, Any]:
        return {
            "purpose": request.purpose,
            "filter": request.filter,
            "count": table.exported,
            "record": None if table.record == CUSTOMER else table.record,
        }

    def answered(key: int, _: IdRanges) -> Exported:
        return Exported(
            id=key,
            exported=done.tables[0].exported,
            withheld=done.tables[0].withheld,
            path=request.target.name,
            format=request.format,
            purpose=request.purpose,
            filter=request.filter,
            tables=done.tables,
        )

    order = Order(
        request.target,
        Exported,
        write,
        lambda _: record(done.tables[0]),
        answered,
        lambda: [record(each) for each in done.tables[1:]],
    )
    return replace(carried_out(book, run, order, deliver), left_out=done.left_out)
