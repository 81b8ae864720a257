"""Which customers went into which others, as the history tells: merging moves rows between them.

The note of a row that moved is its new owner's.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from crmcli.store.reads.lookup import is_customer

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

MOVED = "action = 'changed' AND instr(old, '\"customer_id\"') AND instr(new, '\"customer_id\"')"
"""The condition of the index that holds these notes, and of the queries that ask it."""


class Move(NamedTuple):
    """A row that came from one customer to another."""

    command_id: int
    source: int
    target: int


def absorbed(connection: sqlite3.Connection, customer_id: int) -> set[int]:
    """Find the customers whose rows a customer was given when they went; and theirs, in turn."""
    found: set[int] = set()
    waiting = [customer_id]
    while waiting:
        target = waiting.pop()
        for source in {each.source for each in _moves_to(connection, target)}:
            known = source in found or source == customer_id
            if not known and absorber(connection, source) == target:
                found.add(source)
                waiting.append(source)
    return found


def absorber(connection: sqlite3.Connection, customer_id: int) -> int | None:
    """Find the customer that was given the rows of one that has gone; None if nobody was."""
    if is_customer(connection, customer_id):
        return None
    sql = f"""
        SELECT command_id, old, new FROM change
         WHERE {MOVED}
           AND command_id = (SELECT command_id FROM change
                              WHERE customer_id = :id AND record = 'customer'
                                AND action = 'removed' ORDER BY id DESC LIMIT 1)
    """  # noqa: S608 - a constant
    moves = _moves(connection.execute(sql, {"id": customer_id}))
    return next((each.target for each in moves if each.source == customer_id), None)


def owners_since(connection: sqlite3.Connection, customer_id: int) -> Iterator[int]:
    """Yield a customer, and if it has gone into another that one, and so on."""
    seen: set[int] = set()
    owner: int | None = customer_id
    while owner is not None and owner not in seen:
        seen.add(owner)
        yield owner
        owner = absorber(connection, owner)


def entangled(connection: sqlite3.Connection, customers: Iterable[int]) -> set[int]:
    """Find the commands that moved rows between some customers and others.

    Without the one side they can be neither taken back nor brought back.
    """
    own = set(customers)
    found: set[int] = set()
    for key in own:
        for move in (*_moves_to(connection, key), *_moves_from(connection, key)):
            if (move.source in own) is not (move.target in own):
                found.add(move.command_id)
    return found


def _moves_to(connection: sqlite3.Connection, customer_id: int) -> Iterator[Move]:
    sql = f"SELECT command_id, old, new FROM change WHERE customer_id = ? AND {MOVED}"  # noqa: S608 - a constant
    return _moves(connection.execute(sql, (customer_id,)))


def _moves_from(connection: sqlite3.Connection, customer_id: int) -> Iterator[Move]:
    sql = f"SELECT command_id, old, new FROM change WHERE {MOVED} AND instr(old, ?)"  # noqa: S608 - a constant
    cursor = connection.execute(sql, (f'"customer_id":{customer_id}',))
    return (each for each in _moves(cursor) if each.source == customer_id)


def _moves(rows: Iterable[tuple[int, str, str]]) -> Iterator[Move]:
    for command_id, old, new in rows:
        source, target = json.loads(old).get("customer_id"), json.loads(new).get("customer_id")
        if isinstance(source, int) and isinstance(target, int):
            yield Move(command_id, source, target)
