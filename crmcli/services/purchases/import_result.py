"""The answer to an import of purchases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from crmcli.domain.money import Money
from crmcli.services.imports.record_result import RecordAnswer


@dataclass(frozen=True, slots=True)
class PurchasePreview:
    """A row as the purchase it would be; the date is a local date."""

    row: int
    customer: str
    customer_id: int
    at: date
    product: str | None
    quantity: float
    amount: Money


@dataclass(frozen=True, slots=True)
class PurchasesImported(RecordAnswer):
    """The answer to an import of purchases.

    `moved` customers have another class or due date; `points_change` is how many loyalty points
    more all purchases bring; with `referrals` first purchases came points for who referred their
    customer. All three are None in a dry run: nothing was written, so they are not known.
    """

    preview: tuple[PurchasePreview, ...]
    moved: int | None = 0
    points_change: int | None = 0
    referrals: int | None = 0
