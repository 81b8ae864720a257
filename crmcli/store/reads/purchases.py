"""Purchases as they are in the book."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from crmcli.domain.money import Money
from crmcli.domain.purchase import Purchase, PurchaseDraft, PurchaseQuery
from crmcli.domain.quantity import quantity_number
from crmcli.domain.text import fold, gram_query
from crmcli.store.reads import book as book_reads
from crmcli.store.reads import values as read
from crmcli.store.reads.sharing import MAY_SHARE

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    Condition = tuple[str, dict[str, object]]
    """A constant condition on the view `purchase_card`, and its values."""

_COLUMNS = (
    "id, customer_id, customer, day, product, thousandths, amount_minor, currency, deal_id, note,"
    " book_minor, author"
)


def purchase(connection: sqlite3.Connection, purchase_id: int) -> Purchase | None:
    """Read one purchase; None if there is none with this id."""
    if not 0 < purchase_id <= read.LARGEST_ID:
        return None
    return next(_purchases(connection, ("id = :id", {"id": purchase_id}), ""), None)


def purchases(connection: sqlite3.Connection, query: PurchaseQuery) -> Iterator[Purchase]:
    """Yield the purchases of a query, the latest first."""
    return _purchases(connection, condition(connection, query), _limit(query))


def purchase_keys(
    connection: sqlite3.Connection, query: PurchaseQuery
) -> Iterator[tuple[int, int, bool]]:
    """Yield of purchases, the latest first: id, customer, and whether that one may be shared."""
    where, values = condition(connection, query)
    sql = f"""
        SELECT id, customer_id, {MAY_SHARE} FROM purchase_card WHERE {where}
         ORDER BY day DESC, id DESC {_limit(query)}
    """  # noqa: S608 - constants
    return connection.execute(sql, values)


def _limit(query: PurchaseQuery) -> str:
    return "" if query.limit is None else f"LIMIT {min(query.limit, read.LARGEST_ID)}"


def condition(connection: sqlite3.Connection, query: PurchaseQuery) -> Condition:
    """Give the condition that the purchases of a query meet."""
    parts: list[str] = []
    values: dict[str, object] = {}
    if query.customer_id is not None:
        parts.append("customer_id = :customer")
        values["customer"] = query.customer_id
    elif not query.archived:
        parts.append("archived IS NULL")
    if query.product is not None:
        parts.append("product IN (SELECT value FROM json_each(:products))")
        values["products"] = json.dumps(products_named(connection, query.product))
    for name, sign, day in (("since", ">=", query.since), ("until", "<=", query.until)):
        if day is not None:
            parts.append(f"day {sign} :{name}")
            values[name] = day.isoformat()
    return " AND ".join(parts) or "1", values


def products_named(connection: sqlite3.Connection, text: str) -> list[str]:
    """List the products that a text names: those called so, else those with it in their name."""
    wanted = fold(text)
    exact, holding = [], []
    for (name,) in connection.execute(
        "SELECT DISTINCT product FROM purchase WHERE product IS NOT NULL ORDER BY product"
    ):
        folded = fold(name)
        if folded == wanted:
            exact.append(name)
        elif wanted in folded:
            holding.append(name)
    return exact or holding


def product_called(connection: sqlite3.Connection, text: str) -> str | None:
    """Find the product that is called as a text says, whatever its case; None if none is."""
    wanted, query = fold(text), gram_query(text)
    if query is None:
        return None
    sql = """
        SELECT p.product FROM purchase_text t CROSS JOIN purchase p ON p.id = t.rowid
         WHERE purchase_text MATCH ? AND p.product IS NOT NULL
    """
    found = (product for (product,) in connection.execute(sql, (query,)))
    return next((each for each in found if fold(each) == wanted), None)


def purchase_draft(connection: sqlite3.Connection, purchase_id: int) -> PurchaseDraft:
    """Read what was stated of a purchase that is there."""
    sql = """
        SELECT day, amount_minor, currency, product, thousandths, deal_id, note, imported
          FROM purchase WHERE id = ?
    """
    row = connection.execute(sql, (purchase_id,)).fetchone()
    day, minor, currency, product, thousandths, deal_id, note, imported = row
    return PurchaseDraft(
        at=date.fromisoformat(day),
        amount=Money(minor, currency),
        product=product,
        thousandths=thousandths,
        deal_id=deal_id,
        note=note,
        imported=bool(imported),
    )


def _purchases(
    connection: sqlite3.Connection, condition: Condition, limit: str
) -> Iterator[Purchase]:
    where, values = condition
    sql = f"SELECT {_COLUMNS} FROM purchase_card WHERE {where} ORDER BY day DESC, id DESC {limit}"  # noqa: S608 - constants
    base = book_reads.currency(connection)
    return (_purchase(row, base) for row in connection.execute(sql, values))


def _purchase(row: tuple[Any, ...], base: str) -> Purchase:
    key, customer_id, customer, day, product, thousandths, minor, currency = row[:8]
    deal_id, note, book_minor, author = row[8:]
    amount = read.money(minor, currency)
    if amount is None:
        raise ValueError(currency)
    return Purchase(
        id=key,
        customer_id=customer_id,
        customer=customer,
        at=date.fromisoformat(day),
        product=product,
        quantity=quantity_number(thousandths),
        amount=amount,
        deal_id=deal_id,
        note=note,
        book_amount=None if book_minor is None else Money(book_minor, base),
        author=author,
    )
