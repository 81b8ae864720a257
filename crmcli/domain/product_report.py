"""The report on products: what was sold of each, to how many, for how much."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from crmcli.domain.money import Money


@dataclass(frozen=True, slots=True)
class ProductRow:
    """One product; the field names are the keys of its JSON.

    An order is what a customer bought on one day. `amounts` has one amount for each currency;
    `book_amount` is all of it in the book's currency, None where a rate is missing. `last_on` is
    the local date on which it was bought last; `product` is None for purchases that name none.
    """

    product: str | None
    orders: int
    customers: int
    quantity: float
    amounts: tuple[Money, ...]
    book_amount: Money | None
    last_on: date
