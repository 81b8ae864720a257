"""What purchases add up to: a sum for each currency, and one of all only where rates allow it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.domain.money import Money

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


@dataclass(frozen=True, slots=True)
class UsedRate:
    """A rate by which amounts were counted, with the local date from which it held."""

    currency: str
    rate: str
    on: date


@dataclass(frozen=True, slots=True)
class CurrencySum:
    """What the purchases in one currency add up to; the field names are the keys of its JSON.

    `book_amount` is the same in the book's currency, None where one of them has no rate; `rates`
    are those it was counted by.
    """

    purchases: int
    amount: Money
    book_amount: Money | None
    rates: tuple[UsedRate, ...]


def whole_sum(sums: Sequence[CurrencySum]) -> Money | None:
    """Give what all currencies add up to in the book's; None where that is not known."""
    known = [each.book_amount for each in sums if each.book_amount is not None]
    if not known or len(known) < len(sums):
        return None
    return Money(sum(each.minor for each in known), known[0].currency)
