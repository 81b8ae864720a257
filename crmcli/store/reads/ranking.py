"""The order in which customers are offered: who was contacted last comes first."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator

_LOOK_UP = 100
"""How many steps from one customer to the next take as long as looking one up."""

_ORDER = "ORDER BY last_contact DESC, id"
_RECENT = f"SELECT id FROM customer INDEXED BY customer_recent WHERE archived IS NULL {_ORDER}"  # noqa: S608 - constants


def ranked(
    connection: sqlite3.Connection, ids: Collection[int], most: int, *, archived: bool = False
) -> list[int]:
    """Return the first of some customers, as `in_order` gives them."""
    return list(islice(in_order(connection, ids, most, archived=archived), most)) if ids else []


def in_order(
    connection: sqlite3.Connection, ids: Collection[int], most: int, *, archived: bool = False
) -> Iterator[int]:
    """Yield customers: those who are not archived first, each by the last contact, then by id.

    Args:
        connection: the reading door.
        ids: which; those who are not there are left out.
        most: about how many are wanted.
        archived: whether the archived ones come first.
    """
    for is_gone in (archived, not archived):
        if not is_gone and _are_many(connection, ids, most):
            yield from (key for key in _recent(connection) if key in ids)
            continue
        some = _archived(connection).intersection(ids) if is_gone else ids
        listed, state = ",".join(map(str, some)), "NOT NULL" if is_gone else "NULL"
        sql = f"SELECT id FROM customer WHERE id IN ({listed}) AND archived IS {state} {_ORDER}"  # noqa: S608 - numbers
        yield from (key for (key,) in connection.execute(sql))


def _are_many(connection: sqlite3.Connection, ids: Collection[int], most: int) -> bool:
    """Tell whether it is quicker to go through all customers than to look these up.

    Of every so many customers one is meant, so the first are met after `most` times as many steps.
    """
    (size,) = connection.execute("SELECT coalesce(max(id), 0) FROM customer").fetchone()
    return bool(len(ids) * len(ids) * _LOOK_UP > most * size)


def first(connection: sqlite3.Connection, most: int, *, archived: bool) -> list[int]:
    """Return the first of all customers who are archived, or of those who are not."""
    if not archived:
        return list(islice(_recent(connection), most))
    return ranked(connection, _archived(connection), most, archived=True)


def _archived(connection: sqlite3.Connection) -> set[int]:
    return {
        key for (key,) in connection.execute("SELECT id FROM customer WHERE archived IS NOT NULL")
    }


def _recent(connection: sqlite3.Connection) -> Iterator[int]:
    """Yield all customers who are not archived, by the last contact, then by id."""
    return (key for (key,) in connection.execute(_RECENT))
