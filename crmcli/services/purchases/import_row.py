"""One row of a table read as a purchase."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crmcli.domain.cell import restored
from crmcli.domain.money import read_money
from crmcli.domain.purchase import PurchaseDraft
from crmcli.domain.quantity import ONE, read_quantity
from crmcli.domain.text import clean, clean_label
from crmcli.domain.when import Look, read_day
from crmcli.errors import N_, CrmError, Refused
from crmcli.exchange import purchase_columns as names
from crmcli.exchange.columns import Use
from crmcli.services.imports.row import BadCell, reason_of
from crmcli.services.purchases.changes import FuturePurchase
from crmcli.services.purchases.import_customer import Buyers
from crmcli.store.reads.trade import deals_named

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence
    from datetime import date
    from typing import TypeVar

    from crmcli.exchange.columns import Column

    T = TypeVar("T")

_NOTHING = frozenset({"-", "--", "—", "——", "/", "无", "n/a", "na", "null", "none"})
_MIDNIGHT = re.compile(r"[ T]+0?0:00(?::00(?:\.0+)?)?$")


class NotGiven(Refused):
    """A row without what every purchase has."""

    code = "not_given"
    sentence = N_("It says no {field}.")


class NoSuchDeal(Refused):
    """A row that names a deal its customer does not have."""

    code = "no_such_deal"
    sentence = N_("its customer has no deal {text}.")


class PurchaseReader:
    """Reads the rows of one table.

    Args:
        columns: what becomes of each column.
        connection: the reading door.
        today: the run's local date.
        currency: the book's currency.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        connection: sqlite3.Connection,
        today: date,
        currency: str,
    ) -> None:
        self._columns = [each for each in columns if each.use is Use.FIELD]
        self._connection = connection
        self._buyers = Buyers(connection)
        self._today = today
        self._currency = currency
        self._titles = {each.field: each.name for each in self._columns}

    def read(self, cells: Sequence[str]) -> tuple[int, PurchaseDraft]:
        """Read one row: who bought, and what.

        Raises:
            BadCell, NotGiven, NobodyGiven: it cannot be used.
        """
        texts = {each.field: restored(cells[each.place]).strip() for each in self._columns}
        for name in (names.PRODUCT, names.QUANTITY, names.CURRENCY, names.DEAL):
            if texts.get(name, "").casefold() in _NOTHING:
                texts[name] = ""
        buyer = texts.get(names.CUSTOMER, "")
        number = texts.get(names.CUSTOMER_ID, "")
        title = names.CUSTOMER if buyer else names.CUSTOMER_ID
        customer_id = self._cell(title, lambda: self._buyers.find(buyer, number))
        draft = PurchaseDraft(
            at=self._needed(texts, names.AT, self._day),
            amount=self._needed(
                texts,
                names.AMOUNT,
                lambda text: read_money(
                    f"{text} {texts.get(names.CURRENCY, '')}", book_currency=self._currency
                ),
            ),
            product=self._optional(texts, names.PRODUCT, lambda text: clean_label(text, "product")),
            thousandths=self._optional(texts, names.QUANTITY, read_quantity) or ONE,
            deal_id=self._optional(texts, names.DEAL, lambda text: self._deal(customer_id, text)),
            note=self._optional(texts, names.NOTE, lambda text: clean(text, "note")),
            imported=True,
        )
        return customer_id, draft

    def _needed(self, texts: dict[str, str], name: str, read: Callable[[str], T]) -> T:
        text = texts.get(name, "")
        if not text:
            raise NotGiven(field=self._titles[name])
        return self._cell(name, lambda: read(text))

    def _optional(self, texts: dict[str, str], name: str, read: Callable[[str], T]) -> T | None:
        text = texts.get(name, "")
        return self._cell(name, lambda: read(text)) if text else None

    def _cell(self, name: str, read: Callable[[], T]) -> T:
        try:
            return read()
        except CrmError as error:
            column = self._titles.get(name, name)
            raise BadCell(column=column, reason=reason_of(error)) from None

    def _day(self, text: str) -> date:
        day = read_day(_MIDNIGHT.sub("", text), today=self._today, look=Look.BACK)
        if day > self._today:
            raise FuturePurchase(at=day)
        return day

    def _deal(self, customer_id: int, text: str) -> int:
        """Find the deal of a customer that is meant by its id or its title."""
        found = deals_named(self._connection, customer_id, text)
        if len(found) != 1:
            raise NoSuchDeal(text=text)
        return found[0]
