"""What a book tells of a customer beside its records: in commands, in copies, on stones."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.codec import texts_in
from crmcli.domain.copy_path import HIDDEN, without_names
from crmcli.domain.path_text import plain_path, readings
from crmcli.store.reads.copies import copies

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator

    from crmcli.domain.traces import Traces
    from crmcli.store.reads.copies import Copy
    from crmcli.store.reads.erasure.footprint import Footprint


_BETWEEN = " | "
"""What no number goes through."""


class Names(NamedTuple):
    """By what a customer is looked for.

    Args:
        known: by what it is known wherever that stands.
        surely: the same without what many others are called as well.
        filed: what a file may be called that holds it.
        widely: the same and whatever it may have been called where it was meant for sure.
    """

    known: Traces
    surely: Traces
    filed: Traces
    widely: Traces


class ClearedCommand(NamedTuple):
    """A command whose line, reason and answer go.

    Args:
        id: which one.
        with_key: whether its retry key goes too.
    """

    id: int
    with_key: bool


class ClearedCopy(NamedTuple):
    """A copy whose record is to tell less.

    Args:
        id: the number of its record.
        command_id: the command that made it; None for one carried over from another state.
        path: its path from now on.
        is_hidden: whether that is another one than before.
        purpose: its purpose from now on.
        filter: its filter from now on.
        is_alone: whether it is an export of nobody who stays, so that all of it is about who goes.
    """

    id: int
    command_id: int | None
    path: str
    is_hidden: bool
    purpose: str | None
    filter: str | None
    is_alone: bool


def copies_to_clear(
    connection: sqlite3.Connection,
    customers: Collection[int],
    names: Names,
    held: Collection[int],
    gone: Collection[int],
) -> Iterator[ClearedCopy]:
    """Yield the copies whose path, purpose or filter tells who a customer is.

    Args:
        connection: the reading door.
        customers: its number, and those of customers that were merged into it.
        names: by what it is looked for.
        held: the copies that hold it, which were meant for it among others.
        gone: those whose file is not there any more, so that nobody needs its path.
    """
    for copy in copies(connection):
        known = names.known
        wanted, filed = (names.widely, names.filed) if copy.id in held else (known, known)
        path = without_names(copy.path, known, filed)
        is_hidden = path != copy.path
        if is_hidden and copy.id in gone:
            path = HIDDEN
        is_alone = copy.id in held and not _holds_others(connection, copy, customers)
        purpose, condition = (
            None if is_alone or wanted.are_in(each) else each
            for each in (copy.purpose, copy.filter)
        )
        if is_alone or (path, purpose, condition) != (copy.path, copy.purpose, copy.filter):
            yield ClearedCopy(
                copy.id, copy.command_id, path, is_hidden, purpose, condition, is_alone
            )


def _holds_others(connection: sqlite3.Connection, copy: Copy, customers: Collection[int]) -> bool:
    """Tell whether a copy holds somebody else of the book, of whom its filter is true as well."""
    if copy.customers is None:
        return True
    sql = """
        SELECT 1 FROM customer WHERE id BETWEEN ? AND ?
           AND id NOT IN (SELECT value FROM json_each(?)) LIMIT 1
    """
    own = json.dumps(sorted(customers))
    return any(connection.execute(sql, (*each, own)).fetchone() for each in copy.customers)


def commands_to_clear(
    connection: sqlite3.Connection,
    track: Footprint,
    names: Names,
    held: Collection[Copy],
    cleared: Collection[ClearedCopy],
) -> Iterator[ClearedCommand]:
    """Yield the commands that changed a customer, or say something of it.

    A key without the customer's data is kept where a command changed others too: its retry would
    do all of it once more.

    Args:
        connection: the reading door.
        track: what the book holds of the customer.
        names: by what it is looked for.
        held: the copies that hold it.
        cleared: the copies that are to tell less.
    """
    copying = {each.command_id for each in held} | {each.command_id for each in cleared}
    telling = {each.command_id for each in cleared}
    sole = {each.command_id for each in cleared if each.is_alone}
    sql = "SELECT id, key, line, reason, result FROM command"
    for command, key, line, reason, result in connection.execute(sql):
        if not (key or line or reason or result):
            continue
        if command in track.commands:
            alone = command not in track.shared
            if key is None or alone or names.widely.are_in(key):
                yield ClearedCommand(command, with_key=True)
            elif line or reason or result:
                yield ClearedCommand(command, with_key=False)
            continue
        wanted = names.widely if command in track.naming or command in copying else names.known
        named = command in sole or wanted.are_in(key)
        if named or command in telling or any(map(wanted.are_in, (line, reason, _told(result)))):
            yield ClearedCommand(command, with_key=named)


def stones_to_clear(connection: sqlite3.Connection, traces: Traces) -> list[int]:
    """List the stones whose reasons name a customer."""
    rows = connection.execute("SELECT id, reason FROM erasure")
    return [key for key, reason in rows if traces.are_in(reason)]


def _told(result: str | None) -> str:
    texts = texts_in(result) if result else ()
    return _BETWEEN.join(said for each in texts for said in readings(plain_path(each)))
