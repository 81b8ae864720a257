"""The amounts that a customer's importance is suggested from."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from crmcli.domain.classes import Importance
from crmcli.domain.importance import ImportanceFacts, suggested_importance
from crmcli.store.reads import book as book_reads
from crmcli.store.reads import values as read
from crmcli.store.reads.trade import rates

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import date

    from crmcli.domain.importance import ImportanceSuggestion
    from crmcli.domain.money import Money

PAGE = 500
"""How many customers are looked at together."""

_CUSTOMERS = """
    SELECT id, name, company, importance, potential_minor, potential_currency FROM customer
     WHERE archived IS NULL AND lost IS NULL AND (potential_minor IS NOT NULL OR open_deals > 0)
"""


def importance_suggested(
    connection: sqlite3.Connection, customer_id: int, today: date
) -> ImportanceSuggestion | None:
    """Suggest the importance of one customer; None where nothing suggests any."""
    found = list(_suggested(connection, f"{_CUSTOMERS} AND id = ?", (customer_id,), today))
    return found[0] if found else None


def page_of_suggestions(
    connection: sqlite3.Connection, after: int, today: date
) -> tuple[list[ImportanceSuggestion], int]:
    """Look at the next customers, in the order of their ids.

    Args:
        connection: the reading door, or that of a transaction.
        after: the id of the last one that was looked at.
        today: the local date whose rates count.

    Returns:
        What is suggested to them, and the id of the last one; 0 if there are no more.
    """
    sql = f"SELECT id FROM ({_CUSTOMERS} AND id > ? ORDER BY id LIMIT {PAGE})"  # noqa: S608 - constants
    ids = [key for (key,) in connection.execute(sql, (after,))]
    if not ids:
        return [], 0
    span = (ids[0], ids[-1])
    sql = f"{_CUSTOMERS} AND id BETWEEN ? AND ? ORDER BY id"
    return list(_suggested(connection, sql, span, today)), ids[-1]


def _suggested(
    connection: sqlite3.Connection, sql: str, values: tuple[int, ...], today: date
) -> Iterator[ImportanceSuggestion]:
    limit = book_reads.policy(connection).count("importance.key")
    known = rates(connection)
    rows = connection.execute(sql, values).fetchall()
    deals = _open_deals(connection, [row[0] for row in rows])
    for key, name, company, importance, minor, currency in rows:
        potential = read.money(minor, currency)
        amounts = deals.get(key, [])
        if potential is not None:
            amounts = [*amounts, potential]
        facts = ImportanceFacts(key, name, company, Importance(importance), tuple(amounts))
        found = suggested_importance(facts, known, today, limit)
        if found is not None:
            yield found


def _open_deals(connection: sqlite3.Connection, ids: list[int]) -> dict[int, list[Money]]:
    places = ",".join("?" * len(ids))
    sql = (
        "SELECT customer_id, amount_minor, currency FROM deal"  # noqa: S608 - placeholders
        f" WHERE closed IS NULL AND customer_id IN ({places})"
    )
    found: dict[int, list[Money]] = defaultdict(list)
    for key, minor, currency in connection.execute(sql, ids):
        amount = read.money(minor, currency)
        if amount is not None:
            found[key].append(amount)
    return found
