"""What purchases add up to, in the database: exact, however many they are.

SQLite's own sum ends with a fault beyond 64 bits, so the higher and the lower digits are added
apart and put together here.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from crmcli.domain.money import Money
from crmcli.domain.sums import CurrencySum, UsedRate
from crmcli.store.reads import values as read
from crmcli.store.reads.purchases import condition
from crmcli.store.reads.trade import rates

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from crmcli.domain.purchase import PurchaseQuery
    from crmcli.domain.rates import Rates

_UNIT = 1_000_000_000


def high_and_low(column: str) -> str:
    """Give the two SQL sums of an amount that `joined` puts together."""
    return f"coalesce(sum({column} / {_UNIT}), 0), coalesce(sum({column} % {_UNIT}), 0)"


def joined(high: int, low: int) -> int:
    """Put the two sums of `high_and_low` together."""
    return high * _UNIT + low


def currency_sums(connection: sqlite3.Connection, query: PurchaseQuery) -> tuple[CurrencySum, ...]:
    """Add up the purchases of a query by currency, the book's own first."""
    where, values = condition(connection, query)
    limit = "" if query.limit is None else f"LIMIT {min(query.limit, read.LARGEST_ID)}"
    chosen = f"SELECT * FROM purchase_card WHERE {where} ORDER BY day DESC, id DESC {limit}"  # noqa: S608 - constants
    sql = f"""
        SELECT currency, count(*), {high_and_low("amount_minor")},
               count(book_minor), {high_and_low("book_minor")}
          FROM ({chosen}) GROUP BY currency ORDER BY currency
    """  # noqa: S608 - constants
    known = rates(connection)
    days = f"SELECT DISTINCT currency, day FROM ({chosen}) WHERE currency != :base"  # noqa: S608 - constants
    used = used_rates(connection.execute(days, {**values, "base": known.base}), known)
    found = [
        CurrencySum(
            purchases=count,
            amount=Money(joined(high, low), currency),
            book_amount=Money(joined(*whole), known.base) if counted == count else None,
            rates=used.get(currency, ()),
        )
        for currency, count, high, low, counted, *whole in connection.execute(sql, values)
    ]
    return tuple(sorted(found, key=lambda each: each.amount.currency != known.base))


def used_rates(days: Iterable[tuple[str, str]], rates: Rates) -> dict[str, tuple[UsedRate, ...]]:
    """Give by currency the rates that held on days, the earliest first.

    Args:
        days: currency and local date.
        rates: those that were stated.
    """
    found: dict[str, set[UsedRate]] = {}
    for currency, day in days:
        stated = rates.on(currency, date.fromisoformat(day))
        if stated is not None:
            used = UsedRate(currency, str(stated.rate), stated.day)
            found.setdefault(currency, set()).add(used)
    return {key: tuple(sorted(each, key=lambda one: one.on)) for key, each in found.items()}
