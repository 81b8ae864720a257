"""Counting purchases anew where a rate or the book's currency is another: page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.store.reads import book as book_reads
from crmcli.store.settling.facts import settle

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from crmcli.store.transaction import Transaction

    Progress = Callable[[int, int], None]

_PAGE = 500
"""How many customers are looked at together; memory holds the purchases of no more of them."""


def unwatched(done: int, whole: int) -> None:
    """Tell nobody."""
    del done, whole


def recount(transaction: Transaction, ids: Sequence[int], progress: Progress = unwatched) -> int:
    """Put right what customers' purchases are worth, and all that follows.

    Args:
        transaction: the open transaction; rates and currency are as they shall be.
        ids: the customers, however many.
        progress: told how many of how many are done.

    Returns:
        For how many of them a class, or the day of something that is owed, is another.
    """
    policy = book_reads.policy(transaction.connection)
    moved = 0
    for start in range(0, len(ids), _PAGE):
        page = list(ids[start : start + _PAGE])
        moved += len(settle(transaction, page, policy))
        progress(start + len(page), len(ids))
    return moved
