"""What an import does, or would do, told from the rows that wait: counts, reasons, changes."""

from __future__ import annotations

from heapq import merge
from operator import itemgetter
from typing import TYPE_CHECKING

from crmcli.domain.codec import decoded
from crmcli.domain.grade import Grade, Need
from crmcli.domain.grading import Facts, judge
from crmcli.domain.message import Message, message
from crmcli.errors import N_
from crmcli.exchange.columns import Column, Use
from crmcli.services.customers.changes import FieldChange
from crmcli.services.imports.result import (
    LEFT,
    MOST_LISTED,
    TOTAL,
    Imported,
    ImportRequest,
    Mapped,
    RowChange,
    RowReason,
    with_totals_skipped,
)
from crmcli.services.imports.staged_entry import unstaged
from crmcli.services.imports.updating import changes_of, update_of
from crmcli.store.reads import book as book_reads
from crmcli.store.reads import identity
from crmcli.store.reads.customer_rows import card_lines
from crmcli.store.staging.staged_row import SKIPPED, Action, Fate

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import date

    from crmcli.domain.contact import NewFacts
    from crmcli.domain.customer import Customer
    from crmcli.domain.policy import Policy
    from crmcli.services.imports.reading import FileRead
    from crmcli.services.imports.rejecting import Rejected
    from crmcli.store.staging.rows import Staging

_MOST_CHANGES = 1000
"""How many changed customers are told field by field; the counts always count all."""

_SKIPS = {
    Fate.IN_BOOK: N_("already in the book as {other}"),
    Fate.REPEATED: N_("repeats row {other}"),
    Fate.SEVERAL: N_("may be customer {other} or {second}"),
    Fate.ARCHIVED: N_("is customer {other}, who is archived"),
    Fate.GONE: N_("there is no customer {other}"),
}


def skip_reason(fate: Fate, other: int | None, second: int | None) -> Message:
    """Say why a row is skipped."""
    return message(_SKIPS[fate], other=other, second=second)


def rejected(read: FileRead, rows: Staging) -> Iterator[Rejected]:
    """Yield the rows that are refused or skipped, in the order of the file."""
    refused: Iterator[Rejected] = (
        (number, "", None, decoded(Message, reason)) for number, reason in rows.refusals()
    )
    skipped: Iterator[Rejected] = (
        # What a repeated row has to do with is a row, and no customer.
        (
            number,
            Action.SKIP.value,
            None if fate is Fate.REPEATED else other,
            skip_reason(fate, other, second),
        )
        for number, fate, other, second in rows.skipped()
    )
    totals: Iterator[Rejected] = (
        (number, Action.SKIP.value, None, message(TOTAL)) for number in read.totals
    )
    left: Iterator[Rejected] = (
        (number, Action.SKIP.value, target, message(LEFT)) for number, target in read.left
    )
    return merge(refused, skipped, totals, left, key=itemgetter(0))


def outcome(
    connection: sqlite3.Connection | None,
    request: ImportRequest,
    read: FileRead,
    rows: Staging,
    today: date,
) -> Imported:
    """Tell what an import does, from what was decided of its rows.

    Args:
        connection: the reading door; None while there is no book.
        request: the file and how to read it.
        read: what was read of it.
        rows: its rows, settled.
        today: the local date.
    """
    counts = rows.counts()
    created = counts.get(Fate.CREATED, 0)
    updated = counts.get(Fate.UPDATED, 0) + counts.get(Fate.ADDED, 0)
    unchanged = counts.get(Fate.UNCHANGED, 0)
    skipped = sum(counts.get(each, 0) for each in SKIPPED) + len(read.totals) + len(read.left)
    if read.refused and not request.dry_run and request.rejects is None:
        created, updated, unchanged, skipped = 0, 0, 0, read.count - read.refused
    changes = () if connection is None or not updated else _changes(connection, rows, today)
    return Imported(
        read=read.count,
        created=created,
        updated=updated,
        unchanged=unchanged,
        skipped=skipped,
        refused=read.refused,
        refusals=tuple(read.refusals),
        skips=with_totals_skipped(
            (
                *(
                    RowReason(number, skip_reason(fate, other, second))
                    for number, fate, other, second in rows.skipped(MOST_LISTED)
                ),
                *(RowReason(number, message(LEFT)) for number, _ in read.left[:MOST_LISTED]),
            ),
            read.totals,
        ),
        mapping=tuple(_mapped(each, read) for each in read.columns),
        preview=tuple(read.preview),
        changes=tuple(changes),
        dry_run=request.dry_run,
        file=request.name,
        encoding=read.encoding,
        delimiter=read.delimiter,
        sheet=read.sheet,
        header_rows=read.header_rows,
        other_sheets=read.other_sheets,
        card_only=tuple(read.untaken),
    )


def _mapped(column: Column, read: FileRead) -> Mapped:
    empty = column.use is Use.OWN and column.place not in read.filled
    return Mapped(column.name, column.field or None, column.use, empty)


def _changes(connection: sqlite3.Connection, rows: Staging, today: date) -> Iterator[RowChange]:
    """Yield the first rows that change a customer, each with what it changes."""
    policy = book_reads.policy(connection)
    for row, customer_id in rows.updates(_MOST_CHANGES):
        customer = identity.some(connection, [customer_id], today)[customer_id]
        entry = unstaged(row.kept, today)
        lines = card_lines(connection, [customer_id]) if entry.customer.card else {}
        known = lines.get(customer_id, ())
        update = update_of(customer, entry, exact=rows.exact, lines=known)
        pairs = changes_of(customer, update)
        grade = _grade_after(customer, update.wanted.facts, policy, today)
        if grade is not customer.grade:
            pairs["grade"] = (customer.grade, grade)
        changes = {name: FieldChange(old, new) for name, (old, new) in pairs.items()}
        yield RowChange(row.number, customer_id, customer.name, changes)


def _grade_after(customer: Customer, new: NewFacts, policy: Policy, today: date) -> Grade:
    """Foresee the grade after new facts; deals have dates of their own, so there it stays open."""
    if new.grade is not None:
        return new.grade
    if not new.given or customer.open_deals:
        return customer.grade
    close = new.expected_close or customer.expected_close
    need = new.need or customer.need or (Need.CLEAR if close is not None else None)
    return judge(Facts(need, close), today, policy.horizons).grade or customer.grade
