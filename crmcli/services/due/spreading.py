"""Levelling the days: what would move, and moving it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from crmcli.domain.due import DueQuery
from crmcli.domain.due_load import Spread, SpreadDay
from crmcli.domain.spread import levelled
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.due_days import due_days, movable

if TYPE_CHECKING:
    import sqlite3
    from datetime import date

    from crmcli.domain.run import Run
    from crmcli.store.book import Book


def planned(book: Book, today: date, days: int) -> Spread:
    """Say what levelling the coming days would do, and change nothing.

    Args:
        book: the book.
        today: the local date.
        days: how far ahead a follow-up may be due to be moved.
    """
    with book.reading() as connection:
        return _plan(connection, today, days)[0]


def spread(book: Book, run: Run, days: int) -> Spread:
    """Level the coming days: follow-ups of D and E customers come up to half a cadence early.

    Args:
        book: the book.
        run: the run that writes.
        days: how far ahead a follow-up may be due to be moved.
    """
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(Spread)
        if seen is not None:
            return seen
        result, moves = _plan(transaction.connection, run.today, days)
        rows = [
            {"subject_id": key, "planned_on": day, "shown_from": day} for key, day in moves.items()
        ]
        transaction.change_many("obligation", {"kind": "follow_up"}, "subject_id", rows)
        return transaction.finished(result)


def _plan(connection: sqlite3.Connection, today: date, days: int) -> tuple[Spread, dict[int, date]]:
    query = DueQuery(today, ahead=days)
    before = {day: each.total for day, each in due_days(connection, query).items()}
    found = list(movable(connection, query))
    moves = levelled(before, found, today, book_reads.policy(connection).calendar)
    after = Counter(before)
    for each in found:
        if each.key in moves:
            after[each.shown] -= 1
            after[moves[each.key]] += 1
    changed = sorted(day for day in after if after[day] != before.get(day, 0))
    table = tuple(SpreadDay(day, before.get(day, 0), after[day]) for day in changed)
    return Spread(len(moves), table), moves
