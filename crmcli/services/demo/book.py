"""A demonstration book: believable customers with a year of contacts around today."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from crmcli.demo.cast import demo_cast
from crmcli.demo.trade import demo_dealings
from crmcli.demo.writing import ENGLISH, Writing
from crmcli.services.churn.looking import look_at
from crmcli.services.demo.dealings import write_dealings
from crmcli.services.demo.loading import load
from crmcli.services.grades.regrading import regraded_by_deals
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.standing import standings
from crmcli.store.settling.facts import settle_owed, settle_trade
from crmcli.store.settling.reclocking import reclock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.demo.dealings import Dealings
    from crmcli.domain.policy import Policy
    from crmcli.domain.run import Run
    from crmcli.store.book import Book
    from crmcli.store.transaction import Transaction


def fill(book: Book, run: Run, writing: Writing = ENGLISH) -> int:
    """Fill a new book with the demonstration customers of the run's day; return how many.

    The same day gives the same book on every run, but for what is later than the run itself.

    Args:
        book: the book; it is not there yet.
        run: the run.
        writing: in which language it is written down.
    """
    with book.writing(run) as transaction:
        zone = run.now.tzinfo or UTC
        cast = list(demo_cast(run.today, zone, run.now, writing))
        policy = book_reads.policy(transaction.connection)
        ids = list(load(transaction, (each.entry for each in cast), policy))
        dealings = demo_dealings(cast, run.today, zone, run.now)
        write_dealings(transaction, dealings, ids)
        _settle(transaction, _concerned(dealings, ids), policy)
        for each in dealings.looks:
            look_at(transaction, ids[each.who], policy, each.note)
        return transaction.finished(len(ids))


def _concerned(dealings: Dealings, ids: Sequence[int]) -> list[int]:
    parts = (dealings.deals, dealings.purchases, dealings.said, dealings.surveys)
    return sorted({ids[each.who] for part in parts for each in part})


def _settle(transaction: Transaction, ids: Sequence[int], policy: Policy) -> None:
    """Put right what follows; who has other facts by a deal than by its own is graded on them."""
    connection = transaction.connection
    before = standings(connection, ids)
    settle_trade(transaction, ids, policy)
    after = [
        regraded_by_deals(transaction, old, new, policy)
        for old, new in zip(before, standings(connection, ids), strict=True)
    ]
    reclock(transaction, after, policy)
    settle_owed(transaction, ids, policy)
