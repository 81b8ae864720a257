"""The deals and purchases of some customers, as what follows from them needs them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

from crmcli.domain.classes import AXIS_VALUES, Axis
from crmcli.domain.rates import Rates, UnreadableRate, read_rate
from crmcli.domain.trading import TradeFacts, won_by_pin
from crmcli.store.faults import UnreadableValueError
from crmcli.store.reads import book as book_reads
from crmcli.store.reads import values as read

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

TRADE_COLUMNS = (
    "open_deals", "deal_close", "purchases", "first_purchase_on", "last_purchase_on",
    "existing_since", "status", "lifecycle", "value", "value_medium_on", "value_low_on",
    "frequency", "frequency_medium_on", "frequency_low_on",
)  # fmt: skip
"""The columns of a customer that follow from its deals, purchases and pins."""

RATE = "rate.rate"
"""What a book is told to hold nonsense in."""


def rates(connection: sqlite3.Connection) -> Rates:
    """Read the rates that lead to the book's currency.

    Raises:
        UnreadableValueError: one of them is no number.
    """
    base = book_reads.currency(connection)
    sql = "SELECT currency, day, rate FROM rate WHERE base = ?"
    rows = connection.execute(sql, (base,))
    try:
        stated = [(code, date.fromisoformat(day), read_rate(rate)) for code, day, rate in rows]
    except UnreadableRate as error:
        raise UnreadableValueError(RATE) from error
    return Rates(base, stated)


def trade_facts(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, TradeFacts]:
    """Read the deals, purchases and pins of some customers.

    Args:
        connection: the reading door, or that of a transaction.
        ids: the customers; at most some thousands.
    """
    pins: defaultdict[int, dict[Axis, str | None]] = defaultdict(dict)
    won_since: dict[int, date] = {}
    sql = "SELECT customer_id, axis, value, pinned FROM pin WHERE customer_id"
    for key, axis, value, pinned in _of(connection, sql, ids):
        known = set(AXIS_VALUES[Axis(axis)])
        # What was pinned to something that is no class says nothing.
        pins[key][Axis(axis)] = value if value in known else None
        if axis == Axis.STATUS:
            won_since[key] = date.fromisoformat(pinned)
    deals = {row[0]: row[1:] for row in _of(connection, _DEALS, ids, "GROUP BY customer_id")}
    bought: defaultdict[int, list[tuple[date, int | None]]] = defaultdict(list)
    sql = "SELECT customer_id, day, book_minor FROM purchase WHERE customer_id"
    for key, day, minor in _of(connection, sql, ids):
        bought[key].append((date.fromisoformat(day), minor))
    found = {}
    for key, lost in _of(connection, "SELECT id, lost IS NOT NULL FROM customer WHERE id", ids):
        still, close, won, first_won = deals.get(key, (0, None, 0, None))
        found[key] = TradeFacts(
            open_deals=still,
            deal_close=read.day(close),
            won_deals=won,
            first_won=read.day(first_won),
            purchases=tuple(bought.get(key, ())),
            lost=bool(lost),
            pins=pins.get(key, {}),
            won_since=won_since.get(key) if won_by_pin(pins.get(key, {})) else None,
        )
    return found


def stored_trade(
    connection: sqlite3.Connection, ids: Sequence[int]
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield what is kept of the trade of some customers, by their ids."""
    sql = f"SELECT id, {', '.join(TRADE_COLUMNS)} FROM customer WHERE id"  # noqa: S608 - our names
    for key, *values in _of(connection, sql, ids, "ORDER BY id"):
        yield key, dict(zip(TRADE_COLUMNS, values, strict=True))


_DEALS = """
    SELECT customer_id, sum(closed IS NULL), min(iif(closed IS NULL, expected_close, NULL)),
           sum(stage = 'won'), min(iif(stage = 'won', closed, NULL))
      FROM deal WHERE customer_id
"""


def _of(
    connection: sqlite3.Connection, sql: str, ids: Sequence[int], tail: str = ""
) -> list[tuple[Any, ...]]:
    """Read the rows of some customers; the query ends with the column that names them."""
    places = ",".join("?" * len(ids))
    return connection.execute(f"{sql} IN ({places}) {tail}", list(ids)).fetchall()


def deal_customer(connection: sqlite3.Connection, deal_id: int) -> tuple[int, str] | None:
    """Read the id and name of the customer of a deal; None if there is no such deal."""
    if not 0 < deal_id <= read.LARGEST_ID:
        return None
    sql = "SELECT customer_id, customer FROM deal_card WHERE id = ?"
    found: tuple[int, str] | None = connection.execute(sql, (deal_id,)).fetchone()
    return found


def deals_named(connection: sqlite3.Connection, customer_id: int, text: str) -> list[int]:
    """List the deals of a customer that have this id, or else this title."""
    sql = "SELECT id, title FROM deal WHERE customer_id = ? ORDER BY id"
    deals = connection.execute(sql, (customer_id,)).fetchall()
    numbered = [key for key, _ in deals if str(key) == text]
    return numbered or [key for key, title in deals if title == text]


def won_deal(connection: sqlite3.Connection, customer_id: int, text: str) -> int | None:
    """Return the won deal of a customer that has this id; None if it has none."""
    sql = "SELECT id FROM deal WHERE customer_id = ? AND CAST(id AS TEXT) = ? AND stage = 'won'"
    row = connection.execute(sql, (customer_id, text)).fetchone()
    return None if row is None else int(row[0])


def same_purchases(
    connection: sqlite3.Connection, customer_id: int
) -> dict[tuple[object, ...], list[tuple[int, int | None, str | None, str]]]:
    """Give by content the purchases of a customer: the id, deal, note and author of each."""
    sql = """
        SELECT day, product, thousandths, amount_minor, currency, id, deal_id, note, author
          FROM purchase WHERE customer_id = ? ORDER BY id
    """
    found: dict[tuple[object, ...], list[tuple[int, int | None, str | None, str]]] = {}
    for *content, key, deal_id, note, author in connection.execute(sql, (customer_id,)):
        found.setdefault(tuple(content), []).append((key, deal_id, note, author))
    return found
