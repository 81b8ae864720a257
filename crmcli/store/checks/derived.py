"""Rows that follow from others and hold what they cannot: what is owed, and the search keys.

They are not lost with that: what is owed is reckoned again from contacts and promises, the keys are
made again from names and numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint

from crmcli.domain.finding import Finding, passed, wrong
from crmcli.domain.listed import names
from crmcli.domain.message import counted, message
from crmcli.errors import N_
from crmcli.store.checks.column_rules import forbidden, is_text, read_as_bytes
from crmcli.store.creation import schema

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from sqlalchemy import Column

    from crmcli.store.transaction import Transaction

DERIVED = "derived"
OWN: Mapping[str, frozenset[str]] = {
    "obligation": frozenset({"snoozed_until", "snooze_reason", "planned_on"}),
    "search_key": frozenset(),
}
"""By table of such rows the columns that follow from nothing."""

_PLACEHOLDERS = {
    "due": "'0001-01-01'",
    "due_day": "1",
    "shown_from": "'0001-01-01'",
    "cadence": "'1d'",
    "cadence_days": "1",
    "basis": "'entered'",
    "since": "'0001-01-01'",
    "channel": "NULL",
    "retry_on": "NULL",
    "due_at": "NULL",
    "figures": "NULL",
    "shown_until": "NULL",
}
"""What the columns of what is owed hold until they are reckoned again."""


def derived(connection: sqlite3.Connection) -> Finding:
    """Check that rows that follow from others hold what they can hold."""
    found = spoilt(connection)
    if not found:
        return passed(DERIVED, message(N_("What is owed, and every search key, can be read.")))
    text = counted(
        "{count} row that follows from others holds what it cannot ({tables}).",
        "{count} rows that follow from others hold what they cannot ({tables}).",
        sum(found.values()),
        tables=names(found),
    )
    return wrong(DERIVED, text, sum(found.values()))


def spoilt(connection: sqlite3.Connection) -> dict[str, int]:
    """Count by table the rows that hold what they cannot."""
    counts = {}
    for table in OWN:
        sql = f"SELECT count(*) FROM {table} WHERE {_any(table)}"  # noqa: S608 - our names
        (counts[table],) = connection.execute(sql).fetchone()
    counts["search_key"] += len(_no_texts(connection))
    return {table: count for table, count in counts.items() if count}


def make_readable(transaction: Transaction) -> None:
    """Let such rows hold what can be read, or go; then they are to be reckoned again.

    What is owed keeps until when it was put off, and why.
    """
    connection = transaction.connection
    # What cannot be read is not noted, since no undo is to bring it back.
    keys = [(key,) for key in _no_texts(connection)]
    connection.executemany("DELETE FROM search_key WHERE key = CAST(? AS TEXT)", keys)
    connection.execute(f"DELETE FROM search_key WHERE {_any('search_key')}")  # noqa: S608 - our names
    bad = {column: _is_bad("obligation", column) for column in _columns("obligation")}
    lost = " OR ".join(rule for column, rule in bad.items() if column not in _PLACEHOLDERS)
    connection.execute(f"DELETE FROM obligation WHERE {lost}")  # noqa: S608 - our names
    new = ", ".join(
        f'"{column}" = CASE WHEN {bad[column]} THEN {value} ELSE "{column}" END'
        for column, value in _PLACEHOLDERS.items()
    )
    connection.execute(f"UPDATE obligation SET {new} WHERE {_any('obligation')}")  # noqa: S608 - our names


def _no_texts(connection: sqlite3.Connection) -> list[bytes]:
    """List the search keys that are no text."""
    with read_as_bytes(connection):
        rows = connection.execute("SELECT key FROM search_key WHERE typeof(key) = 'text'")
        return [key for (key,) in rows if not is_text(key)]


def _columns(table: str) -> list[str]:
    names = schema().tables[table].columns.keys()
    return [each for each in names if each not in OWN[table]]


def _any(table: str) -> str:
    return " OR ".join(_is_bad(table, column) for column in _columns(table))


def _is_bad(table: str, column: str) -> str:
    """Say of a row that it holds in a column what it cannot, in SQL."""
    model: Column[object] = schema().tables[table].columns[column]
    bad = [each.condition for each in forbidden(table) if each.column == column]
    bad += [
        f"NOT ({each.sqltext})" for each in model.constraints if isinstance(each, CheckConstraint)
    ]
    null = f'"{column}" IS NULL' if not model.nullable else "FALSE"
    return f"""({null} OR ("{column}" IS NOT NULL AND ({" OR ".join(bad)})))"""
