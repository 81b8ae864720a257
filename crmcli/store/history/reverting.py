"""Taking back what a command changed, step by step, from its last change to its first.

Taking back is a change like any other: it goes through the same doors and is noted in its turn, so
bringing back is taking back what was taken back.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli.domain.due_kind import GREETING_KINDS
from crmcli.domain.history import Action
from crmcli.domain.id_ranges import IdRanges
from crmcli.domain.record_words import record_numbered
from crmcli.errors import N_, Conflict
from crmcli.store.index import drop_text, put_texts
from crmcli.store.records import KEYS, key_columns
from crmcli.store.texts import OF_LOG, index_of, joined

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence

    from crmcli.store.transaction import Transaction

_AT_ONCE = 500


class ChangedOutside(Conflict):
    """A record is not as the command left it."""

    code = "changed_since"
    sentence = N_("It cannot be taken back: {record} was changed past the history of crm.")
    hint = N_("See `crm history`; change it by hand.")


class _Note(NamedTuple):
    id: int
    record: str
    action: Action
    first: int | None
    last: int | None
    key: str | None
    customer_id: int | None
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """Some changes of one table that are taken back together.

    Args:
        record: the table.
        action: what the command did, and is now taken back.
        notes: the changes, the last one first.
    """

    record: str
    action: Action
    notes: tuple[_Note, ...]

    def touches(self, columns: Mapping[str, frozenset[str]]) -> bool:
        """Whether any of these columns may change, by table."""
        wanted = columns.get(self.record, frozenset())
        if self.action is not Action.CHANGED:
            return bool(wanted)
        return not wanted.isdisjoint(json.loads(self.notes[0].old or "{}"))

    @property
    def size(self) -> int:
        """How many records it is about."""
        if self.action is Action.ADDED:
            return sum(1 + (each.last or 0) - (each.first or 0) for each in self.notes)
        if self.action is Action.REMOVED:
            return sum(len(_rows(each)[1]) for each in self.notes)
        return len(self.notes)

    @property
    def customers(self) -> IdRanges:
        """Whose records they are."""
        found = IdRanges()
        for note in self.notes:
            if self.record == "customer" and self.action is Action.ADDED:
                found.add(note.first or 0, note.last)
            elif note.customer_id is not None:
                found.add(note.customer_id)
                # A row that came from another customer goes back there.
                other = json.loads(note.old or "{}").get("customer_id")
                if self.action is Action.CHANGED and other is not None:
                    found.add(other)
            elif self.action is Action.REMOVED:
                columns, rows = _rows(note)
                name = "id" if self.record == "customer" else "customer_id"
                if name in columns:
                    at = columns.index(name)
                    for row in rows:
                        # A measure need be about nobody.
                        if row[at] is not None:
                            found.add(row[at])
        return found

    def take_back(self, transaction: Transaction) -> None:
        """Undo the changes.

        Raises:
            ChangedOutside: a record is not as the command left it.
        """
        if self.action is Action.ADDED:
            for note in self.notes:
                _remove(transaction, note)
        elif self.action is Action.REMOVED:
            for note in self.notes:
                _put_back(transaction, note)
        else:
            _change_back(transaction, self.record, self.notes)


def steps(connection: sqlite3.Connection, command_id: int) -> Iterator[Step]:
    """Yield the steps that take a command back, in their order."""
    group: list[_Note] = []
    for note in _notes(connection, command_id):
        if group and (_kind(group[0]) != _kind(note) or len(group) == _AT_ONCE):
            yield Step(group[0].record, group[0].action, tuple(group))
            group = []
        group.append(note)
    if group:
        yield Step(group[0].record, group[0].action, tuple(group))


def _notes(connection: sqlite3.Connection, command_id: int) -> Iterator[_Note]:
    """Yield the changes of a command from the last to the first, long ranges in pieces."""
    sql = (
        'SELECT id, record, action, first, last, "key", customer_id, old, new FROM change'
        " WHERE command_id = ? AND id < ? ORDER BY id DESC LIMIT ?"
    )
    before = 2**63 - 1
    while rows := connection.execute(sql, (command_id, before, _AT_ONCE)).fetchall():
        for row in rows:
            note = _Note(row[0], row[1], Action(row[2]), *row[3:])
            before = note.id
            yield from _pieces(note)


def _pieces(note: _Note) -> Iterator[_Note]:
    if note.action is not Action.ADDED or note.first is None or note.last is None:
        yield note
        return
    for last in range(note.last, note.first - 1, -_AT_ONCE):
        yield note._replace(first=max(note.first, last - _AT_ONCE + 1), last=last)


def _kind(note: _Note) -> tuple[object, ...]:
    # What is taken back in one statement: changes of the same columns of the same table.
    if note.action is not Action.CHANGED:
        return (note.id, note.first)
    return (note.record, str(_shared(note)), *json.loads(note.old or "{}"))


def _remove(transaction: Transaction, note: _Note) -> None:
    if note.key is not None:
        key = dict(zip(KEYS[note.record], json.loads(note.key), strict=True))
        transaction.remove(note.record, **key)
        return
    first, last = note.first or 0, note.last or 0
    if note.record in OF_LOG:
        names = ", ".join(OF_LOG[note.record].words)
        sql = f"SELECT id, {names} FROM {note.record} WHERE id BETWEEN ? AND ?"  # noqa: S608 - our names
        for key, *texts in transaction.connection.execute(sql, (first, last)).fetchall():
            drop_text(transaction, index_of(note.record), key, joined(texts))
    transaction.remove_ids(note.record, first, last)


def _put_back(transaction: Transaction, note: _Note) -> None:
    columns, rows = _rows(note)
    if note.record == "obligation":
        rows = [row for row in rows if not _is_back(transaction.connection, columns, row)]
    transaction.add_rows(note.record, columns, [tuple(row) for row in rows])
    if note.record in OF_LOG:
        places = [columns.index(name) for name in OF_LOG[note.record].words]
        at = columns.index("id")
        texts = [(row[at], joined(row[each] for each in places)) for row in rows]
        put_texts(transaction, index_of(note.record), texts)


def _is_back(connection: sqlite3.Connection, columns: Sequence[str], row: Sequence[Any]) -> bool:
    """Tell of a greeting whether it is owed already, for a reason that came later."""
    known = dict(zip(columns, row, strict=True))
    if not _moves_on("obligation", known):
        return False
    sql = "SELECT 1 FROM obligation WHERE kind = ? AND subject_id = ?"
    return connection.execute(sql, (known["kind"], known["subject_id"])).fetchone() is not None


def _change_back(transaction: Transaction, record: str, notes: tuple[_Note, ...]) -> None:
    key, by = _shared(notes[0]), _telling(record)
    present = _present(transaction.connection, record, key, by, notes)
    rows, moved = [], []
    for note in notes:
        which = _which(note, by)
        now, old = present.get(which), json.loads(note.old or "{}")
        if now is None:
            # Erased since: nothing is left of it that could be put back.
            continue
        if any(now[name] != each for name, each in json.loads(note.new or "{}").items()):
            if _moves_on(record, now):
                continue
            raise ChangedOutside(record=record_numbered(record, which))
        rows.append({by: which, **old})
        present[which] = {**now, **old}
        moved.append((which, now, present[which]))
    transaction.change_many(record, key, by, rows)
    for which, now, then in moved:
        _reword(transaction, record, which, now, then)


def _moves_on(record: str, row: Mapping[str, Any]) -> bool:
    """Tell whether a row is another one by the day alone, and is put right afterwards."""
    return record == "obligation" and row["kind"] in GREETING_KINDS


def _reword(
    transaction: Transaction, record: str, key: int, now: dict[str, Any], then: dict[str, Any]
) -> None:
    if record not in OF_LOG:
        return
    names = OF_LOG[record].words
    before, after = (joined(row[name] for name in names) for row in (now, then))
    if before != after:
        drop_text(transaction, index_of(record), key, before)
        put_texts(transaction, index_of(record), [(key, after)])


def _present(
    connection: sqlite3.Connection,
    record: str,
    key: dict[str, Any],
    by: str,
    notes: tuple[_Note, ...],
) -> dict[Any, dict[str, Any]]:
    condition = "".join(f' AND "{name}" IS ?' for name in key)
    numbers = [_which(note, by) for note in notes]
    places = ",".join("?" * len(numbers))
    sql = f'SELECT * FROM {record} WHERE "{by}" IN ({places}){condition}'  # noqa: S608 - our names
    cursor = connection.execute(sql, (*numbers, *key.values()))
    names = [each[0] for each in cursor.description]
    rows = (dict(zip(names, row, strict=True)) for row in cursor)
    return {row[by]: row for row in rows}


def _telling(record: str) -> str:
    return key_columns(record)[-1]


def _shared(note: _Note) -> dict[str, Any]:
    """Give the columns of a key that all rows of a statement have in common."""
    if note.key is None:
        return {}
    return dict(zip(KEYS[note.record][:-1], json.loads(note.key)[:-1], strict=True))


def _which(note: _Note, by: str) -> Any:  # noqa: ANN401 - a number or a name
    return note.first if by == "id" else json.loads(note.key or "[null]")[-1]


def _rows(note: _Note) -> tuple[list[str], list[list[Any]]]:
    content = json.loads(note.old or '{"columns":[],"rows":[]}')
    return content["columns"], content["rows"]
