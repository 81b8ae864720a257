"""Reading a file of customers to its end: good rows are staged, bad ones taken down with why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from crmcli.domain.policy import Policy, policy_from
from crmcli.domain.portions import HEAVIEST
from crmcli.errors import CrmError
from crmcli.exchange.columns import Use
from crmcli.exchange.own_table import is_own
from crmcli.exchange.rejects import without_front
from crmcli.exchange.table import form_found
from crmcli.exchange.totals import with_totals
from crmcli.services.customers.fields import Reading
from crmcli.services.demo.story import entry_grading
from crmcli.services.imports.cards import as_cards, opened_again
from crmcli.services.imports.cell import Clock
from crmcli.services.imports.claims import Claims
from crmcli.services.imports.columns import (
    check_names,
    columns_in,
    fields_of,
    names_known,
    spare_fields,
)
from crmcli.services.imports.customer_file import FileRead
from crmcli.services.imports.doubtful import table_with_fitting
from crmcli.services.imports.links import Links, links_of, of_a_book, telling
from crmcli.services.imports.mappings import known_of
from crmcli.services.imports.result import ImportRequest
from crmcli.services.imports.row import RowReader
from crmcli.store.reads import book as book_reads
from crmcli.store.staging.rows import Staging
from crmcli.store.staging.staged_row import Action

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Container

    from crmcli.domain.run import Run
    from crmcli.exchange.table import Row

_BATCH = 500


@dataclass(frozen=True, slots=True)
class _Into:
    """Where the rows of a file go: good ones are staged, bad ones taken down with why."""

    read: FileRead
    rows: Staging
    claims: Claims
    reader: RowReader
    links: Links | None
    used: Container[int]
    policy: Policy

    def take(self, row: Row) -> None:
        """Take a row."""
        read = self.read
        try:
            claim = self.claims.read(row.cells)
            if claim.action is Action.SKIP:
                # Whatever is wrong with it is no matter then.
                read.left.append((row.number, claim.target))
                return
            fault = row.fault_in(self.used)
            if fault is not None:
                raise fault
            cells = row.cells[self.claims.front :]
            entry = self.reader.read(cells)
        except CrmError as error:
            read.refuse(row.number, error)
            return
        grade = entry_grading(entry.customer, entry.entered, self.policy).grade
        keys = self.claims.keys(row.number, cells, claim.action)
        read.take(row.number, entry, grade, claim, keys)
        if self.links is not None:
            self.links.stage(row.number, cells)


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


def read_file(
    request: ImportRequest,
    run: Run,
    connection: sqlite3.Connection | None,
    rows: Staging,
    progress: Callable[[int, int], None],
) -> FileRead:
    """Read a whole file into the staging place.

    Args:
        request: the file and how to read it.
        run: the run.
        connection: the reading door; None while there is no book.
        rows: where good rows go.
        progress: told how much of how much was read.

    Raises:
        BadByte, OpenQuote, NoHeader, UnknownColumn, NoNameColumn: the file cannot be read at all.
    """
    reading, policy = _settings(connection, run)
    names = names_known({**request.known, **request.edits}, reading.custom)
    with table_with_fitting(request, names, reading) as (table, fits):
        header = without_front(table.header)
        edits = {**known_of(header, request.known), **request.edits}
        columns = columns_in(header, edits, reading.custom, fits)
        untaken: dict[str, None] = {}
        columns, takes = as_cards(table, columns, reading, untaken)
        # Each customer of a book is one of its own, also where two share a number.
        rows.all_distinct = is_own(header)
        rows.exact = table.exact and (rows.all_distinct or takes is None)
        if rows.all_distinct:
            columns = of_a_book(columns)
        links = links_of(columns, rows.links)
        if request.update:
            columns = telling(columns)
        check_names(columns)
        claims = Claims(table.header, columns, edits, telling(columns))
        rows.claimed = claims.front > 0
        spare = spare_fields(columns, reading.custom)
        reading = replace(reading, custom={**fields_of(columns), **reading.custom})
        serial = table.sheet is not None
        clock = Clock(run.now, request.instant, request.dates, serial=serial)
        reader = RowReader(columns, reading, clock, spare, exact=table.exact)
        read = FileRead(
            columns,
            table.encoding,
            table.delimiter,
            table.sheet,
            table.header_rows,
            partial(opened_again, request.file, form_found(request.form, table), names, takes),
            takes,
            untaken,
        )
        used = {each.place + claims.front for each in columns if each.use in {Use.FIELD, Use.OWN}}
        into = _Into(read, rows, claims, reader, links, used, policy)
        for row, is_total in with_totals(table.rows(), exact=table.exact):
            read.count += 1
            if is_total:
                read.totals.append(row.number)
            else:
                into.take(row)
            if read.count % _BATCH == 0 or read.held >= HEAVIEST:
                read.flush(rows)
                progress(*table.progress())
        read.flush(rows)
        read.other_sheets = table.other_sheets
        _, size = table.progress()
    progress(size, size)
    read.used, read.filled, read.notes = reader.used, reader.filled, reader.notes
    read.used_by_new = reader.used_by_new
    return read
