"""One row of a table read as a purchase."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.money import Money, read_currency, read_money_beside
from crmcli.domain.purchase import PURCHASE_START
from crmcli.domain.quantity import ONE, quantity_number, read_quantity
from crmcli.domain.text import clean, clean_label
from crmcli.domain.when import Look, read_day
from crmcli.errors import N_, Refused
from crmcli.exchange import purchase_columns as names
from crmcli.services.imports.record_row import NOTHING, RecordReader
from crmcli.services.purchases.changes import FuturePurchase
from crmcli.services.purchases.import_result import PurchasePreview
from crmcli.store.reads.trade import deals_named, won_deal

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from crmcli.domain.lookup import Candidate
    from crmcli.exchange.columns import Column
    from crmcli.services.imports.record_owner import Whose
    from crmcli.services.imports.record_row import DateText


class NoSuchDeal(Refused):
    """A row that names a deal its customer does not have."""

    code = "no_such_deal"
    sentence = N_("its customer has no deal {text}.")


class StagedPurchase(NamedTuple):
    """A row as it is staged; values as the book keeps them."""

    number: int
    customer_id: int
    day: str
    product: str | None
    thousandths: int
    amount_minor: int
    currency: str
    deal_id: int | None
    note: str | None
    author: str | None

    @property
    def content(self) -> tuple[object, ...]:
        """What makes two purchases of one customer the same."""
        return self.day, self.product, self.thousandths, self.amount_minor, self.currency


class PurchaseDraft(NamedTuple):
    """What a row says of a purchase; the deal as it is called."""

    at: date
    amount: Money
    product: str | None
    thousandths: int
    deal: str
    note: str | None
    author: str | None


class PurchaseReader(RecordReader[PurchaseDraft, StagedPurchase]):
    """Reads the rows of one table.

    Args:
        columns: what becomes of each column.
        dates: how dates are written.
        today: the run's local date.
        currency: the book's currency.
    """

    def __init__(
        self, columns: Sequence[Column], dates: DateText, today: date, currency: str
    ) -> None:
        super().__init__(columns, dates)
        self._of_a_book = (
            tuple(each.name for each in columns[: len(PURCHASE_START)]) == PURCHASE_START
        )
        self._today = today
        self._currency = currency

    def read(self, cells: Sequence[str]) -> tuple[Whose, PurchaseDraft]:
        """Read a row as far as that goes without the book; as `RecordReader.read`."""
        texts = self._texts(cells)
        for name in (names.PRODUCT, names.QUANTITY, names.CURRENCY, names.DEAL, names.AUTHOR):
            if texts.get(name, "").casefold() in NOTHING:
                texts[name] = ""
        own = self._currency
        self._optional(texts, names.CURRENCY, lambda text: read_currency(text, book_currency=own))
        draft = PurchaseDraft(
            at=self._needed(texts, names.AT, self._day),
            amount=self._needed(
                texts,
                names.AMOUNT,
                lambda text: read_money_beside(
                    text, texts.get(names.CURRENCY, ""), book_currency=own
                ),
            ),
            product=self._optional(texts, names.PRODUCT, lambda text: clean_label(text, "product")),
            thousandths=self._optional(texts, names.QUANTITY, read_quantity) or ONE,
            deal=texts.get(names.DEAL, ""),
            note=self._optional(texts, names.NOTE, lambda text: clean(text, "note")),
            author=self._optional(texts, names.AUTHOR, lambda text: clean_label(text, "author")),
        )
        return self._whose(texts), draft

    def placed(
        self, connection: sqlite3.Connection, number: int, owner: Candidate, draft: PurchaseDraft
    ) -> StagedPurchase:
        """Find the deal of a row; as `RecordReader.placed`."""
        deal_id = None
        if draft.deal:
            deal_id = self._cell(names.DEAL, lambda: self._deal(connection, owner.id, draft.deal))
        return StagedPurchase(
            number,
            owner.id,
            draft.at.isoformat(),
            draft.product,
            draft.thousandths,
            draft.amount.minor,
            draft.amount.currency,
            deal_id,
            draft.note,
            draft.author,
        )

    def _deal(self, connection: sqlite3.Connection, customer_id: int, text: str) -> int | None:
        if self._of_a_book:
            # The numbers are those of some book: one that fits no won deal of this one is left.
            return won_deal(connection, customer_id, text)
        return _deal(connection, customer_id, text)

    def preview(self, row: StagedPurchase, owner: Candidate) -> PurchasePreview:
        """Show a row as the purchase it would be."""
        return PurchasePreview(
            row=row.number,
            customer=owner.name,
            customer_id=owner.id,
            at=date.fromisoformat(row.day),
            product=row.product,
            quantity=quantity_number(row.thousandths),
            amount=Money(row.amount_minor, row.currency),
        )

    def _day(self, text: str) -> date:
        day = self._when(
            text, self._today, lambda plain: read_day(plain, today=self._today, look=Look.BACK)
        )
        if day > self._today:
            raise FuturePurchase(at=day)
        return day


def _deal(connection: sqlite3.Connection, customer_id: int, text: str) -> int:
    """Find the deal of a customer that is meant by its id or its title."""
    found = deals_named(connection, customer_id, text)
    if len(found) != 1:
        raise NoSuchDeal(text=text)
    return found[0]
