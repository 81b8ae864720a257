"""Making a book of the rows of a file: filled, made findable, and vetted like a foreign backup."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from crmcli.domain.message import message
from crmcli.errors import N_
from crmcli.exchange.book_lines import BadBookLine, BrokenBookFile
from crmcli.store.book import Book
from crmcli.store.checks.bad_value import bad_value
from crmcli.store.checks.full_text import refill
from crmcli.store.checks.vetting import examined, named
from crmcli.store.connection import SCHEMA_VERSION, faults_of
from crmcli.store.copies.backup import open_copy
from crmcli.store.copies.filling import UnfitRowError, filling
from crmcli.store.finding.keys import keys_of
from crmcli.store.migration import migrate
from crmcli.store.records import key_columns
from crmcli.store.staging.all_keys import put_all_keys

if TYPE_CHECKING:
    from crmcli.domain.run import Run
    from crmcli.exchange.book_reader import BookReader, Tables
    from crmcli.store.checks.vetting import Candidate
    from crmcli.store.copies.backup import Progress

_ROWS_AT_ONCE = 5000


def filled(
    draft: Path,
    own: Path,
    run: Run,
    reader: BookReader,
    reading: Progress,
    indexing: Progress,
) -> Candidate:
    """Make a book of a file's rows.

    Args:
        draft: the empty file that it goes into.
        own: the place that it will have, for messages.
        run: the run.
        reader: reads the rows.
        reading: told how many bytes were read.
        indexing: told how many customers were made findable.

    Raises:
        BadBookLine, BrokenBookFile: the file, or a line of it, cannot be used.
        StorageFault: there is no room.
    """
    with named(draft, Path(reader.name), own), faults_of(draft):
        _fill(draft, reader, reading)
        candidate = examined(draft, draft)
        # It stays the book of the day it was exported on, to the last row.
        plain = replace(run, key=None)
        with Book(draft).writing(plain, existing=True, last=False, rolls=False) as transaction:
            put_all_keys(transaction, keys_of, indexing)
            refill(transaction)
        return candidate


def _fill(draft: Path, reader: BookReader, reading: Progress) -> None:
    head = reader.head
    tables: Tables = {}
    try:
        with filling(draft, head.schema) as rows:
            tables = rows.tables
            for number, (line, table, values) in enumerate(reader.rows(tables)):
                rows.put(line, table, values)
                if number % _ROWS_AT_ONCE == 0:
                    reading(*reader.progress())
            rows.finish(head.book, head.numbers)
        if head.schema < SCHEMA_VERSION:
            migrate(draft, save=False)
        _check_values(draft)
    except UnfitRowError as error:
        origin = error.line or _line_of(reader.again(), tables, error)
        if origin is None:
            reason = message(N_("{reason}."), reason=error.reason)
            raise BrokenBookFile(path=reader.name, reason=reason) from error
        raise BadBookLine(path=reader.name, line=origin, reason=error.reason) from error


def _check_values(draft: Path) -> None:
    with closing(open_copy(draft)) as copy:
        bad = bad_value(copy)
    if bad is not None:
        reason = message(N_("{column} holds what it cannot"), column=f"{bad.table}.{bad.column}")
        raise UnfitRowError(reason, None, bad.table, bad.key)


def _line_of(reader: BookReader, tables: Tables, error: UnfitRowError) -> int | None:
    """Look for the line that a row came from; None where that cannot be told."""
    if not error.key:
        return None
    for line, table, values in reader.rows(tables):
        if table == error.table:
            row = dict(zip(tables[table], values, strict=True))
            if tuple(row.get(each) for each in key_columns(table)) == error.key:
                return line
    return None
