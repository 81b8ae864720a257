"""Bringing purchases into a book, in batches."""

from __future__ import annotations

from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from crmcli.domain.money import Money
from crmcli.store.reads.trade import rates
from crmcli.store.staging.batch import Batch
from crmcli.store.texts import joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crmcli.domain.rates import Rates
    from crmcli.services.purchases.import_row import StagedPurchase
    from crmcli.store.transaction import Transaction

_BATCH = 500
"""How many purchases are written at a time; memory holds no more of them."""


def load(transaction: Transaction, purchases: Iterable[StagedPurchase]) -> Iterator[int]:
    """Write purchases, and yield after each batch how many there are so far.

    The caller settles their customers afterwards.
    """
    remaining, done = iter(purchases), 0
    known = rates(transaction.connection)
    with Batch(transaction) as rows:
        while chunk := list(islice(remaining, _BATCH)):
            for each in chunk:
                _add(rows, each, known, transaction.run.author)
            rows.flush()
            done += len(chunk)
            yield done


def _add(rows: Batch, purchase: StagedPurchase, rates: Rates, author: str) -> None:
    key = rows.next_id("purchase")
    amount = Money(purchase.amount_minor, purchase.currency)
    rows.add(
        "purchase",
        {
            "id": key,
            "customer_id": purchase.customer_id,
            "day": purchase.day,
            "product": purchase.product,
            "thousandths": purchase.thousandths,
            "amount_minor": amount.minor,
            "currency": amount.currency,
            "book_minor": rates.book_minor(amount, date.fromisoformat(purchase.day)),
            "deal_id": purchase.deal_id,
            "note": purchase.note,
            "imported": True,
            "author": purchase.author or author,
        },
    )
    rows.find_text("purchase", key, joined((purchase.product, purchase.note)))
