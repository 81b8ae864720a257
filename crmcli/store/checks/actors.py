"""What in a book could act on its own: a trigger changes rows that no command speaks of."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from crmcli.domain.message import message
from crmcli.errors import N_, StorageFault
from crmcli.store.connection import faults_of, open_book
from crmcli.store.waiting import take_lock

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path


class HostileBook(StorageFault):
    """The file holds what no book of ours holds, and what could act."""

    code = "hostile_book"
    sentence = N_("{path} is not restored: it holds {what}, which could act on its own.")
    hint = N_("The book was not touched. Name a backup that crm made.")


class ActingBook(HostileBook):
    """The book itself holds it; whatever is written could become something else."""

    sentence = N_("{path} was not written: it holds {what}, which would act on its own.")
    hint = N_("Remove it with crm check --repair, which keeps the book as it is first.")


def triggers(connection: sqlite3.Connection) -> list[str]:
    """Name the triggers of a book; crm makes none."""
    sql = "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY rowid"
    return [name for (name,) in connection.execute(sql)]


def refuse_actors(connection: sqlite3.Connection, path: Path) -> None:
    """Check that nothing acts on what is about to be written.

    Raises:
        ActingBook: something would.
    """
    found = triggers(connection)
    if found:
        raise ActingBook(path=path, what=message(N_("the trigger {name}"), name=found[0]))


def remove_triggers(path: Path) -> None:
    """Remove every trigger of a book, of whatever version, before anything else is written.

    Raises:
        StorageFault: the book cannot be written, or stays locked.
    """
    with closing(open_book(path, writing=True)) as connection, faults_of(path):
        take_lock(connection)
        for name in triggers(connection):
            quoted = name.replace('"', '""')
            connection.execute(f'DROP TRIGGER "{quoted}"')
        connection.execute("COMMIT")
