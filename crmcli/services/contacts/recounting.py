"""Putting right what follows from many contacts: clocks, what else is owed, the last contact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.store.reads import book as book_reads
from crmcli.store.reads.standing import standings
from crmcli.store.settling.facts import settle

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from crmcli.store.transaction import Transaction

_PAGE = 500
"""How many customers are looked at together."""


def recount(
    transaction: Transaction, ids: Sequence[int], progress: Callable[[int, int], None]
) -> int:
    """Put right what customers are owed after contacts with them came in; grades stay.

    Args:
        transaction: the open transaction; the contacts are there.
        ids: the customers, however many.
        progress: told how many of how many are done.

    Returns:
        For how many of them the day of something that is owed is another.
    """
    policy = book_reads.policy(transaction.connection)
    moved = 0
    for start in range(0, len(ids), _PAGE):
        page = list(ids[start : start + _PAGE])
        moved += len(settle(transaction, page, policy, contacted=True))
        _note_last(transaction, page)
        progress(start + len(page), len(ids))
    return moved


def _note_last(transaction: Transaction, ids: Sequence[int]) -> None:
    """Keep of customers when and how they were contacted last."""
    rows = []
    for each in standings(transaction.connection, ids):
        last = each.clocks.last_contact
        via = next((one for one, day in each.clocks.contacted.items() if day == last), None)
        updated = transaction.run.now
        rows.append(
            {"id": each.customer_id, "last_contact": last, "last_via": via, "updated": updated}
        )
    transaction.change_many("customer", {}, "id", rows)
