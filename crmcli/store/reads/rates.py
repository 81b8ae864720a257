"""Rates as they were stated, and which purchases and customers each of them concerns."""

from __future__ import annotations

from array import array
from datetime import date
from typing import TYPE_CHECKING

from crmcli.domain.rates import RateRecord
from crmcli.store.reads.values import LARGEST_ID

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

_COLUMNS = "id, currency, base, day, rate, author"


def rate_record(connection: sqlite3.Connection, rate_id: int) -> RateRecord | None:
    """Read one rate; None if there is none with this id."""
    if not 0 < rate_id <= LARGEST_ID:
        return None
    return next(_records(connection, "id = ?", (rate_id,)), None)


def rate_of_day(
    connection: sqlite3.Connection, currency: str, base: str, day: date
) -> RateRecord | None:
    """Read the rate that was stated for a day itself; None if none was."""
    key = (currency, base, day.isoformat())
    return next(_records(connection, "currency = ? AND base = ? AND day = ?", key), None)


def rate_records(connection: sqlite3.Connection, currency: str | None) -> Iterator[RateRecord]:
    """Yield the rates, the latest of each currency first; of one currency, or of all."""
    if currency is None:
        return _records(connection, "1", ())
    return _records(connection, "currency = ?", (currency,))


def buyers(connection: sqlite3.Connection) -> array[int]:
    """List the customers that bought anything."""
    return _ids(connection.execute("SELECT DISTINCT customer_id FROM purchase ORDER BY 1"))


def concerned(
    connection: sqlite3.Connection, currency: str, base: str, day: date
) -> tuple[array[int], int]:
    """List the customers whose purchases a rate counts, and count these purchases.

    Args:
        connection: the reading door, or that of a transaction.
        currency: the currency of the rate.
        base: the currency that it leads to.
        day: the local date from which it holds: until the next one that was stated.
    """
    later = "SELECT min(day) FROM rate WHERE currency = ? AND base = ? AND day > ?"
    start = day.isoformat()
    (end,) = connection.execute(later, (currency, base, start)).fetchone()
    where = "currency = ? AND day >= ? AND (? IS NULL OR day < ?)"
    values = (currency, start, end, end)
    sql = f"SELECT DISTINCT customer_id FROM purchase WHERE {where} ORDER BY 1"  # noqa: S608 - constants
    ids = _ids(connection.execute(sql, values))
    sql = f"SELECT count(*) FROM purchase WHERE {where}"  # noqa: S608 - constants
    (count,) = connection.execute(sql, values).fetchone()
    return ids, count


def unrated_before(
    connection: sqlite3.Connection, currency: str, day: date
) -> tuple[int, date | None]:
    """Count the purchases in a currency before a local date that have no rate.

    Returns:
        How many there are, and the day of the first one.
    """
    sql = """
        SELECT count(*), min(day) FROM purchase
         WHERE currency = ? AND day < ? AND book_minor IS NULL
    """
    count, first = connection.execute(sql, (currency, day.isoformat())).fetchone()
    return count, None if first is None else date.fromisoformat(first)


def unrated(connection: sqlite3.Connection) -> tuple[str, ...]:
    """List the currencies of which purchases have no rate."""
    sql = "SELECT DISTINCT currency FROM purchase WHERE book_minor IS NULL ORDER BY currency"
    return tuple(currency for (currency,) in connection.execute(sql))


def _ids(rows: sqlite3.Cursor) -> array[int]:
    # Numbers side by side: a million of them are 8 MB.
    return array("q", (key for (key,) in rows))


def _records(
    connection: sqlite3.Connection, condition: str, values: tuple[object, ...]
) -> Iterator[RateRecord]:
    sql = f"SELECT {_COLUMNS} FROM rate WHERE {condition} ORDER BY currency, day DESC, id DESC"  # noqa: S608 - constants
    for key, currency, base, day, rate, author in connection.execute(sql, values):
        yield RateRecord(key, currency, base, date.fromisoformat(day), rate, author)
