"""The policies of the book as they were changed, and whom a change of them concerns."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from crmcli.domain.policy import ALWAYS, Policy, PolicyMove

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Iterator

_SPOKE = "EXISTS (SELECT 1 FROM feedback f WHERE f.customer_id = customer.id)"
PAGE = 500
"""How many customers are looked at together; memory holds no more of them."""


def policy_moves(connection: sqlite3.Connection) -> Iterator[PolicyMove]:
    """Yield every change of a policy with the day from which it holds, the first one first."""
    for move, _at in _moves(connection):
        yield move


def policy_history(connection: sqlite3.Connection) -> Iterator[PolicyMove]:
    """Yield every change of a policy with the day on which it was made, the first one first."""
    from crmcli.store.reads.reports.local_days import local_day  # noqa: PLC0415 - few ask for it

    for move, at in _moves(connection):
        yield replace(move, on=local_day(at)) if move.on == ALWAYS else move


def _moves(connection: sqlite3.Connection) -> Iterator[tuple[PolicyMove, str]]:
    present = Policy().values()
    sql = """
        SELECT p.name, p.value, p.day, c.at FROM policy_change p
          JOIN command c ON c.id = p.command_id ORDER BY p.id
    """
    for name, value, day, at in connection.execute(sql):
        yield PolicyMove(name, present[name], value, date.fromisoformat(day)), at
        present[name] = value


_CONCERNED = (
    ("quiet.", "open_deals > 0"),
    ("counting.quiet", "open_deals > 0"),
    ("counting.survey", "existing_since IS NOT NULL"),
    ("working.days", "1"),
    ("value.", "purchases > 0"),
    ("frequency.", "purchases > 0"),
    ("loyal", "purchases > 0"),
    ("survey", "existing_since IS NOT NULL"),
    ("churn.", "purchases > 0 OR importance = 'key'"),
    ("churn.", "EXISTS (SELECT 1 FROM survey s WHERE s.customer_id = customer.id)"),
    ("greeting.", "1"), ("festivals", "1"),
    ("complaint.", _SPOKE), ("feedback.", _SPOKE), ("limits", _SPOKE), ("working.", _SPOKE),
)  # fmt: skip
"""By how a policy's name begins, of which customers something follows from it."""


def _begins(beginning: str) -> Callable[[str], bool]:
    return lambda name: name.startswith(beginning)


def concerned(connection: sqlite3.Connection, names: Collection[str]) -> Iterator[list[int]]:
    """Yield, page by page, the ids of the customers of whom something follows from some policies.

    What is done with a page may change its customers: the next one is asked for afterwards.

    Args:
        connection: the reading door, or that of a transaction.
        names: the policies, as `domain.policy` names them.
    """
    counted = {name.removeprefix("counting.") for name in names}
    parts = [f"grade = '{name}'" for name in ("A", "B", "C", "D", "E") if name in counted]
    if {"visit", "call", "own"} & counted:
        parts.append("key_since IS NOT NULL OR existing_since IS NOT NULL OR every IS NOT NULL")
    if {"verify", "counting.verify", "calendar", "free_days"} & set(names):
        parts.append("1")
    parts += [whom for beginning, whom in _CONCERNED if any(map(_begins(beginning), names))]
    if not parts:
        return
    sql = f"""
        SELECT id FROM customer WHERE id > ? AND ({" OR ".join(parts)})
         ORDER BY id LIMIT {PAGE}
    """  # noqa: S608 - constants
    last = 0
    while found := [key for (key,) in connection.execute(sql, (last,))]:
        yield found
        last = found[-1]
