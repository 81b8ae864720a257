"""A book: the file with its two doors, one to read and one to write."""

from __future__ import annotations

from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

from crmcli.store.connection import SCHEMA_VERSION, faults_of, open_book
from crmcli.store.place import NoBook, inspect

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from crmcli.domain.run import Run
    from crmcli.store.transaction import Transaction


def _unseen() -> AbstractContextManager[Callable[[int, int], None]]:
    return nullcontext(lambda done, whole: None)  # noqa: ARG005 - it tells nobody


class Book:
    """One customer book.

    Args:
        path: the SQLite file; it need not be there yet.
        make_parents: whether the first write also makes missing folders (the default place only).
        renewing: opened while an older book is brought up to this program; what it gives is told
            how much of how much is done.
    """

    def __init__(
        self,
        path: Path,
        *,
        make_parents: bool = False,
        renewing: Callable[[], AbstractContextManager[Callable[[int, int], None]]] = _unseen,
    ) -> None:
        self.path = path
        self._make_parents = make_parents
        self._renewing = renewing

    @property
    def places(self) -> tuple[Path, ...]:
        """Every place that belongs to the book, be something there or not."""
        from crmcli.store.belongings import places_of  # noqa: PLC0415 - of no use to a read

        return places_of(self.path)

    @property
    def is_missing(self) -> bool:
        """Whether nothing lies at the book's place.

        Raises:
            StorageFault: something that is no book lies there, or it cannot be told.
        """
        try:
            inspect(self.path, parents=self._make_parents)
        except NoBook:
            return True
        return False

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Open the reading door: plain SQL on one consistent state of the book.

        Raises:
            NoBook: there is no book yet.
            StorageFault: the book cannot be read.
        """
        inspect(self.path, parents=self._make_parents)
        connection = open_book(self.path, writing=False)
        try:
            connection = self._brought_up(connection)
            with faults_of(self.path):
                # One transaction: several queries of one answer see the same book.
                connection.execute("BEGIN")
                yield connection
        finally:
            connection.close()

    @contextmanager
    def writing(
        self,
        run: Run,
        *,
        spill: bool = True,
        existing: bool = False,
        last: bool = True,
        rolls: bool = True,
    ) -> Iterator[Transaction]:
        """Open the writing door: one transaction that is committed whole or not at all.

        The lock is taken before the first read, so what is decided inside rests on what is
        committed. The first one of a day lets birthdays and festivals be those of that day.

        Args:
            run: the run that writes.
            spill: whether a large transaction may write pages early, which locks readers out.
            existing: whether the book must be there already; otherwise it is made.
            last: whether the command is done with it; then its commit is not interrupted.
            rolls: whether the book becomes that of the run's day; otherwise it stays as it was.

        Raises:
            NoBook: the book is not there but must be.
            ActingBook: it holds a trigger.
            StorageFault: the book cannot be made, read or written, or stays locked.
        """
        from crmcli.store.checks.actors import refuse_actors  # noqa: PLC0415 - writers only
        from crmcli.store.settling.rolling import roll  # noqa: PLC0415 - likewise
        from crmcli.store.transaction import opened_transaction  # noqa: PLC0415 - likewise

        try:
            inspect(self.path, parents=self._make_parents)
        except NoBook:
            if existing:
                raise
            from crmcli.store.creation import create_book  # noqa: PLC0415 - once in a book's life

            create_book(self.path, parents=self._make_parents)
        connection = open_book(self.path, writing=True, spill=spill)
        try:
            connection = self._brought_up(connection, writing=True, spill=spill)
            with faults_of(self.path), opened_transaction(connection, run, last=last) as opened:
                refuse_actors(connection, self.path)
                if rolls:
                    roll(connection, run.today)
                yield opened
        finally:
            connection.close()

    def _brought_up(
        self, connection: sqlite3.Connection, *, writing: bool = False, spill: bool = True
    ) -> sqlite3.Connection:
        with faults_of(self.path):
            (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version == SCHEMA_VERSION:
            return connection
        connection.close()
        from crmcli.store.migration import migrate  # noqa: PLC0415 - only when the file is behind

        with self._renewing() as progress:
            migrate(self.path, progress=progress)
        return open_book(self.path, writing=writing, spill=spill)
