"""What an import does, or would do, told from the rows that wait: counts, reasons, changes."""

from __future__ import annotations

from heapq import merge
from itertools import islice
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING

from crmcli.domain.codec import decoded
from crmcli.domain.message import Message, message
from crmcli.errors import N_
from crmcli.exchange.columns import Column, Use
from crmcli.services.imports.foreseeing import foreseen
from crmcli.services.imports.result import (
    LEFT,
    MOST_LISTED,
    TOTAL,
    Imported,
    ImportRequest,
    Mapped,
    RowReason,
    with_totals_skipped,
)
from crmcli.store.staging.staged_row import REFUSED, SKIPPED, Action, Fate

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import date

    from crmcli.services.imports.customer_file import FileRead
    from crmcli.services.imports.rejecting import Rejected
    from crmcli.store.staging.rows import Staging

_REASONS = {
    Fate.IN_BOOK: N_("already in the book as {other}"),
    Fate.REPEATED: N_("repeats row {other}"),
    Fate.SEVERAL: N_("may be customer {other} or {second}"),
    Fate.ARCHIVED: N_("is customer {other}, who is archived"),
    Fate.GONE: N_("there is no customer {other}"),
    Fate.NOBODY: N_("nobody in the book fits: say in matched_id who it is, or create it"),
    Fate.UNCLEAR: N_("may be customer {other} or {second}: say in matched_id which"),
}


def _reason(fate: Fate, other: int | None, second: int | None) -> Message:
    """Say why a row is skipped or refused."""
    return message(_REASONS[fate], other=other, second=second)


def rejected(read: FileRead, rows: Staging) -> Iterator[Rejected]:
    """Yield the rows that are refused or skipped, in the order of the file.

    Args:
        read: what was read of the file.
        rows: its rows, settled, and those that repeat others placed.
    """
    refused: Iterator[Rejected] = (
        (number, "", None, decoded(Message, reason)) for number, reason in rows.refusals()
    )
    unplaced: Iterator[Rejected] = (
        (number, "" if fate is Fate.REFERRER else Action.UPDATE.value, None, reason)
        for number, fate, reason in _unplaced(rows)
    )
    skipped: Iterator[Rejected] = (
        # What a repeated row has to do with is a row; the customer of that one stands behind it.
        (
            number,
            Action.SKIP.value,
            second if fate is Fate.REPEATED else other,
            _reason(fate, other, second),
        )
        for number, fate, other, second in rows.skipped()
    )
    totals: Iterator[Rejected] = (
        (number, Action.SKIP.value, None, message(TOTAL)) for number in read.totals
    )
    left: Iterator[Rejected] = (
        (number, Action.SKIP.value, target, message(LEFT)) for number, target in read.left
    )
    return merge(refused, unplaced, skipped, totals, left, key=itemgetter(0))


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
    refused = read.refused + sum(counts.get(each, 0) for each in REFUSED)
    if refused and not request.dry_run and request.rejects is None:
        created, updated, unchanged, skipped = 0, 0, 0, read.count - refused
    changes = () if connection is None or not updated else foreseen(connection, rows, today)
    return Imported(
        read=read.count,
        created=created,
        updated=updated,
        unchanged=unchanged,
        skipped=skipped,
        refused=refused,
        refusals=tuple(islice(_refusals(read, rows), MOST_LISTED)),
        skips=with_totals_skipped(
            (
                *(
                    RowReason(number, _reason(fate, other, second))
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
        unlinked=rows.links.unknown,
        in_circle=rows.links.in_circle,
    )


def _refusals(read: FileRead, rows: Staging) -> Iterator[RowReason]:
    unplaced = (RowReason(number, reason) for number, _, reason in _unplaced(rows, MOST_LISTED))
    return merge(read.refusals, unplaced, key=attrgetter("row"))


def _unplaced(rows: Staging, most: int = -1) -> Iterator[tuple[int, Fate, Message]]:
    """Yield the rows that mean somebody who is not to be told: number, fate and why."""
    for number, fate, other, second in rows.unplaced(most):
        if fate is Fate.REFERRER:
            yield number, fate, decoded(Message, rows.links.fault_of(number))
        else:
            yield number, fate, _reason(fate, other, second)


def _mapped(column: Column, read: FileRead) -> Mapped:
    empty = column.use is Use.OWN and column.place not in read.filled
    note = read.notes.get(column.place)
    return Mapped(column.name, column.field or None, column.use, empty, note)
