"""What a Tab offers from the book: the names of customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.text import fold

if TYPE_CHECKING:
    import sqlite3

    Name = tuple[int, str, str | None, int]

_SHOWN = 80
"""How much of a text is shown beside its number."""
_LAST = "\U0010ffff"

# Another customer answers to the same text: as its name, its company, one of its people.
_SHARED = "SELECT 1 FROM search_key WHERE key = ? AND kind != 'tail' AND customer_id != ? LIMIT 1"


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
    columns = "SELECT c.id, c.name, c.company FROM"
    found: list[tuple[int, str, str | None]] = []
    if not key:
        sql = f"{columns} customer c WHERE c.archived IS {state} ORDER BY c.id DESC LIMIT ?"
        found = connection.execute(sql, (most,)).fetchall()
        return [_marked(connection, each) for each in found]
    for kinds in ("'name'", "'pinyin', 'initials'"):
        sql = (
            f"{columns} (SELECT DISTINCT customer_id AS id FROM search_key"  # noqa: S608 - constants
            f" WHERE key >= ? AND key < ? AND kind IN ({kinds})) k"
            f" CROSS JOIN customer c ON c.id = k.id WHERE c.archived IS {state} LIMIT ?"
        )
        found = found or connection.execute(sql, (key, key + _LAST, most)).fetchall()
    return [_marked(connection, each) for each in found]


def deals_beginning(
    connection: sqlite3.Connection, digits: str, most: int, *, closed: bool | None
) -> list[tuple[int, str, str]]:
    """List the latest deals whose number begins with some digits: id, title and customer.

    Args:
        connection: the reading door.
        digits: what was typed so far.
        most: how many to return at the most.
        closed: only those that are over, or only those that go on; None for both.
    """
    state = {None: "1", True: "d.closed IS NOT NULL", False: "d.closed IS NULL"}[closed]
    sql = f"""
        SELECT d.id, d.title, c.name FROM deal d JOIN customer c ON c.id = d.customer_id
         WHERE {state} AND substr(d.id, 1, ?) = ? ORDER BY d.id DESC LIMIT ?
    """  # noqa: S608 - constants
    return connection.execute(sql, (len(digits), digits, most)).fetchall()


def feedback_beginning(
    connection: sqlite3.Connection, digits: str, most: int, *, closed: bool | None
) -> list[tuple[int, str, str]]:
    """List the latest feedback whose number begins with some digits: id, text and customer.

    Args:
        connection: the reading door.
        digits: what was typed so far.
        most: how many to return at the most.
        closed: only what is closed, or only what is open; None for both.
    """
    state = {None: "1", True: "f.closed IS NOT NULL", False: "f.closed IS NULL"}[closed]
    sql = f"""
        SELECT f.id, substr(f.text, 1, {_SHOWN}), c.name
          FROM feedback f JOIN customer c ON c.id = f.customer_id
         WHERE {state} AND substr(f.id, 1, ?) = ? ORDER BY f.id DESC LIMIT ?
    """  # noqa: S608 - constants
    return connection.execute(sql, (len(digits), digits, most)).fetchall()


def measures_beginning(
    connection: sqlite3.Connection, digits: str, most: int
) -> list[tuple[int, str, str]]:
    """List the latest open measures whose number begins with some digits: id, text and owner."""
    sql = f"""
        SELECT id, substr(text, 1, {_SHOWN}), owner FROM measure
         WHERE done IS NULL AND substr(id, 1, ?) = ? ORDER BY id DESC LIMIT ?
    """  # noqa: S608 - a constant
    return connection.execute(sql, (len(digits), digits, most)).fetchall()


def _marked(connection: sqlite3.Connection, row: tuple[int, str, str | None]) -> Name:
    key, name, company = row
    shared = connection.execute(_SHARED, (fold(name), key)).fetchone()
    return key, name, company, int(shared is not None)
