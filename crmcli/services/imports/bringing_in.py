"""Bringing the rows of an import into the book: new customers, and what changes in those there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli.domain.field import FieldType
from crmcli.domain.first_due import Spread
from crmcli.domain.grade import Grade
from crmcli.services.customers.judged import existing
from crmcli.services.imports.beside import beside
from crmcli.services.imports.loading import Waiting, load
from crmcli.services.imports.staged_entry import unstaged
from crmcli.services.imports.updating import make, update_of
from crmcli.store.reads import book as book_reads

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from crmcli.domain.work_calendar import WorkCalendar
    from crmcli.store.staging.rows import Staging
    from crmcli.store.transaction import Transaction


def define(transaction: Transaction, names: Iterable[str]) -> None:
    """Define the custom fields that the book does not have yet."""
    known = book_reads.custom_fields(transaction.connection)
    rows: list[dict[str, Any]] = [
        {"name": name, "type": FieldType.TEXT, "choices": None}
        for name in sorted(names)
        if name not in known
    ]
    transaction.add_many("custom_field", rows)


def create(transaction: Transaction, rows: Staging, count: int, *, at_once: bool) -> Iterator[int]:
    """Write the new customers, and yield the id of each.

    Args:
        transaction: the open transaction.
        rows: the settled rows.
        count: how many of them are new customers.
        at_once: make those that were never contacted due today instead of spreading them.
    """
    calendar = book_reads.policy(transaction.connection).calendar
    waiting = _waiting(rows, transaction.run.today, calendar, at_once=at_once)
    return load(transaction, waiting, count)


def update(transaction: Transaction, rows: Staging) -> Iterator[int]:
    """Write what rows change in customers of the book, and yield the id of each."""
    connection, today = transaction.connection, transaction.run.today
    policy = book_reads.policy(connection)
    defined = set(book_reads.custom_fields(connection))
    for row, customer_id in rows.updates():
        customer = existing(connection, customer_id, today)
        entry = unstaged(row.kept, today)
        known = beside(connection, customer, entry)
        found = update_of(customer, entry, known, exact=rows.exact)
        if not found.wanted.own.keys() <= defined:
            define(transaction, found.wanted.own)
            defined |= found.wanted.own.keys()
        make(transaction, customer, found, policy)
        yield customer_id


def _waiting(
    rows: Staging, today: date, calendar: WorkCalendar, *, at_once: bool
) -> Iterator[Waiting]:
    """Yield the new customers, those never contacted spread over the coming days."""
    waiting = {Grade(grade): count for grade, count in rows.waiting().items()}
    spread = Spread(today, waiting, calendar)
    for row in rows.new_rows():
        waits = row.waits and not at_once
        first_due = spread.next_day(Grade(row.grade)) if waits else None
        yield Waiting(row.kept, first_due, row.contacts, row.people)
