"""What the history kept of texts of others that name a customer, and that are not theirs any more.

A value that the record still has is no past one: whoever takes the change back must find it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli.domain.erasure import Mention, Naming, Way
from crmcli.domain.hiding import hidden
from crmcli.domain.history import Action
from crmcli.store.erasure.free_texts import OWN, SET, free_texts
from crmcli.store.reads.erasure.kept_note import image
from crmcli.store.reads.history.merges import absorber
from crmcli.store.reads.lookup import is_customer
from crmcli.store.records import KEYS, key_columns
from crmcli.store.statements import condition

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence

    from crmcli.store.reads.erasure.clearing import Names

COLUMNS = 'id, record, action, first, last, "key", customer_id, old, new'
"""The columns of a note that are looked at."""


_NAMED = {"customer": "id", "person": "customer_id"}
"""The tables of those who have names, with the column that says whose a row is."""


class Note(NamedTuple):
    """A note of the history; names as in the table `change`."""

    id: int
    record: str
    action: str
    first: int | None
    last: int | None
    key: str | None
    customer_id: int | None
    old: str | None
    new: str | None

    def rows(self) -> list[dict[str, Any]]:
        """Read the rows that it holds, or old and new values of one."""
        if self.action == Action.REMOVED:
            return image(self.old)
        return [json.loads(each or "{}") for each in (self.old, self.new)]

    def key_of(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Give the key of the record that one of its rows was."""
        if self.action == Action.REMOVED:
            return {name: row[name] for name in key_columns(self.record)}
        if self.key is None:
            return {"id": self.first}
        return dict(zip(KEYS[self.record], json.loads(self.key), strict=True))

    def owner_of(self, row: Mapping[str, Any]) -> int | None:
        """Give whose record it was; None where it does not say so."""
        found = self.customer_id
        if found is None:
            found = row.get("id" if self.record == "customer" else "customer_id")
        return found if isinstance(found, int) else None


class PastText(NamedTuple):
    """A text of a note.

    Args:
        row: the number of the row that holds it.
        column: its column.
        value: the text.
        naming: where it is, and how it is told.
        is_present: whether the record has it still.
    """

    row: int
    column: str
    value: str
    naming: Naming
    is_present: bool


class PastTexts:
    """Looks through notes for texts that name a customer.

    Args:
        names: by what the customer is looked for.
    """

    def __init__(self, names: Names) -> None:
        self._traces, self._surely = names.known, names.surely
        self._columns = {name: frozenset(each) for name, each in past_columns().items()}
        self._gone: dict[int, bool] = {}
        self._namesakes: dict[int, bool] = {}

    def are_in(self, note: Note) -> bool:
        """Tell whether a note has any, without a look at the book."""
        return next(self._telling(note), None) is not None

    def of(self, connection: sqlite3.Connection, note: Note) -> Iterator[PastText]:
        """Yield those of a note; one that the record has still too, if that can be left out."""
        own = OWN.get(note.record, frozenset())
        for number, row, column, value in self._telling(note):
            is_present = _present(connection, note, row, column) == value
            if is_present and column in own:
                continue
            for mention, asked in self._told(connection, note, row, column, is_present=is_present):
                naming = Naming("change", (note.id,), mention, asked)
                yield PastText(number, column, value, naming, is_present)

    def _told(
        self,
        connection: sqlite3.Connection,
        note: Note,
        row: Mapping[str, Any],
        column: str,
        *,
        is_present: bool,
    ) -> Iterator[tuple[Mention | None, bool]]:
        """Say how a text is told, and whether it is left out only where that is asked for."""
        if is_present:
            yield None, True
            return
        left = row[column]
        is_kept = column in OWN.get(note.record, ()) or self._is_namesake(connection, note, row)
        if not is_kept and self._surely.are_in(left):
            yield None, False
            left = hidden(left, self._surely)
        if self._traces.are_in(left):
            yield self._mention(connection, note, row), True

    def _telling(self, note: Note) -> Iterator[tuple[int, dict[str, Any], str, str]]:
        columns = self._columns.get(note.record, frozenset())
        for number, row in enumerate(note.rows()):
            for column, value in row.items():
                if column in columns and isinstance(value, str) and self._traces.are_in(value):
                    yield number, row, column, value

    def _mention(
        self, connection: sqlite3.Connection, note: Note, row: Mapping[str, Any]
    ) -> Mention:
        owner = note.owner_of(row)
        is_gone = owner is not None and self._is_gone(connection, owner)
        return Mention("change", note.id, owner, Way.ERASE if is_gone else Way.TEXTS)

    def _is_namesake(
        self, connection: sqlite3.Connection, note: Note, row: Mapping[str, Any]
    ) -> bool:
        """Tell whether the other, or one of its people, is or was called the same."""
        if note.record in _NAMED and self._traces.are_in(row.get("name")):
            return True
        owner = note.owner_of(row)
        if owner is None:
            return False
        if owner not in self._namesakes:
            called = _called(connection, owner)
            self._namesakes[owner] = any(self._traces.are_in(each) for each in called)
        return self._namesakes[owner]

    def _is_gone(self, connection: sqlite3.Connection, customer_id: int) -> bool:
        """Tell whether a customer is in the history alone, and in nobody else."""
        if customer_id not in self._gone:
            there = is_customer(connection, customer_id)
            self._gone[customer_id] = not there and absorber(connection, customer_id) is None
        return self._gone[customer_id]


def _called(connection: sqlite3.Connection, customer_id: int) -> Iterator[str | None]:
    """Yield what a customer and its people are called, and what they were in the past."""
    for table, owner in _NAMED.items():
        yield from (
            name
            for (name,) in connection.execute(
                f"SELECT name FROM {table} WHERE {owner} = ?",  # noqa: S608 - our names
                (customer_id,),
            )
        )
    sql = f"SELECT {COLUMNS} FROM change WHERE customer_id = ? AND record IN (?, ?)"  # noqa: S608 - our names
    for each in connection.execute(sql, (customer_id, *_NAMED)):
        yield from (row.get("name") for row in Note(*each).rows())


def _present(
    connection: sqlite3.Connection, note: Note, row: Mapping[str, Any], column: str
) -> object:
    where, values = condition(note.key_of(row))
    sql = f'SELECT "{column}" FROM {note.record} WHERE {where}'  # noqa: S608 - our names
    found = connection.execute(sql, values).fetchone()
    return None if found is None else found[0]


def past_columns() -> dict[str, Sequence[str]]:
    """Return the columns by table whose past texts are looked at."""
    found: dict[str, Sequence[str]] = {}
    for table, columns in free_texts().items():
        names = [each for each in columns if each not in SET.get(table, ())]
        names += (each for each in OWN.get(table, ()) if each not in names)
        if names:
            found[table] = names
    return found
