"""Importing purchases from a table: read and checked first, then written all at once.

A purchase is in the book already if its customer bought the same for the same on the same day; of
rows that are alike as many are new as the book has fewer of them.
"""

from __future__ import annotations

from array import array
from dataclasses import replace
from typing import TYPE_CHECKING

from crmcli.domain.message import message
from crmcli.errors import N_, Conflict
from crmcli.services.imports.result import MOST_LISTED, Mapped, RowReason
from crmcli.services.purchases.import_reading import read_file
from crmcli.services.purchases.import_result import PurchasesImported, Watching
from crmcli.store.history.replay import first_answer
from crmcli.store.place import NoBook
from crmcli.store.reads import lookup
from crmcli.store.reads.trade import deal_customer, same_purchases
from crmcli.store.staging.purchases import purchase_staging
from crmcli.store.staging.staged_row import Fate

if TYPE_CHECKING:
    import sqlite3

    from crmcli.domain.run import Run
    from crmcli.services.purchases.import_reading import FileRead
    from crmcli.services.purchases.import_result import PurchaseImport
    from crmcli.store.book import Book
    from crmcli.store.staging.purchases import PurchaseStaging, StagedPurchase

_MOST_UNSPILLED = 20_000
"""Up to how many rows others see the old book at once while the new one is written."""


class BookChanged(Conflict):
    """Somebody changed the customers of an import while it was read."""

    code = "book_changed"
    sentence = N_("The book was changed meanwhile; nothing was imported.")
    hint = N_("Import the file again.")


def import_purchases(
    book: Book, run: Run, request: PurchaseImport, watching: Watching | None = None
) -> PurchasesImported:
    """Import purchases from a table of text, all rows or none.

    Args:
        book: the book, which has the customers.
        run: the run.
        request: the file and how to read it.
        watching: who is told how it comes along, and asked.

    Returns:
        What was done, or would be. Where it has refused rows nothing was written (`check`).

    Raises:
        NoBook: there is no book yet, and so no customers.
        BadByte, OpenQuote, NoHeader, NoSuchColumn …: the file cannot be read as such a table.
        CrmError: what `confirm` raises.
    """
    watching = watching or Watching()
    if book.is_missing:
        raise NoBook(path=book.path)
    seen = None if run.key is None else first_answer(book.path, run, PurchasesImported)
    if seen is not None:
        return seen
    with purchase_staging() as rows:
        with book.reading() as connection:
            read = read_file(request, run, connection, rows, watching.reading)
            _decide(connection, rows)
        result = _result(request, read, rows)
        if request.dry_run or read.refused or not (result.created or run.key):
            return result
        if watching.confirm is not None:
            watching.confirm(result)
        return _written(book, run, request, read, rows, watching)


def _decide(connection: sqlite3.Connection, rows: PurchaseStaging) -> None:
    """Decide for each row whether it is new, as the book is now."""
    rows.begin()
    for customer_id in list(array("q", rows.customers())):
        present = same_purchases(connection, customer_id)
        if not present:
            continue
        fates = []
        for row in rows.rows_of(customer_id):
            alike = present.get(row.content)
            if alike:
                same = [each for each in alike if _says_the_same(row, each)]
                found = same[0] if same else alike[0]
                alike.remove(found)
                fates.append((Fate.UNCHANGED if same else Fate.IN_BOOK, found[0], row.number))
        rows.decide(fates)


def _says_the_same(row: StagedPurchase, present: tuple[int, int | None, str | None]) -> bool:
    _, deal_id, note = present
    return row.deal_id in {None, deal_id} and row.note in {None, note}


def _result(request: PurchaseImport, read: FileRead, rows: PurchaseStaging) -> PurchasesImported:
    counts = rows.counts()
    created, unchanged = counts.get(Fate.CREATED, 0), counts.get(Fate.UNCHANGED, 0)
    skipped = counts.get(Fate.IN_BOOK, 0)
    if read.refused and not request.dry_run:
        created, unchanged, skipped = 0, 0, created + unchanged + skipped
    followed = None if request.dry_run else 0
    text = N_("purchase {other} is the same, with another deal or note")
    return PurchasesImported(
        read=read.count,
        created=created,
        updated=0,
        unchanged=unchanged,
        skipped=skipped,
        refused=read.refused,
        refusals=tuple(read.refusals),
        skips=tuple(
            RowReason(number, message(text, other=other))
            for number, other in rows.skipped(MOST_LISTED)
        ),
        mapping=tuple(Mapped(each.name, each.field or None, each.use) for each in read.columns),
        dry_run=request.dry_run,
        file=request.name,
        encoding=read.encoding,
        delimiter=read.delimiter,
        sheet=read.sheet,
        preview=tuple(read.preview),
        moved=followed,
        points_change=followed,
        referrals=followed,
    )


def _written(
    book: Book,
    run: Run,
    request: PurchaseImport,
    read: FileRead,
    rows: PurchaseStaging,
    watching: Watching,
) -> PurchasesImported:
    """Write what is new in one transaction, having looked again what is in the book by now."""
    from crmcli.services.backups.making import before_import  # noqa: PLC0415 - a dry run writes nothing
    from crmcli.services.purchases.loading import load  # noqa: PLC0415
    from crmcli.services.purchases.recounting import recount  # noqa: PLC0415
    from crmcli.store.reads.loyalty import purchase_points, referral_count  # noqa: PLC0415

    def creates() -> bool:
        with book.reading() as connection:
            _decide(connection, rows)
        return _result(request, read, rows).created > 0

    before_import(book, run, creates)
    with book.writing(run, existing=True, spill=read.count > _MOST_UNSPILLED) as transaction:
        seen = transaction.replayed(PurchasesImported)
        if seen is not None:
            return seen
        connection = transaction.connection
        _check_still_there(connection, rows)
        _decide(connection, rows)
        result = _result(request, read, rows)
        if result.created:
            for done in load(transaction, rows.new_rows()):
                watching.writing(done, result.created)
            points, referrals = purchase_points(connection), referral_count(connection)
            ids = array("q", rows.new_customers())
            moved = recount(transaction, ids, watching.counting)
            result = replace(
                result,
                moved=moved,
                points_change=purchase_points(connection) - points,
                referrals=referral_count(connection) - referrals,
            )
        return transaction.finished(result)


def _check_still_there(connection: sqlite3.Connection, rows: PurchaseStaging) -> None:
    """Check that whoever a row is about can still buy.

    Raises:
        BookChanged: one has gone, or was archived.
    """
    for customer_id in rows.customers():
        found = lookup.by_id(connection, customer_id)
        if found is None or found.archived:
            raise BookChanged
    for deal_id, customer_id in rows.deals():
        owner = deal_customer(connection, deal_id)
        if owner is None or owner[0] != customer_id:
            raise BookChanged
