"""Changing customers: one by name, or all that meet a condition, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from crmcli.domain.customer import Customer
from crmcli.domain.field import NewField
from crmcli.domain.grade import Grade
from crmcli.domain.grading import Verdict
from crmcli.domain.loyalty import PointsMoved
from crmcli.services.customers.custom_fields import fields_with_new, made
from crmcli.services.customers.difference import Change, Wanted, difference, wanted_of
from crmcli.services.customers.fields import Reading
from crmcli.services.customers.judged import existing, verdict_of
from crmcli.services.loyalty.moved import points_moved
from crmcli.services.naming.customers import named
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.customers import customers
from crmcli.store.reads.loyalty import referral

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from crmcli.domain.run import Run
    from crmcli.store.book import Book
    from crmcli.store.transaction import Transaction

_CHUNK = 400
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Edited:
    """A customer after an edit.

    Args:
        customer: as it is now.
        verdict: the rule's answer to its facts.
        grade_before: the grade it had.
        changed: names of the fields that changed; empty if the edit changed nothing.
        points: who got or lost loyalty points, since another referred the customer.
        new_fields: the fields of the book's own that were made for it.
    """

    customer: Customer
    verdict: Verdict
    grade_before: Grade
    changed: tuple[str, ...]
    points: tuple[PointsMoved, ...] = ()
    new_fields: tuple[NewField, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field's value before an edit and after it."""

    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Preview:
    """What an edit would change in one customer, by field."""

    id: int
    name: str
    changes: Mapping[str, FieldChange]


@dataclass(frozen=True, slots=True)
class BulkEdit:
    """An edit of many customers, made or foreseen; the field names are the keys of its JSON.

    Args:
        matched: how many customers meet the condition.
        changed: how many of them change.
        dry_run: whether it is only foreseen.
        customers: the first few that change, of an edit that is foreseen.
        new_fields: the fields of the book's own that it makes.
    """

    matched: int
    changed: int
    dry_run: bool
    customers: tuple[Preview, ...] = ()
    new_fields: tuple[NewField, ...] = ()


def edit(book: Book, run: Run, text: str, change: Change) -> Edited:
    """Change a customer; new facts grade it at once and its clocks follow.

    Args:
        book: the book.
        run: the run; its reason goes into the history of grades.
        text: the customer, as named on the command line.
        change: what is to be changed.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the text names no or several customers.
        CrmError: a field is not known, cannot be read, or cannot be taken away.
    """
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(Edited)
        if seen is not None:
            return seen
        connection = transaction.connection
        before = existing(connection, named(connection, text).id, run.today)
        known = book_reads.custom_fields(connection)
        wanted = _wanted(transaction, change)
        credited = referral(connection, before.id)
        changed = _made(transaction, before, wanted)
        after = existing(connection, before.id, run.today)
        verdict = verdict_of(connection, after, run.today)
        points = tuple(points_moved(connection, credited, before.id))
        new = made(known, book_reads.custom_fields(connection))
        return transaction.finished(Edited(after, verdict, before.grade, changed, points, new))


def foresee(book: Book, run: Run, change: Change, *, text: str = "", where: str = "") -> BulkEdit:
    """Say what an edit would change; nothing is written.

    Args:
        book: the book.
        run: the run that would write.
        change: what is to be changed.
        text: the customer, as named on the command line.
        where: instead of it, the condition that customers meet, as in interface.md.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the text names no or several customers.
        CrmError: the condition or a field cannot be read.
    """
    with book.reading() as connection:
        reading = _reading(connection, change, run.today)
        wanted = wanted_of(connection, change, reading, run.reason)
        found: Iterable[Customer] = _matching(connection, where, reading)
        if not where:
            found = [existing(connection, named(connection, text).id, run.today)]
        matched, changed = 0, 0
        shown: list[Preview] = []
        for customer in found:
            matched += 1
            changes = difference(customer, wanted)
            changed += bool(changes)
            if changes and len(shown) < _SHOWN:
                shown.append(_preview(customer, changes))
        new = made(book_reads.custom_fields(connection), reading.custom)
        return BulkEdit(matched, changed, dry_run=True, customers=tuple(shown), new_fields=new)


def edit_where(book: Book, run: Run, where: str, change: Change) -> BulkEdit:
    """Change all customers that meet a condition, all or none.

    Raises:
        CrmError: the condition or a field cannot be read.
    """
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(BulkEdit)
        if seen is not None:
            return seen
        known = book_reads.custom_fields(transaction.connection)
        reading = _reading(transaction.connection, change, run.today)
        wanted = _wanted(transaction, change)
        matched, changed = 0, 0
        for customer in _matching(transaction.connection, where, reading):
            matched += 1
            changed += bool(_made(transaction, customer, wanted))
        new = made(known, reading.custom)
        return transaction.finished(BulkEdit(matched, changed, dry_run=False, new_fields=new))


def _preview(customer: Customer, changes: Mapping[str, tuple[Any, Any]]) -> Preview:
    pairs = {name: FieldChange(old, new) for name, (old, new) in changes.items()}
    return Preview(customer.id, customer.name, pairs)


def _wanted(transaction: Transaction, change: Change) -> Wanted:
    from crmcli.services.customers.adding import with_new_fields  # noqa: PLC0415 - writers only

    run = transaction.run
    with_new_fields(transaction, change.set)
    reading = _reading(transaction.connection, change, run.today)
    return wanted_of(transaction.connection, change, reading, run.reason)


def _made(transaction: Transaction, customer: Customer, wanted: Wanted) -> tuple[str, ...]:
    from crmcli.services.customers.writing import made as written  # noqa: PLC0415 - writers only

    return written(transaction, customer, wanted)


def _reading(connection: sqlite3.Connection, change: Change, today: date) -> Reading:
    reading = Reading(today, book_reads.currency(connection), book_reads.region(connection))
    known = book_reads.custom_fields(connection)
    return replace(reading, custom=fields_with_new(known, change.set))


def _matching(connection: sqlite3.Connection, where: str, reading: Reading) -> Iterator[Customer]:
    from crmcli.domain.filtering import Condition, Op, parse_where  # noqa: PLC0415 - bulk edits only
    from crmcli.store.reads.filters.selection import ids_matching  # noqa: PLC0415

    today = reading.today
    conditions = parse_where(where)
    if all(each.field != "archived" for each in conditions):
        # As in `customer list`: whoever looks there first changes what was seen.
        conditions = (*conditions, Condition("archived", Op.EMPTY))
    # All ids first: what is being changed must not be read on with the same condition.
    ids = iter(list(ids_matching(connection, conditions, reading, today)))
    while chunk := list(islice(ids, _CHUNK)):
        places = ",".join(str(int(each)) for each in chunk)
        yield from list(customers(connection, today, f"id IN ({places})", {}))
