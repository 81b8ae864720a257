"""What was sold of each product, added up in the database."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from crmcli.domain.money import Money
from crmcli.domain.product_report import ProductRow
from crmcli.domain.quantity import quantity_number
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.purchase_sums import high_and_low, joined

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

_PERIOD = (
    "day >= coalesce(:since, day) AND day <= coalesce(:until, day) AND (:all OR archived IS NULL)"
)
_ROWS = f"""
    SELECT product, count(DISTINCT customer_id || ' ' || day) AS orders,
           count(DISTINCT customer_id) AS customers, {high_and_low("thousandths")}, max(day),
           count(*), count(book_minor), {high_and_low("book_minor")}
      FROM purchase_card WHERE {_PERIOD}
     GROUP BY product
     ORDER BY orders DESC, customers DESC, product IS NULL, product
"""  # noqa: S608 - constants
_SUMS = f"""
    SELECT currency, {high_and_low("amount_minor")} FROM purchase_card
     WHERE {_PERIOD} AND product IS :product
     GROUP BY currency ORDER BY currency != :base, currency
"""  # noqa: S608 - constants


def product_rows(
    connection: sqlite3.Connection,
    since: date | None,
    until: date | None,
    limit: int | None = None,
    *,
    archived: bool = False,
) -> Iterator[ProductRow]:
    """Yield the products that were bought in a period, those ordered most often first.

    Args:
        connection: the reading door.
        since: the first local date; None for the beginning.
        until: the last one; None for the end.
        limit: how many to yield at the most.
        archived: whether what archived customers bought is counted too.
    """
    base = book_reads.currency(connection)
    period = {
        "since": None if since is None else since.isoformat(),
        "until": None if until is None else until.isoformat(),
        "all": archived,
    }
    rows = connection.execute(
        f"{_ROWS} LIMIT :limit", {**period, "limit": -1 if limit is None else limit}
    )
    for product, orders, customers, *whole, last, count, counted, high, low in rows:
        sums = connection.execute(_SUMS, {**period, "product": product, "base": base})
        yield ProductRow(
            product=product,
            orders=orders,
            customers=customers,
            quantity=quantity_number(joined(*whole)),
            amounts=tuple(Money(joined(*each), currency) for currency, *each in sums),
            book_amount=Money(joined(high, low), base) if counted == count else None,
            last_on=date.fromisoformat(last),
        )
