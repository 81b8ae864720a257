"""What a Tab offers from the book: the names of customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.spelling import ALL
from crmcli.domain.text import fold
from crmcli.store.reads.keyed import IS_WRITTEN, ids_beginning, named_rows, with_key_of
from crmcli.store.reads.ranking import first, ranked
from crmcli.store.reads.spelled import spelled

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    Row = tuple[int, str, str | None, bool]
    Name = tuple[int, str, str | None, int]

_SHOWN = 80
"""How much of a text is shown beside its number."""

# Another customer answers to the same text: as its name, its company, one of its people.
_SHARED = f"SELECT 1 FROM search_key WHERE key = ? AND {IS_WRITTEN} AND customer_id != ? LIMIT 1"  # noqa: S608 - a constant


def customers_beginning(
    connection: sqlite3.Connection, text: str, most: int, *, archived: bool
) -> list[Name]:
    """List customers that a text names, those before that it names best, as `candidates` does.

    Args:
        connection: the reading door.
        text: what was typed so far; those contacted last for nothing.
        most: how many to return at the most.
        archived: the archived ones instead of the others.

    Returns:
        For each its id, name, company, and whether others answer to the same name.
    """
    found: dict[int, Row] = {}
    for ids in _tiers(connection, text, most, archived=archived):
        rows = named_rows(connection, ids)
        found |= {row[0]: row for row in rows if row[3] is archived and row[0] not in found}
        if len(found) >= most:
            break
    return [_marked(connection, row) for row in list(found.values())[:most]]


def _tiers(
    connection: sqlite3.Connection, text: str, most: int, *, archived: bool
) -> Iterator[list[int]]:
    """Yield whom a text names exactly and by a beginning, else by a part."""
    if not fold(text):
        yield first(connection, most, archived=archived)
        return
    exactly = with_key_of(connection, text) | spelled(connection, text, ALL)
    yield ranked(connection, exactly, most, archived=archived)
    begun = ids_beginning(connection, text)
    yield ranked(connection, begun, most, archived=archived)
    if not exactly and not begun:
        from crmcli.store.reads.lookup import holding, placed  # noqa: PLC0415 - where nothing is better

        found = holding(connection, text, most, archived=archived)
        found = found or placed(connection, text, most, archived=archived)
        yield [each.id for each in found]


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


def _marked(connection: sqlite3.Connection, row: Row) -> Name:
    key, name, company, _archived = row
    is_shared = connection.execute(_SHARED, (fold(name), key)).fetchone() is not None
    return key, name, company, int(is_shared)
