"""The first answer to a retry key, read before anything is done, from a book of any version."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, TypeVar

from crmcli.domain.codec import decoded
from crmcli.store.connection import faults_of, open_book

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from crmcli.domain.run import Run

T = TypeVar("T")


def first_answer(path: Path, run: Run, kind: type[T]) -> T | None:
    """Return the first result of a run's retry key; None if it has none, or the key is new.

    Args:
        path: the book; it may not be there yet.
        run: the run.
        kind: the class of its result.

    Raises:
        KeyTaken: the key belongs to another command.
        StorageFault: the book cannot be read.
    """
    if run.key is None or not path.exists():
        return None
    with closing(open_book(path, writing=False)) as connection, faults_of(path):
        return answer_in(connection, run, kind)


def answer_in(connection: sqlite3.Connection, run: Run, kind: type[T]) -> T | None:
    """Return the first result of a run's retry key in a book that is open; arguments likewise.

    Raises:
        KeyTaken: the key belongs to another command.
    """
    if run.key is None:
        return None
    from crmcli.store.transaction import KeyTaken  # noqa: PLC0415 - a retry alone

    query = "SELECT name, result FROM command WHERE key = ?"
    row = connection.execute(query, (run.key,)).fetchone()
    if row is None:
        return None
    name, result = row
    if name != run.command or result is None:
        raise KeyTaken(key=run.key, name=name)
    return decoded(kind, result)
