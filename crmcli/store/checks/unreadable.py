"""Values that no book can hold, such as a day that does not exist: found, and never guessed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from crmcli.domain.currency import is_currency
from crmcli.domain.finding import Finding, passed, wrong
from crmcli.domain.id_ranges import IdRanges
from crmcli.domain.listed import names
from crmcli.domain.message import counted, message
from crmcli.domain.policy import is_readable
from crmcli.domain.rates import UnreadableRate, read_rate
from crmcli.errors import N_
from crmcli.store.checks.column_rules import forbidden, free_texts, is_text, read_as_bytes
from crmcli.store.checks.derived import OWN
from crmcli.store.creation import schema
from crmcli.store.reads.book import POLICIES

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

VALUES = "dates"
_AT_ONCE = 500
_SEPARATOR = b"\n"


def values(connection: sqlite3.Connection) -> Finding:
    """Check that every date, number and text, and what the history keeps, can be read."""
    found = unreadable_columns(connection)
    if not found:
        return passed(VALUES, message(N_("Every date, number and text can be read.")))
    text = counted(
        "{count} date, time or other value cannot be read ({columns}).",
        "{count} dates, times or other values cannot be read ({columns}).",
        sum(found.values()),
        columns=names(found),
    )
    return wrong(VALUES, text, sum(found.values()), repairable=False)


def unreadable_columns(connection: sqlite3.Connection) -> dict[str, int]:
    """Count by `table.column` the values that cannot be read."""
    counts: Counter[str] = Counter()
    with read_as_bytes(connection):
        for table in schema().sorted_tables:
            for column, count in _of_kinds(connection, table.name):
                counts[f"{table.name}.{column}"] += count
            for column, count in _undecodable(connection, table.name):
                counts[f"{table.name}.{column}"] += count
    if not +counts:
        counts.update(dict(_of_words(connection)))
    return dict(+counts)


def _of_kinds(connection: sqlite3.Connection, table: str) -> Iterator[tuple[str, int]]:
    """Yield the columns of a table that hold what they cannot hold, and how often."""
    rules = [each for each in forbidden(table) if _is_own(table, each.column)]
    hold = " OR ".join(f'("{each.column}" IS NOT NULL AND {each.condition})' for each in rules)
    if (
        not rules
        or not connection.execute(
            f"SELECT 1 FROM {table} WHERE {hold} LIMIT 1"  # noqa: S608 - our names
        ).fetchone()
    ):
        return
    for column, condition in rules:
        sql = f'SELECT count(*) FROM {table} WHERE "{column}" IS NOT NULL AND {condition}'  # noqa: S608 - our names
        (count,) = connection.execute(sql).fetchone()
        yield column, count


def _undecodable(connection: sqlite3.Connection, table: str) -> Iterator[tuple[str, int]]:
    """Yield the columns of a table that hold texts that are none, and how many."""
    columns = [each for each in free_texts(table) if _is_own(table, each)]
    if not columns:
        return
    # All texts of a row at once, and many rows: what is sound costs little.
    joined = " || char(10) || ".join(f"""ifnull("{each}", '')""" for each in columns)
    if all(map(is_text, _parts(connection, f"SELECT {joined} FROM {table}"))):  # noqa: S608 - our names
        return
    for column in columns:
        sql = f"""SELECT "{column}" FROM {table} WHERE typeof("{column}") = 'text'"""  # noqa: S608 - our names
        yield column, sum(not is_text(value) for (value,) in connection.execute(sql))


def _is_own(table: str, column: str) -> bool:
    """Tell whether a column follows from no other rows, by which it could be made again."""
    return table not in OWN or column in OWN[table]


def _parts(connection: sqlite3.Connection, sql: str) -> Iterator[bytes]:
    cursor = connection.execute(sql)
    while rows := cursor.fetchmany(_AT_ONCE):
        yield _SEPARATOR.join(each for (each,) in rows)


def _of_words(connection: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    """Yield the columns whose values are of kinds of our own, and how many are not; texts all."""
    policies = connection.execute("SELECT name, value FROM policy_change")
    yield POLICIES, sum(not is_readable(name, value) for name, value in policies)
    for column, is_known in _KNOWN.items():
        table, _, name = column.partition(".")
        sql = f"SELECT {name}, count(*) FROM {table} WHERE {name} IS NOT NULL GROUP BY {name}"  # noqa: S608 - our names
        yield column, sum(n for value, n in connection.execute(sql) if not is_known(value))


def _is_ranges(text: str) -> bool:
    try:
        IdRanges.read(text)
    except (ValueError, OverflowError):
        return False
    return True


def _is_rate(text: str) -> bool:
    try:
        read_rate(text)
    except UnreadableRate:
        return False
    return True


_KNOWN: dict[str, Callable[[str], bool]] = {
    "customer.potential_currency": is_currency,
    "copy.customers": _is_ranges,
    "deal.currency": is_currency,
    "purchase.currency": is_currency,
    "rate.base": is_currency,
    "rate.currency": is_currency,
    "rate.rate": _is_rate,
}
