"""A demonstration book: believable customers with a year of contacts around today."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from crmcli.demo.cast import demo_cast
from crmcli.demo.trade import demo_dealings
from crmcli.domain.churn.facts import churn_policy
from crmcli.domain.churn.rule import churn_warnings
from crmcli.services.demo_dealings import write_dealings
from crmcli.services.loading import load
from crmcli.services.regrading import regraded_by_deals
from crmcli.store.index import put_texts
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.churn import churn_facts
from crmcli.store.reads.standing import standings
from crmcli.store.reclocking import reclock
from crmcli.store.settling import settle_owed, settle_trade

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.demo.dealings import Dealings, Look
    from crmcli.domain.policy import Policy
    from crmcli.domain.run import Run
    from crmcli.store.book import Book
    from crmcli.store.transaction import Transaction


def fill(book: Book, run: Run) -> int:
    """Fill a new book with the demonstration customers of the run's day; return how many.

    The same day gives the same book on every run, but for what is later than the run itself.
    """
    with book.writing(run) as transaction:
        zone = run.now.tzinfo or UTC
        cast = list(demo_cast(run.today, zone, run.now))
        policy = book_reads.policy(transaction.connection)
        ids = list(load(transaction, (each.entry for each in cast), policy))
        dealings = demo_dealings(cast, run.today, zone, run.now)
        write_dealings(transaction, dealings, ids)
        _settle(transaction, _concerned(dealings, ids), policy)
        _look(transaction, dealings.looks, ids, policy)
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


def _look(
    transaction: Transaction, looks: Sequence[Look], ids: Sequence[int], policy: Policy
) -> None:
    """Note that somebody looked today at what warns of some customers."""
    run = transaction.run
    found = churn_facts(transaction.connection, [ids[each.who] for each in looks])
    for each in looks:
        facts = found[ids[each.who]]
        standing = [
            warning
            for warning in churn_warnings(facts, churn_policy(policy))
            if warning.is_standing(run.today)
        ]
        seen = " ".join(warning.mark for warning in standing)
        row = {"day": run.today, "seen": seen, "note": each.note, "author": run.author}
        key = transaction.add("churn_look", customer_id=facts.customer_id, **row)
        put_texts(transaction, "churn_look_text", [(key, each.note)])
    settle_owed(transaction, list(found), policy)
