"""The writing door from inside: one SQLModel session on one connection, and who wrote in it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import create_engine, event, text
from sqlalchemy.pool import StaticPool
from sqlmodel import Session

from crmcli.domain.codec import encoded
from crmcli.interrupts import ignore_interrupts
from crmcli.store.history.noting import COLUMNS, Noting
from crmcli.store.history.replay import replayed
from crmcli.store.records import KEYS, PARTS
from crmcli.store.statements import chunks, condition, insertion, stored
from crmcli.store.waiting import take_lock

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence

    from crmcli.domain.run import Run

T = TypeVar("T")

_NOTES_AT_ONCE = 1000
_ROWS_AT_ONCE = 500


class Transaction:
    """One command's changes.

    Every change goes through `add`, `add_many`, `add_rows`, `change`, `change_many` and `remove`:
    they note it under the command that makes it, so that it can be told and taken back. Tables are
    named by a word: a command need not load the models, which describe the schema (the customer's
    alone costs 20 ms).

    Attributes:
        connection: the reading door on the same connection, so that a service sees its own writes.
        run: the run that writes.
        command_id: the id of the record of this command.
    """

    def __init__(self, session: Session, connection: sqlite3.Connection, run: Run) -> None:
        self.connection = connection
        self.run = run
        self._session = session
        self._noting = Noting(connection)
        self._recorded: int | None = None
        self._changed = False

    @property
    def command_id(self) -> int:
        """Record the command on first use and return its id."""
        if self._recorded is None:
            self._recorded = self.add(
                "command",
                at=self.run.now,
                author=self.run.author,
                name=self.run.command,
                line=self.run.line,
                reason=self.run.reason,
                key=self.run.key,
            )
        return self._recorded

    def add(self, name: str, /, **values: object) -> int:
        """Insert one row and return its id (0 for a table with a key of its own)."""
        row = {each: stored(value) for each, value in values.items()}
        result = self._run(insertion(name, tuple(row)), tuple(row.values()))
        # Without an id of its own the table leaves the one of the row before it.
        key = 0 if name in KEYS else int(result.lastrowid)
        self._noting.added(name, key, row)
        self._spill_notes()
        return key

    def add_many(self, name: str, rows: Sequence[Mapping[str, object]]) -> None:
        """Insert many rows with the same columns."""
        if rows:
            kept = [tuple(stored(value) for value in row.values()) for row in rows]
            self.add_rows(name, tuple(rows[0]), kept)

    def add_rows(
        self, name: str, columns: Sequence[str], rows: Sequence[tuple[object, ...]]
    ) -> None:
        """Insert many rows whose values are as the book keeps them: text, numbers or None.

        Without an id among its columns, a table that has ids gives them out in order.
        """
        if not rows:
            return
        self._run(insertion(name, columns), list(rows))
        if name not in KEYS and "id" not in columns:
            (last,) = self.connection.execute("SELECT last_insert_rowid()").fetchone()
            columns = ("id", *columns)
            first = last - len(rows) + 1
            rows = [(first + at, *row) for at, row in enumerate(rows)]
        self._noting.added_rows(name, columns, rows)
        self._spill_notes()

    def change(self, name: str, key: Mapping[str, object], /, **values: object) -> int:
        """Update the rows of a table that match a key; return how many there were."""
        matching = {each: stored(value) for each, value in key.items()}
        row = {each: stored(value) for each, value in values.items()}
        if not self._noting.is_new(name, matching):
            columns, found = self._select(name, matching)
            for old in found:
                self._noting.changed(name, dict(zip(columns, old, strict=True)), row)
            self._spill_notes()
        where, arguments = condition(matching)
        assignments = ", ".join(f'"{each}" = ?' for each in row)
        sql = f"UPDATE {name} SET {assignments} WHERE {where}"  # noqa: S608 - our names
        return int(self._run(sql, (*row.values(), *arguments)).rowcount)

    def change_many(
        self, name: str, key: Mapping[str, object], by: str, rows: Sequence[Mapping[str, object]]
    ) -> None:
        """Update many rows of a table, each with values of its own.

        Args:
            name: the table.
            key: what all of the rows have in common.
            by: the column that tells them apart.
            rows: for each row the value of that column, and of the columns to be changed.
        """
        if not rows:
            return
        common = {each: stored(value) for each, value in key.items()}
        where, arguments = condition(common)
        changed = [each for each in rows[0] if each != by]
        for part in chunks(rows, _ROWS_AT_ONCE):
            new = {stored(row[by]): {each: stored(row[each]) for each in changed} for row in part}
            places = ",".join("?" * len(new))
            sql = f'SELECT * FROM {name} WHERE {where} AND "{by}" IN ({places})'  # noqa: S608 - our names
            cursor = self.connection.execute(sql, (*arguments, *new))
            columns = [each[0] for each in cursor.description]
            for values in cursor.fetchall():
                old = dict(zip(columns, values, strict=True))
                self._noting.changed(name, old, new[old[by]])
            assignments = ", ".join(f'"{each}" = ?' for each in changed)
            sql = f'UPDATE {name} SET {assignments} WHERE {where} AND "{by}" = ?'  # noqa: S608 - our names
            self._run(sql, [(*row.values(), *arguments, which) for which, row in new.items()])
            self._spill_notes()

    def remove(self, name: str, /, **key: object) -> int:
        """Delete the rows of a table that match a key, with their parts; return how many."""
        matching = {each: stored(value) for each, value in key.items()}
        return self._remove(name, *condition(matching))

    def remove_ids(self, name: str, first: int, last: int) -> int:
        """Delete the rows of a table with ids from `first` to `last`, with their parts."""
        return self._remove(name, "id BETWEEN ? AND ?", (first, last))

    def is_new(self, name: str, row: Mapping[str, object]) -> bool:
        """Tell whether this command added a row, or what it is a part of.

        Args:
            name: the table.
            row: as much of it as is known, its id and what it is a part of.
        """
        return self._noting.is_new(name, row)

    def run_sql(self, statement: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Run a statement for rows that have no history: full-text tables and search keys."""
        if rows:
            self._changed = True
            self._session.execute(text(statement), rows)

    def replayed(self, kind: type[T]) -> T | None:
        """Return the first result of this run's retry key, or None if the key is new.

        Raises:
            KeyTaken: the key belongs to another command.
        """
        return replayed(self.connection, self.run, kind)

    def finished(self, result: T, *, kept: bool = False) -> T:
        """Record the command if it changed anything, keep its result for retries, return it.

        Args:
            result: what the command answers.
            kept: whether it is kept without a retry key too, since the history tells of it.
        """
        if self._changed:
            _ = self.command_id
        if kept or self.run.key is not None:
            self.keep(self.command_id, result)
        return result

    def keep(self, command_id: int, result: object) -> None:
        """Keep the result of a command in the place of the one it has."""
        self.change("command", {"id": command_id}, result=encoded(result))

    def close(self) -> None:
        """Write what is noted and not yet written."""
        notes = self._noting.take()
        if notes:
            command = self.command_id
            sql = insertion("change", ("command_id", *COLUMNS))
            self._run(sql, [(command, *(stored(value) for value in note)) for note in notes])

    def _remove(self, name: str, where: str, arguments: tuple[object, ...]) -> int:
        sql = f"SELECT * FROM {name} WHERE {where}"  # noqa: S608 - our names
        cursor = self.connection.execute(sql, arguments)
        columns = [each[0] for each in cursor.description]
        # Noted from the parts to the whole: put back in reverse, each finds what it belongs to.
        removed = 0
        for rows in iter(lambda: cursor.fetchmany(_ROWS_AT_ONCE), []):
            removed += len(rows)
            self._remove_parts(name, columns, rows)
            self._noting.removed(name, columns, rows)
            self._spill_notes()
        if removed:
            self._run(f"DELETE FROM {name} WHERE {where}", arguments)  # noqa: S608 - our names
        return removed

    def _remove_parts(
        self, name: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]
    ) -> None:
        if "id" not in columns:
            return
        at = columns.index("id")
        ids = [row[at] for row in rows]
        for part, wholes in reversed(tuple(PARTS.items())):
            for column, whole in wholes.items():
                if whole == name:
                    places = ",".join("?" * len(ids))
                    self._remove(part, f"{column} IN ({places})", tuple(ids))

    def _select(
        self, name: str, key: Mapping[str, object]
    ) -> tuple[list[str], list[tuple[Any, ...]]]:
        where, arguments = condition(key)
        sql = f"SELECT * FROM {name} WHERE {where}"  # noqa: S608 - our names
        cursor = self.connection.execute(sql, arguments)
        return [each[0] for each in cursor.description], cursor.fetchall()

    def _run(self, sql: str, values: tuple[object, ...] | list[tuple[object, ...]]) -> Any:  # noqa: ANN401 - a cursor
        self._changed = True
        return self._session.connection().exec_driver_sql(sql, values)

    def _spill_notes(self) -> None:
        # A range that is still growing, as that of an import, goes on as another one.
        if self._noting.waiting > _NOTES_AT_ONCE:
            self.close()


@contextmanager
def opened_transaction(
    connection: sqlite3.Connection, run: Run, *, last: bool = True
) -> Iterator[Transaction]:
    """Begin a transaction with the lock taken at once, and commit it if its block ends well.

    Args:
        connection: a connection of its own.
        run: the run that writes.
        last: whether the command is done with it; then its commit is not interrupted.
    """
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)

    @event.listens_for(engine, "begin")
    def take_the_lock(_: object) -> None:
        take_lock(connection)

    with Session(engine) as session, session.begin():
        session.connection()
        transaction = Transaction(session, connection, run)
        yield transaction
        transaction.close()
        if last and connection.total_changes:
            ignore_interrupts()
