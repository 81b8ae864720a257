"""What a Tab offers from the book: names of customers, and the book's own values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.lookup import Candidate
from crmcli.domain.text import fold

if TYPE_CHECKING:
    import sqlite3

_LAST = "\U0010ffff"


def customers_beginning(
    connection: sqlite3.Connection, text: str, most: int, *, archived: bool
) -> list[tuple[Candidate, bool]]:
    """List customers by the beginning of their name, pinyin or initials.

    Args:
        connection: the reading door.
        text: what was typed so far; the latest customers for nothing.
        most: how many to return at the most.
        archived: the archived ones instead of the others.

    Returns:
        Each with whether its name names it without doubt.
    """
    key = fold(text)
    state = "NOT NULL" if archived else "NULL"
    columns = "SELECT c.id, c.name, c.company, c.archived IS NOT NULL FROM"
    if key:
        sql = (
            f"{columns} (SELECT DISTINCT customer_id AS id FROM search_key"  # noqa: S608 - constants
            " WHERE key >= ? AND key < ? AND kind IN ('name', 'pinyin', 'initials')) k"
            f" CROSS JOIN customer c ON c.id = k.id WHERE c.archived IS {state} LIMIT ?"
        )
        rows = connection.execute(sql, (key, key + _LAST, most)).fetchall()
    else:
        sql = f"{columns} customer c WHERE c.archived IS {state} ORDER BY c.id DESC LIMIT ?"
        rows = connection.execute(sql, (most,)).fetchall()
    found = [Candidate(one, name, company, bool(gone)) for one, name, company, gone in rows]
    return [(each, _is_alone(connection, each)) for each in found]


def _is_alone(connection: sqlite3.Connection, customer: Candidate) -> bool:
    sql = "SELECT DISTINCT customer_id FROM search_key WHERE key = ? AND kind != 'tail' LIMIT 2"
    found = connection.execute(sql, (fold(customer.name),)).fetchall()
    return found == [(customer.id,)]
