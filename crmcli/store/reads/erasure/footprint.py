"""Everything a book holds of one customer: its rows, its history, and what else refers to it."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli.domain.history import Action
from crmcli.store.reads.erasure.identity_texts import IdentityTexts
from crmcli.store.reads.erasure.kept_note import KeptNote, image
from crmcli.store.reads.history.merges import absorbed, entangled
from crmcli.store.reads.history.touching_commands import (
    adding_among_others,
    adding_referrers,
    changed_others,
)
from crmcli.store.records import KEYS, LINKS, PARTS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping


class Footprint(NamedTuple):
    """What a book holds of a customer.

    Args:
        customers: its number, and those of customers that were merged into it.
        rows: how many rows there are, by table.
        parts: ids by table of the rows of others' tables that may refer to it.
        texts: its names, numbers and addresses, present and past.
        gone: the notes of the history that are its own.
        kept: those that hold something of others too, as they stay.
        commands: the commands that changed it.
        shared: those of them that changed others too.
        naming: commands that made others refer to it, and so named it somehow.
    """

    customers: frozenset[int]
    rows: Mapping[str, int]
    parts: Mapping[str, frozenset[int]]
    texts: IdentityTexts
    gone: frozenset[int]
    kept: Mapping[int, KeptNote]
    commands: frozenset[int]
    shared: frozenset[int]
    naming: frozenset[int]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing of it in the book."""
        return not (self.rows or self.gone or self.kept)


def footprint(connection: sqlite3.Connection, customer_id: int) -> Footprint:
    """Gather what a book holds of a customer; it may be in the history alone."""
    customers = {customer_id, *absorbed(connection, customer_id)}
    tracks = _Tracks(connection, customers)
    tracks.follow()
    return tracks.footprint()


