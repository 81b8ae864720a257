"""Importing purchases from a table.

A purchase is in the book already if its customer bought the same for the same on the same day; of
rows that are alike as many are new as the book has fewer of them.
"""

from __future__ import annotations

from array import array
from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from crmcli.errors import N_
from crmcli.exchange.purchase_columns import purchase_columns, purchase_names
from crmcli.services.imports.record_kind import Present, RecordKind
from crmcli.services.purchases.import_result import PurchasesImported
from crmcli.services.purchases.import_row import PurchaseDraft, PurchaseReader, StagedPurchase
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.trade import deal_customer, same_purchases

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Hashable, Mapping, Sequence

    from crmcli.domain.run import Run
    from crmcli.exchange.columns import Column
    from crmcli.exchange.header_names import Names
    from crmcli.services.imports.record_result import Tally, Watching
    from crmcli.services.imports.record_row import DateText
    from crmcli.store.staging.records import RecordStaging
    from crmcli.store.transaction import Transaction


class Purchases(RecordKind[PurchaseDraft, StagedPurchase, PurchasesImported]):
    """What is particular to purchases."""

    row = StagedPurchase
    record = "purchase"
    answer = PurchasesImported
    other = N_("purchase {other} is the same, with another deal, note or author")
    once = False

    def columns(self, header: Sequence[str], edits: Mapping[str, str]) -> list[Column]:
        """Say what becomes of each column."""
        return purchase_columns(header, edits)

    def names(self, edits: Mapping[str, str]) -> Names:
        """Give the column names that are known."""
        return purchase_names(edits)

    def reader(
        self,
        connection: sqlite3.Connection,
        run: Run,
        columns: Sequence[Column],
        dates: DateText,
        *,
        exact: bool,
    ) -> PurchaseReader:
        """Give what reads the rows of a table."""
        del exact
        return PurchaseReader(columns, dates, run.today, book_reads.currency(connection))

    def is_own(self, header: Sequence[str]) -> bool:
        """Tell nothing: of rows that are alike each is a purchase in any table."""
        del header
        return False

    def present(
        self, connection: sqlite3.Connection, customer_id: int
    ) -> Mapping[Hashable, deque[Present]]:
        """Give by content the purchases of a customer."""
        return {
            content: deque(Present(each[0], each[1:]) for each in found)
            for content, found in same_purchases(connection, customer_id).items()
        }

    def says_the_same(self, row: StagedPurchase, details: tuple[Any, ...]) -> bool:
        """Tell whether a row says nothing that a purchase says otherwise."""
        said = (row.deal_id, row.note, row.author)
        return all(each in {None, known} for each, known in zip(said, details, strict=True))

    def still_fits(
        self, connection: sqlite3.Connection, rows: RecordStaging[StagedPurchase]
    ) -> bool:
        """Tell whether the deals of rows are still those of their customers."""
        found = (
            (deal_customer(connection, deal_id), owner) for deal_id, owner in rows.values("deal_id")
        )
        return all(deal is not None and deal[0] == owner for deal, owner in found)

    def answered(self, tally: Tally) -> PurchasesImported:
        """Make the answer, as if nothing followed."""
        followed = None if tally.dry_run else 0
        return PurchasesImported(
            **tally.common,
            preview=tally.preview,
            moved=followed,
            points_change=followed,
            referrals=followed,
        )

    def written(
        self,
        transaction: Transaction,
        rows: RecordStaging[StagedPurchase],
        result: PurchasesImported,
        watching: Watching[PurchasesImported],
    ) -> PurchasesImported:
        """Write new purchases, and put right the classes and points that follow."""
        from crmcli.services.purchases.loading import load  # noqa: PLC0415 - a dry run writes nothing
        from crmcli.services.purchases.recounting import recount  # noqa: PLC0415 - likewise
        from crmcli.store.reads.loyalty import purchase_points, referral_count  # noqa: PLC0415 - likewise

        connection = transaction.connection
        for done in load(transaction, rows.new_rows()):
            watching.writing(done, result.created)
        points, referrals = purchase_points(connection), referral_count(connection)
        ids = array("q", rows.customers(new=True))
        moved = recount(transaction, ids, watching.counting)
        return replace(
            result,
            moved=moved,
            points_change=purchase_points(connection) - points,
            referrals=referral_count(connection) - referrals,
        )
