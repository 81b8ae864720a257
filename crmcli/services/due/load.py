"""How much the coming days hold."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from crmcli.domain.due_load import DueDay
from crmcli.store.reads.due_days import due_days

if TYPE_CHECKING:
    from crmcli.domain.due import DueQuery
    from crmcli.store.book import Book


def load(book: Book, query: DueQuery, days: int) -> list[DueDay]:
    """Count what falls on each of the coming days, today first; empty days are there too.

    Args:
        book: the book.
        query: which part of the list; its `ahead` is set here.
        days: how many days, today included.
    """
    with book.reading() as connection:
        counted = due_days(connection, query._replace(ahead=days - 1))
    span = min(days, (query.today.max - query.today).days + 1)
    coming = (query.today + timedelta(days=number) for number in range(span))
    return [counted.get(day) or DueDay(day, 0, 0, 0) for day in coming]
