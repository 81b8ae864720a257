"""What a Tab offers from the book: the names of customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.text import fold

if TYPE_CHECKING:
    import sqlite3

    Name = tuple[int, str, str | None, int]

_LAST = "\U0010ffff"

# Another customer answers to the same text: as its name, its company, one of its people.
_SHARED = """
    EXISTS (SELECT 1 FROM search_key own
              JOIN search_key other ON other.key = own.key AND other.kind != 'tail'
             WHERE own.customer_id = c.id AND own.kind = 'name'
               AND other.customer_id != own.customer_id)
"""


def customers_beginning(
    connection: sqlite3.Connection, text: str, most: int, *, archived: bool
) -> list[Name]:
    """List customers by the beginning of their name; if none fits, of its pinyin or initials.

    Args:
        connection: the reading door.
        text: what was typed so far; the latest customers for nothing.
        most: how many to return at the most.
        archived: the archived ones instead of the others.

    Returns:
        For each its id, name, company, and whether others answer to the same name.
    """
    key = fold(text)
    state = "NOT NULL" if archived else "NULL"
    columns = f"SELECT c.id, c.name, c.company, {_SHARED} FROM"
    if not key:
        sql = f"{columns} customer c WHERE c.archived IS {state} ORDER BY c.id DESC LIMIT ?"
        return connection.execute(sql, (most,)).fetchall()
    found: list[Name] = []
    for kinds in ("'name'", "'pinyin', 'initials'"):
        sql = (
            f"{columns} (SELECT DISTINCT customer_id AS id FROM search_key"  # noqa: S608 - constants
            f" WHERE key >= ? AND key < ? AND kind IN ({kinds})) k"
            f" CROSS JOIN customer c ON c.id = k.id WHERE c.archived IS {state} LIMIT ?"
        )
        found = found or connection.execute(sql, (key, key + _LAST, most)).fetchall()
    return found
