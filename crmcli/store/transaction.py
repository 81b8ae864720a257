"""The writing door from inside: one SQLModel session on one connection, and who wrote in it."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import bindparam, column, create_engine, delete, event, insert, table, text, update
from sqlalchemy.pool import StaticPool
from sqlmodel import Session

from crmcli.domain.codec import decoded, encoded
from crmcli.errors import N_, Conflict
from crmcli.store.schema.columns import instant_text

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence

    from crmcli.domain.run import Run

T = TypeVar("T")

_KEYED = frozenset(
    {
        "contact_person",
        "custom_field",
        "field_value",
        "obligation",
        "pin",
        "search_key",
        "setting",
        "tag",
    }
)
"""The tables whose rows have a key of their own instead of an id."""


class KeyTaken(Conflict):
    """A retry key that belongs to another command."""

    code = "key_taken"
    sentence = N_("The key {key} was already used by `crm {name}`.")
    hint = N_("Give each new command a key of its own.")


class Transaction:
    """One command's changes.

    Every change goes through `add`, `add_many`, `change` and `remove`, and carries the id of the
    command that makes it.

    Attributes:
        connection: the reading door on the same connection, so that a service sees its own writes.
        run: the run that writes.
        command_id: the id of the record of this command.
    """

    def __init__(self, session: Session, connection: sqlite3.Connection, run: Run) -> None:
        self.connection = connection
        self.run = run
        self._session = session
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
        """Insert one row and return its id (0 for a table with a key of its own).

        Tables are named by a word: a command need not load the models, which describe the schema
        (the customer's alone costs 20 ms).
        """
        self._changed = True
        columns = {each: _stored(value) for each, value in values.items()}
        target = table(name, *(column(each) for each in columns))
        result = self._session.execute(insert(target).values(**columns))
        # Without an id of its own the table leaves the one of the row before it.
        return 0 if name in _KEYED else int(result.lastrowid)  # type: ignore[attr-defined]

    def add_many(self, name: str, rows: Sequence[Mapping[str, object]]) -> None:
        """Insert many rows with the same columns."""
        if rows:
            self._changed = True
            target = table(name, *(column(each) for each in rows[0]))
            stored = [{each: _stored(value) for each, value in row.items()} for row in rows]
            self._session.execute(insert(target), stored)

    def add_rows(
        self, name: str, columns: Sequence[str], rows: Sequence[tuple[object, ...]]
    ) -> None:
        """Insert many rows whose values are as the book keeps them: text, numbers or None.

        What the models would do to each value costs half of a large import, so it is done before.
        """
        if rows:
            self._changed = True
            places = ", ".join("?" * len(columns))
            statement = f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({places})"  # noqa: S608 - our names
            self._session.connection().exec_driver_sql(statement, list(rows))

    def change(self, name: str, key: Mapping[str, object], /, **values: object) -> int:
        """Update the rows of a table that match a key; return how many there were."""
        self._changed = True
        columns = {each: _stored(value) for each, value in values.items()}
        target = table(name, *(column(each) for each in (*key, *columns)))
        matching = [target.c[each] == _stored(value) for each, value in key.items()]
        result = self._session.execute(update(target).where(*matching).values(**columns))
        return int(result.rowcount)  # type: ignore[attr-defined]

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
        self._changed = True
        target = table(name, *(column(each) for each in {**key, **rows[0]}))
        matching = [target.c[each] == _stored(value) for each, value in key.items()]
        changes: dict[str, Any] = {each: bindparam(f"new_{each}") for each in rows[0] if each != by}
        statement = update(target).where(*matching, target.c[by] == bindparam(f"new_{by}"))
        values = [{f"new_{each}": _stored(value) for each, value in row.items()} for row in rows]
        self._session.execute(statement.values(**changes), values)

    def remove(self, name: str, /, **key: object) -> int:
        """Delete the rows of a table that match a key; return how many there were."""
        self._changed = True
        target = table(name, *(column(each) for each in key))
        matching = [target.c[each] == _stored(value) for each, value in key.items()]
        result = self._session.execute(delete(target).where(*matching))
        return int(result.rowcount)  # type: ignore[attr-defined]

    def run_sql(self, statement: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Run a statement for rows that no model describes: the full-text tables."""
        if rows:
            self._changed = True
            self._session.execute(text(statement), rows)

    def replayed(self, kind: type[T]) -> T | None:
        """Return the first result of this run's retry key, or None if the key is new.

        Raises:
            KeyTaken: the key belongs to another command.
        """
        if self.run.key is None:
            return None
        query = "SELECT name, result FROM command WHERE key = ?"
        row = self.connection.execute(query, (self.run.key,)).fetchone()
        if row is None:
            return None
        name, result = row
        if name != self.run.command or result is None:
            raise KeyTaken(key=self.run.key, name=name)
        return decoded(kind, result)

    def finished(self, result: T) -> T:
        """Record the command if it changed anything, keep its result for retries, return it."""
        if self._changed:
            _ = self.command_id
        if self.run.key is not None:
            self.change("command", {"id": self.command_id}, result=encoded(result))
        return result


@contextmanager
def opened_transaction(connection: sqlite3.Connection, run: Run) -> Iterator[Transaction]:
    """Begin a transaction with the lock taken at once, and commit it if its block ends well."""
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)

    @event.listens_for(engine, "begin")
    def take_the_lock(_: object) -> None:
        connection.execute("BEGIN IMMEDIATE")

    with Session(engine) as session, session.begin():
        session.connection()
        yield Transaction(session, connection, run)


def _stored(value: object) -> object:
    if isinstance(value, datetime):
        return instant_text(value)
    return value.isoformat() if isinstance(value, date) else value
