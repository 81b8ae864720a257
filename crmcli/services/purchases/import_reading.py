"""Reading a file of purchases to its end: good rows are staged, bad ones taken down with why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crmcli.domain.quantity import quantity_number
from crmcli.errors import CrmError
from crmcli.exchange.purchase_columns import purchase_columns
from crmcli.exchange.tables import table_in
from crmcli.services.imports.result import MOST_LISTED, RowReason
from crmcli.services.imports.row import reason_of
from crmcli.services.purchases.import_result import PurchasePreview
from crmcli.services.purchases.import_row import PurchaseReader
from crmcli.store.reads import book as book_reads
from crmcli.store.reads import lookup
from crmcli.store.staging.purchases import StagedPurchase

if TYPE_CHECKING:
    import sqlite3

    from crmcli.domain.purchase import PurchaseDraft
    from crmcli.domain.run import Run
    from crmcli.exchange.columns import Column
    from crmcli.services.purchases.import_result import Progress, PurchaseImport
    from crmcli.store.staging.purchases import PurchaseStaging

_BATCH = 500
_PREVIEWED = 5


@dataclass(slots=True)
class FileRead:
    """What was read of a file; its good rows are only held until they are staged."""

    columns: list[Column]
    encoding: str
    delimiter: str
    sheet: str | None
    count: int = 0
    refused: int = 0
    refusals: list[RowReason] = field(default_factory=list)
    preview: list[PurchasePreview] = field(default_factory=list)
    rows: list[StagedPurchase] = field(default_factory=list)

    def refuse(self, row: int, error: CrmError) -> None:
        """Take down a row that cannot be used."""
        self.refused += 1
        if len(self.refusals) < MOST_LISTED:
            self.refusals.append(RowReason(row, reason_of(error)))


def read_file(
    request: PurchaseImport,
    run: Run,
    connection: sqlite3.Connection,
    rows: PurchaseStaging,
    progress: Progress,
) -> FileRead:
    """Read a whole file into the staging place.

    Args:
        request: the file and how to read it.
        run: the run.
        connection: the reading door.
        rows: where good rows go.
        progress: told how much of how much was read.

    Raises:
        BadByte, OpenQuote, NoHeader, UnknownColumn, NoSuchColumn: the file cannot be read at all.
    """
    with table_in(request.file, request.form) as table:
        columns = purchase_columns(table.header, request.edits)
        currency = book_reads.currency(connection)
        reader = PurchaseReader(columns, connection, run.today, currency)
        read = FileRead(columns, table.encoding, table.delimiter, table.sheet)
        for row in table.rows():
            read.count += 1
            try:
                if row.fault is not None:
                    raise row.fault
                customer_id, draft = reader.read(row.cells)
            except CrmError as error:
                read.refuse(row.number, error)
            else:
                _take(connection, read, row.number, customer_id, draft)
            if read.count % _BATCH == 0:
                _flush(read, rows)
                progress(*table.progress())
        _flush(read, rows)
        _, size = table.progress()
    progress(size, size)
    return read


def _take(
    connection: sqlite3.Connection,
    read: FileRead,
    number: int,
    customer_id: int,
    draft: PurchaseDraft,
) -> None:
    amount = draft.amount
    read.rows.append(
        StagedPurchase(
            number,
            customer_id,
            draft.at.isoformat(),
            draft.product,
            draft.thousandths,
            amount.minor,
            amount.currency,
            draft.deal_id,
            draft.note,
        )
    )
    if len(read.preview) < _PREVIEWED:
        named = lookup.by_id(connection, customer_id)
        name = "" if named is None else named.name
        quantity = quantity_number(draft.thousandths)
        read.preview.append(
            PurchasePreview(number, name, customer_id, draft.at, draft.product, quantity, amount)
        )


def _flush(read: FileRead, rows: PurchaseStaging) -> None:
    rows.add(read.rows)
    read.rows = []
