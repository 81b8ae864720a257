"""The first answer to a retry key."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, TypeVar

from crmcli.domain.codec import decoded
from crmcli.errors import N_, Conflict
from crmcli.store.connection import faults_of, open_book

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from crmcli.domain.run import Run

T = TypeVar("T")


class KeyTaken(Conflict):
    """A retry key that belongs to another command."""

    code = "key_taken"
    sentence = N_("The key {key} was already used by `crm {name}`.")
    hint = N_("Give each new command a key of its own.")


def replayed(connection: sqlite3.Connection, run: Run, kind: type[T]) -> T | None:
    """Return the first result of a run's retry key; None if it has none, or the key is new.

    Whoever writes asks within the transaction: two runs with one key may come at once.

    Args:
        connection: the reading door, or that of a transaction; the book may be of any version.
        run: the run.
        kind: the class of its result.

    Raises:
        KeyTaken: the key belongs to another command.
    """
    if run.key is None:
        return None
    query = "SELECT name, result FROM command WHERE key = ?"
    row = connection.execute(query, (run.key,)).fetchone()
    if row is None:
        return None
    name, result = row
    if name != run.command or result is None:
        raise KeyTaken(key=run.key, name=name)
    return decoded(kind, result)


def command_of_key(connection: sqlite3.Connection, key: str) -> int:
    """Return the command that a retry key, which is known, belongs to."""
    (found,) = connection.execute("SELECT id FROM command WHERE key = ?", (key,)).fetchone()
    return int(found)


def first_answer(path: Path, run: Run, kind: type[T]) -> T | None:
    """Return the first result of a run's retry key before anything is done for it.

    Args:
        path: the book, of any version; it may not be there yet.
        run: the run.
        kind: the class of its result.

    Raises:
        KeyTaken: the key belongs to another command.
        StorageFault: the book cannot be read.
    """
    if run.key is None or not path.exists():
        return None
    with closing(open_book(path, writing=False)) as connection, faults_of(path):
        return replayed(connection, run, kind)
