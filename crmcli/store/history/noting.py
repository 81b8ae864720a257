"""Noting what a command changes, so that it can be told and taken back.

What is added is noted by its ids, those that follow one another as one range: the rows themselves
are in their tables; a row without an id is noted whole. Old values are noted where something
changes or goes. Parts of a record that the same command added are not noted at all, since they
come and go with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli.domain.history import Action
from crmcli.domain.id_ranges import IdRanges
from crmcli.store.records import (
    KEYS,
    PARTS,
    UNNOTED,
    customer_of,
    json_text,
    key_text,
    number_column,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence

COLUMNS = ("record", "action", "first", "last", "key", "customer_id", "old", "new")
"""The columns of a note, beside the command's."""


class Note(NamedTuple):
    """One row of the table `change`, without its command; names as there."""

    record: str
    action: Action
    first: int | None = None
    last: int | None = None
    key: str | None = None
    customer_id: int | None = None
    old: str | None = None
    new: str | None = None


class Noting:
    """What one command has changed so far.

    Args:
        connection: the reading door of the command's transaction.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._added: dict[str, IdRanges] = {}
        self._notes: list[Note] = []

    @property
    def waiting(self) -> int:
        """How many notes have not been taken yet."""
        return len(self._notes)

    def take(self) -> list[Note]:
        """Hand over the notes so far, in order."""
        notes, self._notes = self._notes, []
        return notes

    def is_new(self, table: str, row: Mapping[str, object]) -> bool:
        """Tell whether a row, or what it is a part of, was added by this command.

        Args:
            table: the row's table.
            row: it, or as much of it as is known.
        """
        if table in UNNOTED:
            return True
        added = self._added.get(table)
        if added is not None and row.get("id") in added:
            return True
        return self._is_part_of_new(table, row)

    def added(self, table: str, key: int, row: Mapping[str, object]) -> None:
        """Note a row that was added, under its id (0 for a table without)."""
        if table in UNNOTED or self._is_part_of_new(table, row):
            return
        owner = customer_of(self._connection, table, {"id": key, **row})
        if table in KEYS:
            number, name = _number(table, row), key_text(table, row)
            self._notes.append(
                Note(table, Action.ADDED, number, number, name, owner, new=json_text(dict(row)))
            )
        else:
            self._note_ids(table, key, key, owner)

    def added_rows(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Note rows that were added, with their ids among the columns where they have one."""
        if table in UNNOTED:
            return
        # Nearly all rows of an import are parts of customers it added: they cost no more than this.
        wholes = [
            (columns.index(column), self._added[whole])
            for column, whole in PARTS.get(table, {}).items()
            if column in columns and whole in self._added
        ]
        for row in rows:
            if not any(row[at] in added for at, added in wholes):
                known = dict(zip(columns, row, strict=True))
                self.added(table, known.get("id", 0), known)

    def changed(self, table: str, row: Mapping[str, object], values: Mapping[str, object]) -> None:
        """Note what new values change in a row, if they change anything.

        Args:
            table: the row's table.
            row: all of it, as it was.
            values: the new values of some columns, as the book keeps them.
        """
        if self.is_new(table, row):
            return
        new = {name: each for name, each in values.items() if row[name] != each}
        if not new:
            return
        old = {name: row[name] for name in new}
        number = _number(table, row)
        key = key_text(table, row) if table in KEYS else None
        # One that moves is its new owner's: that one's history tells where it came from.
        owner = customer_of(self._connection, table, {**row, **values})
        self._notes.append(
            Note(table, Action.CHANGED, number, number, key, owner, json_text(old), json_text(new))
        )

    def removed(self, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
        """Note rows that go, whole."""
        if table in UNNOTED:
            return
        known = [dict(zip(columns, row, strict=True)) for row in rows]
        kept = [row for row in known if not self._is_part_of_new(table, row)]
        if not kept:
            return
        numbers = [each for row in kept if (each := _number(table, row)) is not None]
        owners = {customer_of(self._connection, table, row) for row in kept}
        content = {"columns": list(columns), "rows": [list(row.values()) for row in kept]}
        self._notes.append(
            Note(
                table,
                Action.REMOVED,
                min(numbers, default=None),
                max(numbers, default=None),
                key_text(table, kept[0]) if table in KEYS and len(kept) == 1 else None,
                owners.pop() if len(owners) == 1 else None,
                json_text(content),
            )
        )

    def _note_ids(self, table: str, first: int, last: int, owner: int | None) -> None:
        self._added.setdefault(table, IdRanges()).add(first, last)
        before = self._notes[-1] if self._notes else None
        if (
            before is not None
            and (before.record, before.action, before.last) == (table, Action.ADDED, first - 1)
            and (table == "customer" or before.customer_id == owner)
        ):
            self._notes[-1] = before._replace(
                last=last, customer_id=None if table == "customer" else owner
            )
        else:
            self._notes.append(Note(table, Action.ADDED, first, last, customer_id=owner))

    def _is_part_of_new(self, table: str, row: Mapping[str, object]) -> bool:
        return any(
            whole in self._added and row.get(column) in self._added[whole]
            for column, whole in PARTS.get(table, {}).items()
        )


def _number(table: str, row: Mapping[str, object]) -> int | None:
    column = number_column(table)
    found = None if column is None else row[column]
    return found if isinstance(found, int) else None
