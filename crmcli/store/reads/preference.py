"""What customers bought, as preferences and suggestions are told from it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from crmcli.domain.churn.facts import Bought
from crmcli.domain.preference import Preference, ProductBought, preference_of
from crmcli.store.reads import book as book_reads

if TYPE_CHECKING:
    import sqlite3

_ALSO = """
    WITH own AS (
        SELECT DISTINCT product FROM purchase
         WHERE customer_id = :customer AND product IS NOT NULL
    ),
    other AS (
        SELECT DISTINCT p.product AS because, p.customer_id AS customer_id
          FROM own CROSS JOIN purchase p ON p.product = own.product
         WHERE p.customer_id != :customer
    ),
    size AS (SELECT because, count(*) AS buyers FROM other GROUP BY because)
    SELECT o.because, p.product, count(DISTINCT o.customer_id), s.buyers
      FROM other o
      CROSS JOIN purchase p ON p.customer_id = o.customer_id
      JOIN size s ON s.because = o.because
     WHERE p.product IS NOT NULL AND p.product NOT IN (SELECT product FROM own)
     GROUP BY o.because, p.product
"""


def preference(connection: sqlite3.Connection, customer_id: int, today: date) -> Preference:
    """Say what a customer usually bought by a local date."""
    sql = """
        SELECT product, day, amount_minor, currency, book_minor FROM purchase
         WHERE customer_id = ? AND day <= ? ORDER BY day
    """
    rows = connection.execute(sql, (customer_id, today.isoformat()))
    bought = [
        ProductBought(product, Bought(date.fromisoformat(day), minor, currency, book_minor))
        for product, day, minor, currency, book_minor in rows
    ]
    return preference_of(bought, book_reads.currency(connection))


def also_bought_pairs(
    connection: sqlite3.Connection, customer_id: int
) -> list[tuple[str, str, int, int]]:
    """List what others bought who bought the same as a customer, for `domain.also_bought`."""
    return connection.execute(_ALSO, {"customer": customer_id}).fetchall()


def has_products(connection: sqlite3.Connection, customer_id: int) -> bool:
    """Tell whether it is known of any product that a customer bought it."""
    sql = "SELECT 1 FROM purchase WHERE customer_id = ? AND product IS NOT NULL LIMIT 1"
    return connection.execute(sql, (customer_id,)).fetchone() is not None
