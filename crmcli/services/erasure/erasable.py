"""Whom an erasure is about: what would go with a customer, and where else it is named."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.erasure import Erasable, Erasure, Presence
from crmcli.errors import N_, Refused
from crmcli.services.erasure.holding import held_backups, held_exports
from crmcli.services.erasure.tracing import called as called_so
from crmcli.services.erasure.tracing import filed_under, known_by, surely_known_by
from crmcli.services.naming.customers import not_found
from crmcli.services.naming.remembered import remembered
from crmcli.store.erasure.mentions import namings
from crmcli.store.reads.copies import copies
from crmcli.store.reads.erasure.clearing import (
    Names,
    commands_to_clear,
    copies_to_clear,
    stones_to_clear,
)
from crmcli.store.reads.erasure.footprint import footprint
from crmcli.store.reads.erasure.stones import earliest_from, newest_command, stone_of
from crmcli.store.reads.history.merges import absorber
from crmcli.store.reads.lookup import is_customer

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable

    from crmcli.domain.erasure import HeldBackup, HeldExport, Mention, Naming
    from crmcli.domain.run import Run
    from crmcli.store.book import Book
    from crmcli.store.reads.copies import Copy
    from crmcli.store.reads.erasure.clearing import ClearedCommand, ClearedCopy
    from crmcli.store.reads.erasure.footprint import Footprint


class PartOfAnother(Refused):
    """A customer that was merged into another one, and is part of it."""

    code = "part_of_another"
    sentence = N_("Customer {id} was merged into {other}.")
    hint = N_("Erase that one: crm customer erase id:{other}")


class Going(NamedTuple):
    """What a book holds of a customer, and is to go.

    Args:
        track: its rows and its history.
        names: by what it is looked for.
        held: the copies that hold it.
        copies: the copies whose record is to tell less.
        commands: the commands that are to tell less.
        stones: the stones whose reason goes.
        since: from when on a copy may hold it; None if that is not known.
        until: when it was erased, where that is done once more.
    """

    track: Footprint
    names: Names
    held: tuple[Copy, ...]
    copies: tuple[ClearedCopy, ...]
    commands: tuple[ClearedCommand, ...]
    stones: list[int]
    since: datetime | None = None
    until: datetime | None = None

    @property
    def hidden(self) -> int:
        """How many paths are to tell less."""
        return sum(each.is_hidden for each in self.copies)


def find(
    book: Book, run: Run, text: str, *, called: tuple[str, ...] = (), texts: bool = False
) -> Erasable:
    """Say whom a text names, and what would go with it.

    Args:
        book: the book.
        run: the run.
        text: the customer as named on the command line, archived or not, in the book or in the
            history alone.
        called: what else it is called or reached by.
        texts: whether it is to be left out of the present texts of others too.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the text names no or several customers.
        PartOfAnother: it was merged into another one.
    """
    customer_id = remembered(book, text)
    with book.reading() as connection:
        newest = newest_command(connection)
        going = gathered(connection, customer_id, (), called)
        in_book = is_customer(connection, customer_id)
    named = namings(book.reading, going.track, going.names)
    now = run.now.astimezone(UTC)
    erasure = Erasure(
        id=customer_id,
        merged=tuple(sorted(going.track.customers - {customer_id})),
        at=now,
        reason=run.reason,
        removed=removed(going),
        commands=len(going.commands),
        backups=held_backups(book.path, going.held, going.since, going.until, now),
        exports=held_exports(going.held),
        mentions=mentions(named, texts=texts),
        dry_run=True,
        hidden=going.hidden,
        replaced=len({(each.table, each.key) for each in named if each.is_left_out(texts=texts)}),
    )
    known = going.track.texts
    return Erasable(
        known.name,
        known.company,
        in_book,
        going.names.known,
        erasure,
        newest,
        named,
        called,
        texts,
    )


def _since(connection: sqlite3.Connection, track: Footprint) -> datetime | None:
    """Say from when on a copy may hold a customer; None if that is not known.

    The clock may have been set back after it was added: what was done later counts as well.
    """
    if track.texts.created is None:
        return None
    added = datetime.fromisoformat(track.texts.created)
    first = earliest_from(connection, min(track.commands, default=None))
    return added if first is None else min(added, first)


def gathered(
    connection: sqlite3.Connection,
    customer_id: int,
    gone: Collection[int],
    called: Iterable[str] = (),
) -> Going:
    """Gather what a book holds of a customer.

    Args:
        connection: the reading door.
        customer_id: whom; in the book or in its history alone.
        gone: the copies whose file is known to be gone.
        called: what else it is called or reached by; with it one that is erased is looked for again
            where others name it.

    Raises:
        CustomerNotFound: there is nothing of it.
        PartOfAnother: it was merged into another one.
    """
    other = absorber(connection, customer_id)
    if other is not None:
        raise PartOfAnother(id=customer_id, other=other)
    track = footprint(connection, customer_id)
    for each in called:
        track.texts.call(each)
    stone = stone_of(connection, customer_id) if track.is_empty else None
    if track.is_empty and not (stone and called):
        raise not_found(connection, f"id:{customer_id}")
    names = Names(
        known_by(track.texts),
        surely_known_by(track.texts),
        filed_under(track.texts),
        called_so(track.texts),
    )
    since, until = _since(connection, track), None if stone is None else stone.at
    going = Going(track, names, (), (), (), [], since, until)
    held = tuple(
        each for each in copies(connection) if each.holds(track.customers, going.since, going.until)
    )
    cleared = tuple(
        copies_to_clear(connection, track.customers, names, {each.id for each in held}, gone)
    )
    return going._replace(
        held=held,
        copies=cleared,
        commands=tuple(commands_to_clear(connection, track, names, held, cleared)),
        stones=stones_to_clear(connection, names.known),
    )


def mentions(named: Iterable[Naming], *, texts: bool) -> tuple[Mention, ...]:
    """List the records of others that still name a customer when it is erased.

    Args:
        named: where it is named.
        texts: whether it is left out of present texts too.
    """
    left = (each.mention for each in named if not each.is_left_out(texts=texts))
    return tuple(dict.fromkeys(each for each in left if each is not None))


def removed(going: Going) -> dict[str, int]:
    """Count the rows that go, by table."""
    return {**going.track.rows, "change": len(going.track.gone)}


def not_there(erasure: Erasure) -> set[int]:
    """List the copies on record whose file was seen to be gone."""
    files: tuple[HeldBackup | HeldExport, ...] = (*erasure.backups, *erasure.exports)
    return {each.id for each in files if each.id is not None and each.state is Presence.GONE}
