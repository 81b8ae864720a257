"""Putting right what follows from facts, after a change of them: one way for all who change any.

What follows is kept, so that a list costs what it returns: a purchase's amount in the book's
currency, a customer's trade and classes, its clocks, and everything it is owed.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from crmcli.domain.money import Money
from crmcli.domain.trading import class_limits, trade_columns
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.standing import standings
from crmcli.store.reads.trade import rates, stored_trade, trade_facts
from crmcli.store.settling import owing
from crmcli.store.settling.reclocking import differences as clock_differences
from crmcli.store.settling.reclocking import reclock
from crmcli.store.statements import stored

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from crmcli.domain.policy import Policy
    from crmcli.store.transaction import Transaction


def settle(
    transaction: Transaction, ids: Sequence[int], policy: Policy, *, contacted: bool = False
) -> set[int]:
    """Put right all that follows from the facts of some customers; grades are for the caller.

    Args:
        transaction: the open transaction.
        ids: the customers; at most some thousands.
        policy: the numbers in force.
        contacted: whether they were contacted, which ends the snooze of a clock that moves on.

    Returns:
        Those of them for whom a class, or the day of something that is owed, is another.
    """
    moved = settle_trade(transaction, ids, policy)
    active = _active(transaction.connection, ids)
    stands = standings(transaction.connection, active)
    moved |= reclock(transaction, stands, policy, contacted=contacted)
    return moved | settle_owed(transaction, active, policy)


def unsettled(connection: sqlite3.Connection, ids: Sequence[int], policy: Policy) -> set[int]:
    """List those of some customers for whom a class or a day would be another by a policy.

    Args:
        connection: the reading door, or that of a transaction.
        ids: the customers; at most some thousands.
        policy: the policy that is tried.
    """
    moved = {key for key, _ in trade_differences(connection, ids, policy)}
    active = _active(connection, ids)
    moved |= clock_differences(connection, standings(connection, active), policy).moved
    for source in owing.SOURCES:
        moved.update(owing.differences(connection, source, policy, active).customers)
    return moved


def settle_trade(transaction: Transaction, ids: Sequence[int], policy: Policy) -> set[int]:
    """Put right what is kept of the trade of some customers; return those for whom it was not."""
    connection = transaction.connection
    revalued = []
    for key, _, minor in list(unconverted(connection, ids)):
        transaction.change("purchase", {"id": key}, book_minor=minor)
        revalued.append(key)
    moved, counts = set(), {}
    for key, columns in list(trade_differences(connection, ids, policy)):
        transaction.change("customer", {"id": key}, **columns)
        moved.add(key)
        if "purchases" in columns:
            counts[key] = bool(columns["purchases"])
    if revalued or counts:
        from crmcli.store.settling.crediting import credit  # noqa: PLC0415 - where something was bought

        bought, emptied = ([key for key in counts if counts[key] is each] for each in (True, False))
        credit(transaction, policy, revalued, bought, emptied)
    return moved


def settle_owed(transaction: Transaction, ids: Sequence[int], policy: Policy) -> set[int]:
    """Put right what some customers are owed beside their clocks; none of them is archived.

    Returns:
        Those of them for whom it was not.
    """
    moved = set()
    for each in owing.SOURCES:
        moved |= owing.settle(transaction, each, policy, ids)
    return moved


def trade_differences(
    connection: sqlite3.Connection, ids: Sequence[int], policy: Policy
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield which columns of which customers are not what deals, purchases and pins say."""
    limits, currency = class_limits(policy), book_reads.currency(connection)
    facts = trade_facts(connection, ids)
    for key, present in stored_trade(connection, ids):
        wanted = trade_columns(facts[key], limits, currency)
        changed = {name: each for name, each in wanted.items() if present[name] != stored(each)}
        if changed:
            yield key, changed


def unconverted(
    connection: sqlite3.Connection, ids: Sequence[int]
) -> Iterator[tuple[int, int, int | None]]:
    """Yield purchases whose amount in the book's currency is not what rates say, whose, and that.

    Args:
        connection: the reading door, or that of a transaction.
        ids: the customers; at most some thousands.
    """
    places = ",".join("?" * len(ids))
    sql = (
        "SELECT id, customer_id, day, amount_minor, currency, book_minor FROM purchase"  # noqa: S608 - placeholders
        f" WHERE customer_id IN ({places})"
    )
    rows = connection.execute(sql, list(ids)).fetchall()
    if not rows:
        return
    known = rates(connection)
    for key, owner, day, minor, code, present in rows:
        wanted = known.book_minor(Money(minor, code), date.fromisoformat(day))
        if wanted != present:
            yield key, owner, wanted


def _active(connection: sqlite3.Connection, ids: Sequence[int]) -> list[int]:
    places = ",".join("?" * len(ids))
    sql = f"SELECT id FROM customer WHERE archived IS NULL AND id IN ({places})"  # noqa: S608 - placeholders
    return [key for (key,) in connection.execute(sql, list(ids))]
