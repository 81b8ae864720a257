"""Reading the history: what every command changed, as rows and in words."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from crmcli.domain.history import CommandTold, HistoryQuery, HistoryRow, PartTold
from crmcli.domain.history_words import ERASED, IMPORTS, by_customer, said, words
from crmcli.domain.listed import clauses
from crmcli.domain.message import Message, counted, message
from crmcli.errors import N_, NN_
from crmcli.services.naming.past import past_or_present
from crmcli.store.reads.history import notes as reads
from crmcli.store.reads.history.commands import commands
from crmcli.store.reads.history.merges import absorbed
from crmcli.store.reads.history.noted import customer_names, last_name, noted, of_itself

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator, Sequence

    from crmcli.domain.history import CommandRecord, PastCommand
    from crmcli.domain.noted import Noted
    from crmcli.store.book import Book

_AT_ONCE = 400
_SHOWN = 5
"""How many customers a command is told of on a terminal."""

_FOLLOWING = N_("dates that follow from the rest")
"""What is said of a command that changed nothing which is told."""

_GONE = N_("values that are erased by now")
"""What is said of a command of which an erasure has left that it changed something, and no more."""

_STAMPS = {"updated"}
"""The columns of a customer that every change of what belongs to it sets."""

_LOOKED_AT = 200
_IN_SHORT = 3


def rows(book: Book, query: HistoryQuery, customer: str | None = None) -> Iterator[HistoryRow]:
    """Yield what commands changed, record by record, the latest command first.

    Args:
        book: the book.
        query: which commands.
        customer: only what concerns this customer, as named on the command line.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the customer is not one.
    """
    with book.reading() as connection:
        query = _about(connection, query, customer)
        for command in commands(connection, query):
            found = False
            for part in _parts(connection, command.record.id, query.customers):
                found = True
                yield from _rows(connection, command, part)
            if not found:
                yield _row(command, None, None, _of_nothing(command.record))


def told(book: Book, query: HistoryQuery, customer: str | None = None) -> Iterator[CommandTold]:
    """Yield what commands did in words, the latest first; of many customers the first few.

    Args:
        book: the book.
        query: which commands.
        customer: only what concerns this customer, as named on the command line.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the customer is not one.
    """
    with book.reading() as connection:
        query = _about(connection, query, customer)
        for command in commands(connection, query):
            parts, more = _told(connection, command.record, query.customers)
            yield CommandTold(command, parts, more)


def was_run(book: Book, command: str) -> bool:
    """Tell whether a command, or one of a group, is in the history."""
    with book.reading() as connection:
        return next(commands(connection, HistoryQuery(command=command, limit=1)), None) is not None


def summary(connection: sqlite3.Connection, command: CommandRecord) -> Message:
    """Say in one sentence what a command did.

    Args:
        connection: the reading door.
        command: the command.
    """
    parts, more = _told(connection, command, ())
    whose = [each for each in parts if each.customer_id is not None]
    if len(whose) + more > 1 or 0 < len(whose) < len(parts):
        return _of_many(parts, len(whose) + more)
    lines = [line for part in parts for line in part.lines]
    short = clauses(lines[:_IN_SHORT])
    key = whose[0].customer_id if whose else None
    name = None if key is None else last_name(connection, key)
    if name is None:
        return short
    return message(N_("{customer} ({id}): {what}"), customer=name, id=key, what=short)


def _of_many(parts: Sequence[PartTold], count: int) -> Message:
    """Say what a command did to the book, and how many customers it changed."""
    lines = [line for part in parts if part.customer_id is None for line in part.lines]
    if not lines:
        return counted("{count} customer changed", "{count} customers changed", count)
    one, many = NN_("{what}; {count} customer changed", "{what}; {count} customers changed")
    return counted(one, many, count, what=clauses(lines[:_IN_SHORT]))


def _about(
    connection: sqlite3.Connection, query: HistoryQuery, customer: str | None
) -> HistoryQuery:
    """Find the customer that is asked for."""
    if customer is None:
        return query
    key = past_or_present(connection, customer)
    # What was merged into it brought its history along.
    return replace(query, customers=(key, *sorted(absorbed(connection, key))))


def _parts(
    connection: sqlite3.Connection, command_id: int, customers: Collection[int]
) -> Iterator[list[Noted]]:
    """Yield the changes of a command, some at a time; copies and erasures last."""
    notes: Iterator[reads.Note]
    if customers:
        notes = iter(reads.notes_of(connection, command_id, customers))
    else:
        notes = reads.notes(connection, command_id)
    while chunk := list(islice(notes, _AT_ONCE)):
        yield [each for group in noted(connection, chunk) for each in group]
    own = reads.told_of_itself(connection, [command_id], customers)
    if copies := [of_itself(table, row) for _, table, row in own]:
        yield copies


def _rows(
    connection: sqlite3.Connection, command: PastCommand, changes: list[Noted]
) -> Iterator[HistoryRow]:
    owners = {each.customer_id for each in changes if each.customer_id is not None}
    names = customer_names(connection, owners)
    for customer_id, own in by_customer(changes).items():
        name = None if customer_id is None else names.get(customer_id)
        for change, lines in zip(own, said(command.record, own), strict=True):
            text = clauses([line.text for line in lines]) if lines else None
            yield _row(command, change, name, text)


def _row(
    command: PastCommand, change: Noted | None, customer: str | None, text: Message | None
) -> HistoryRow:
    record = command.record
    return HistoryRow(
        id=None if change is None else change.id,
        command_id=record.id,
        at=record.at,
        author=record.author,
        command=record.command,
        line=record.line,
        reason=record.reason,
        record=None if change is None else change.record,
        record_id=None if change is None else change.record_id,
        customer_id=None if change is None else change.customer_id,
        customer=customer,
        action=None if change is None else change.action,
        count=0 if change is None else change.count,
        old=None if change is None else change.old,
        new=None if change is None else change.new,
        text=text,
        undone=command.undone_by is not None,
        undone_by=command.undone_by,
    )


def _of_import(connection: sqlite3.Connection, command: CommandRecord) -> Message:
    """Say how much came in; the customers that are told of are but the first."""
    record, one, many = IMPORTS[command.command]
    return counted(one, many, reads.count_added(connection, command.id, record))


def _told(
    connection: sqlite3.Connection, command: CommandRecord, customers: Collection[int]
) -> tuple[tuple[PartTold, ...], int]:
    """Tell a command in words: what it did to the first customers, and how many more there are."""
    more = 0
    if customers:
        notes = reads.notes_of(connection, command.id, customers)
    else:
        shown, count = reads.customers_of(connection, command.id, _SHOWN)
        more = count - len(shown)
        # What belongs to the whole book, and ranges, has no customer; it comes with the first.
        notes = list(reads.notes(connection, command.id, _LOOKED_AT))
        notes = [each for each in notes if each.customer_id is None or each.customer_id in shown]
    changes = [each for group in noted(connection, notes) for each in group]
    own = reads.told_of_itself(connection, [command.id], customers)
    changes += [of_itself(table, row) for _, table, row in own]
    if not changes:
        return (PartTold(None, None, (_of_nothing(command),)),), more
    parts = (
        PartTold(key, None if key is None else last_name(connection, key), words(command, each))
        for key, each in by_customer(changes).items()
    )
    kept = tuple(each for each in parts if each.lines)
    if command.command in IMPORTS and not customers:
        kept = (PartTold(None, None, (_of_import(connection, command),)), *kept)
    return kept or (_untold(connection, command, changes),), more


def _untold(
    connection: sqlite3.Connection, command: CommandRecord, changes: Sequence[Noted]
) -> PartTold:
    """Say of changes, none of which is told, what they were."""
    # An erasure empties the lines that name whom it erases; where a record was meant it need not.
    touched = all(each.record == "customer" and {*(each.new or ())} <= _STAMPS for each in changes)
    if command.line is not None and not touched:
        return PartTold(None, None, (message(_FOLLOWING),))
    owners = {each.customer_id for each in changes}
    key = owners.pop() if len(owners) == 1 else None
    name = None if key is None else last_name(connection, key)
    return PartTold(key, name, (message(_GONE),))


def _of_nothing(command: CommandRecord) -> Message:
    """Say of a command of which no change is kept why that is."""
    # An erasure empties the line of every command whose changes it takes away.
    return message(ERASED if command.line is None else N_("nothing was changed"))
