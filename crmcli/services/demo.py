"""A demonstration book: believable customers with a year of contacts around today."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING

from crmcli.demo.entries import demo_entries
from crmcli.domain.entry import Entry, Step
from crmcli.services.loading import load
from crmcli.store.reads import book as book_reads

if TYPE_CHECKING:
    from datetime import datetime

    from crmcli.domain.run import Run
    from crmcli.store.book import Book


def fill(book: Book, run: Run) -> int:
    """Fill a new book with the demonstration customers of the run's day; return how many.

    The same day gives the same book on every run, but for contacts later than the run itself.
    """
    with book.writing(run) as transaction:
        zone = run.now.tzinfo or UTC
        entries = (_so_far(each, run.now) for each in demo_entries(run.today, zone))
        policy = book_reads.policy(transaction.connection)
        count = sum(1 for _ in load(transaction, entries, policy))
        return transaction.finished(count)


def _so_far(entry: Entry, now: datetime) -> Entry:
    steps: list[Step] = [step for step in entry.steps if step.contact.at <= now]
    return entry if len(steps) == len(entry.steps) else replace(entry, steps=tuple(steps))
