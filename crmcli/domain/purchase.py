"""A purchase (购买记录): one product that a customer bought on one day."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from crmcli.domain.quantity import ONE

if TYPE_CHECKING:
    from datetime import date

    from crmcli.domain.money import Money


class Emptied(StrEnum):
    """The parts of a purchase that may be left empty."""

    PRODUCT = "product"
    DEAL = "deal"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class PurchaseDraft:
    """A purchase as it is to be recorded.

    Args:
        at: the local date.
        amount: what all of it cost, exactly.
        product: what was bought, by a name of the book's own.
        thousandths: the quantity, in thousandths of a unit.
        deal_id: the deal it came from, which is one of the same customer.
        note: what else is to be said.
        imported: whether it came from a table.
    """

    at: date
    amount: Money
    product: str | None = None
    thousandths: int = ONE
    deal_id: int | None = None
    note: str | None = None
    imported: bool = False


@dataclass(frozen=True, slots=True)
class Purchase:
    """A purchase as it is in the book; the field names are the keys of its JSON.

    `at` is a local date; `book_amount` is the amount in the book's currency at the rate of that
    day, None where no rate was stated by then; `author` is who recorded it.
    """

    id: int
    customer_id: int
    customer: str
    at: date
    product: str | None
    quantity: float
    amount: Money
    deal_id: int | None
    note: str | None
    book_amount: Money | None
    author: str


@dataclass(frozen=True, slots=True)
class PurchaseQuery:
    """Which purchases are asked for; days are local dates, and both belong to the period.

    Args:
        customer_id: only those of this customer.
        archived: those of archived customers too, where none is named.
        product: only those of products that are called so, or have it in their name.
        since: only from this day on.
        until: only up to this day.
        limit: the latest so many.
    """

    customer_id: int | None = None
    product: str | None = None
    since: date | None = None
    until: date | None = None
    limit: int | None = None
    archived: bool = False


PURCHASE_START = ("id", "customer_id", "customer", "at", "product", "quantity")
"""What the header of a list of purchases that crm wrote begins with, and of no other program's."""