class _Tracks:
    """What is known so far, table by table from the wholes to their parts."""

    def __init__(self, connection: sqlite3.Connection, customers: set[int]) -> None:
        self._connection = connection
        self._customers = customers
        self._entangled = entangled(connection, customers)
        self._ids: defaultdict[str, set[int]] = defaultdict(set)
        self._ids["customer"] = set(customers)
        self._rows: dict[str, int] = {}
        self._texts = IdentityTexts()
        self._gone: set[int] = set()
        self._kept: dict[int, KeptNote] = {}
        self._commands: set[int] = set(self._entangled)
        self._naming: set[int] = set()

    def follow(self) -> None:
        """Follow every track there is."""
        for table in ("customer", *PARTS):
            self._present(table)
        self._own_notes()
        for table in ("customer", *PARTS):
            self._mixed_notes(table)
        if self._entangled or len(self._customers) > 1:
            self._notes_under_others()
        for command in self._entangled:
            sql = "SELECT id FROM change WHERE command_id = ?"
            self._gone.update(key for (key,) in self._connection.execute(sql, (command,)))
        for table, columns in LINKS.items():
            for column, target in columns.items():
                if self._ids[target] and (target == "customer" or self._entangled):
                    self._references(table, column, frozenset(self._ids[target]))
        self._commands |= adding_among_others(self._connection, self._customers)
        self._naming |= adding_referrers(self._connection, self._customers)

    def footprint(self) -> Footprint:
        """Give what was found."""
        kept = {key: note for key, note in self._kept.items() if key not in self._gone}
        shared = {
            each
            for each in self._commands
            if changed_others(self._connection, each, self._customers, self._gone)
        }
        return Footprint(
            frozenset(self._customers),
            self._rows,
            {name: frozenset(ids) for name, ids in self._ids.items() if ids},
            self._texts,
            frozenset(self._gone),
            kept,
            frozenset(self._commands),
            frozenset(shared),
            frozenset(self._naming - self._commands),
        )

    def _present(self, table: str) -> None:
        wholes = PARTS.get(table, {"id": "customer"})
        places = " OR ".join(
            f'"{column}" IN (SELECT value FROM json_each(?))'  # noqa: S608 - our names
            for column in wholes
        )
        cursor = self._connection.execute(
            f"SELECT * FROM {table} WHERE {places}",  # noqa: S608 - our names
            [json.dumps(sorted(self._ids[whole])) for whole in wholes.values()],
        )
        for row in _rows(cursor):
            self._rows[table] = self._rows.get(table, 0) + 1
            self._is_own(table, row)

    def _own_notes(self) -> None:
        """Take the notes that are the customer's alone, and learn what was its own in the past."""
        past: defaultdict[str, set[int]] = defaultdict(set)
        sql = """
            SELECT id, command_id, record, action, first, last, old, new FROM change
             WHERE customer_id IN (SELECT value FROM json_each(?)) ORDER BY id DESC
        """
        rows = self._connection.execute(sql, (json.dumps(sorted(self._customers)),))
        for key, command, record, action, first, last, old, new in rows:
            self._gone.add(key)
            self._commands.add(command)
            if action == Action.REMOVED:
                for row in image(old):
                    self._texts.take(record, row)
                    if record not in KEYS:
                        past[record].add(row["id"])
                continue
            for values in (old, new):
                if action == Action.CHANGED and values:
                    self._texts.take(record, json.loads(values))
            if record not in KEYS and record in PARTS:
                past[record].update(range(first, last + 1))
        for table, ids in past.items():
            # What others were given since is theirs.
            self._ids[table] |= ids - self._of_others(table, ids)

    def _of_others(self, table: str, ids: set[int]) -> set[int]:
        sql = f"SELECT id FROM {table} WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608 - our names
        found = self._connection.execute(sql, (json.dumps(sorted(ids)),))
        return {key for (key,) in found} - self._ids[table]

    def _mixed_notes(self, table: str) -> None:
        """Take the customer's rows out of notes about rows of several customers."""
        sql = (
            "SELECT id, command_id, first, last, customer_id, old FROM change"
            # The index by customer finds these few; that by table, all notes of the table.
            " WHERE +record = ? AND action = 'removed' AND customer_id IS NULL"
        )
        numbers = [str(each) for each in self._customers]
        wanted = ""
        if table == "customer" or "customer_id" in PARTS[table]:
            # Only notes that hold such a number at all need be read.
            wanted = " OR ".join("instr(old, ?)" for _ in numbers)
        if wanted:
            sql += f" AND ({wanted})"
        rows = self._connection.execute(sql, (table, *(numbers if wanted else ())))
        for key, command, first, last, owner, old in rows:
            note = KeptNote(first, last, owner, old, None)
            if self._without_own(table, key, note):
                self._commands.add(command)

    def _notes_under_others(self) -> None:
        """Take notes about the customer's rows from when they belonged to somebody else."""
        changed = """
            SELECT id, command_id, action, first, last, customer_id, old, new FROM change
             WHERE record = ?1 AND first IN (SELECT value FROM json_each(?2)) AND action = 'changed'
        """
        removed = """
            SELECT id, command_id, action, first, last, customer_id, old, new FROM change n
             WHERE record = ?1 AND action = 'removed'
               AND EXISTS (SELECT 1 FROM json_each(?2) WHERE value BETWEEN n.first AND n.last)
        """
        for table, ids in list(self._ids.items()):
            numbers = json.dumps(sorted(ids))
            for sql in (changed, removed) if table in PARTS else ():
                for row in self._connection.execute(sql, (table, numbers)):
                    self._note_under_other(table, row)

    def _note_under_other(self, table: str, row: tuple[Any, ...]) -> None:
        key, command, action, *rest = row
        if key in self._gone or key in self._kept:
            return
        if action == Action.REMOVED:
            if self._without_own(table, key, KeptNote(*rest)):
                self._commands.add(command)
            return
        self._gone.add(key)
        self._commands.add(command)
        for values in rest[3:]:
            self._texts.take(table, json.loads(values or "{}"))

    def _without_own(self, table: str, key: int, note: KeptNote) -> bool:
        """Keep a note of removed rows without the customer's; tell whether there were any."""
        rows = image(note.old)
        others = [row for row in rows if not self._is_own(table, row)]
        if len(others) == len(rows):
            return False
        if others:
            note.keep(table, others)
            self._kept[key] = note
        else:
            self._gone.add(key)
        return True

    def _is_own(self, table: str, row: Mapping[str, Any]) -> bool:
        """Tell whether a row is the customer's; if so, learn from it."""
        wholes = PARTS.get(table, {"id": "customer"})
        own = any(row.get(column) in self._ids[whole] for column, whole in wholes.items())
        if not own and row.get("id") in self._ids[table]:
            own = table not in KEYS
        if own:
            self._texts.take(table, row)
            if table not in KEYS:
                self._ids[table].add(row["id"])
        return own

    def _references(self, table: str, column: str, targets: frozenset[int]) -> None:
        """Make notes about others refer to nobody where they refer to what goes."""
        sql = """
            SELECT id, command_id, action, first, last, customer_id, old, new FROM change
             WHERE record = ? AND action <> 'added'
               AND (action = 'removed' OR instr(old, ?) OR instr(new, ?))
               AND EXISTS (SELECT 1 FROM json_each(?) WHERE instr(old, value) OR instr(new, value))
        """
        named = f'"{column}":'
        values = (table, named, named, json.dumps(sorted(targets)))
        for key, command, action, *rest in self._connection.execute(sql, values):
            if key in self._gone:
                continue
            note = self._kept.get(key) or KeptNote(*rest)
            if note.dissolve(column, targets, removed=action == Action.REMOVED):
                self._kept[key] = note
                self._naming.add(command)
                if note.old == note.new:
                    # All that was changed was the reference; nothing is left to take back.
                    self._gone.add(key)


def _rows(cursor: sqlite3.Cursor) -> Iterator[dict[str, Any]]:
    names = [each[0] for each in cursor.description]
    return (dict(zip(names, row, strict=True)) for row in cursor)
