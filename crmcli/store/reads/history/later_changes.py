"""What others changed after a command, as far as it still holds.

A customer counts as one record with all that belongs to it: its clocks follow from its contacts,
its classes from its facts, so that nothing of it can be put back alone. What belongs to the whole
book, such as a setting, counts by its own key or id; a policy by its name, for each change of it
takes the place of the one before.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from crmcli.domain.history import Action
from crmcli.domain.id_ranges import IdRanges
from crmcli.store.reads.history.command_records import command_record
from crmcli.store.records import KEYS, PARTS, key_text

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Mapping, Sequence

    from crmcli.domain.history import CommandRecord

_OF_BOOK = {
    table: (column, whole)
    for table, wholes in PARTS.items()
    for column, whole in wholes.items()
    if whole != "customer" and whole not in PARTS
}
"""By table the column by which its rows are parts of a record of the whole book, and which."""

_PARTS_OF_BOOK = ", ".join(f"'{each}'" for each in _OF_BOOK)
_MOVED = "instr(old, '\"customer_id\":')"
_SQL = f"""
    SELECT record, action, first, last, "key", customer_id,
           CASE WHEN action = 'removed'
                     AND (customer_id IS NULL OR record IN ('policy_change', {_PARTS_OF_BOOK}))
                  OR action = 'changed' AND {_MOVED} THEN old END
      FROM change WHERE command_id = ?
"""  # noqa: S608 - a constant
_LAST_NOTE = "SELECT coalesce(max(id), 0) FROM change WHERE command_id = ?"
_POLICIES = "SELECT name FROM policy_change WHERE id BETWEEN ? AND ?"
_HORIZON = "horizon"


class Touched:
    """What a command changed.

    Attributes:
        customers: whose records.
        ids: by table the records of the whole book that have an id.
        keys: table and key of those that have none, and of policies.
        parts: by table the records of the whole book of which it changed a part alone.
    """

    def __init__(self) -> None:
        self.customers = IdRanges()
        self.ids: defaultdict[str, IdRanges] = defaultdict(IdRanges)
        self.keys: set[tuple[str, str]] = set()
        self.parts: defaultdict[str, IdRanges] = defaultdict(IdRanges)

    def meets(self, other: Touched) -> bool:
        """Tell whether another command changed any of the same."""
        return (
            not self.keys.isdisjoint(other.keys)
            or _meet(self.customers, other.customers)
            or any(_meet(own, other.ids[name]) for name, own in self.ids.items())
            or any(_meet(own, other.parts[name]) for name, own in self.ids.items())
            or any(_meet(own, other.ids[name]) for name, own in self.parts.items())
        )


def changed_since(
    connection: sqlite3.Connection, command_id: int, author: str
) -> CommandRecord | None:
    """Return the first command by somebody else that changed the same later, and still holds.

    Args:
        connection: the reading door.
        command_id: the command, which may be an undo or a redo.
        author: its author.
    """
    own = touched(connection, command_id)
    for each in _candidates(connection, command_id, author, own):
        if own.meets(touched(connection, each)):
            return command_record(connection, each)
    return None


def _candidates(
    connection: sqlite3.Connection, command_id: int, author: str, own: Touched
) -> list[int]:
    """List those of the later commands by others that still hold which may have changed the same.

    They are found by their customers, for there may be very many commands since; with all that
    changed what belongs to the whole book or to many customers. What moved rows to another customer
    changed the one they came from, too.
    """
    sql = f"""
        SELECT c.id, c.undoes IS NOT NULL FROM (
            SELECT n.command_id FROM json_each(:customers) r
                   CROSS JOIN change n ON n.customer_id BETWEEN json_extract(r.value, '$[0]')
                                                            AND json_extract(r.value, '$[1]')
             WHERE n.id > :after
            UNION SELECT command_id FROM change WHERE customer_id IS NULL AND id > :after
            UNION SELECT command_id FROM change WHERE record IN ({_PARTS_OF_BOOK}) AND id > :after
        ) JOIN command c ON c.id = command_id
         WHERE c.author <> :author AND (c.undoes IS NOT NULL OR c.undone_by IS NULL)
         ORDER BY c.id
    """  # noqa: S608 - our names
    (after,) = connection.execute(_LAST_NOTE, (command_id,)).fetchone()
    values = {"customers": json.dumps(list(own.customers)), "after": after, "author": author}
    found = connection.execute(sql, values).fetchall()
    turned = set(_turned(connection, command_id, author)) if found else set()
    return [key for key, turns in found if not turns or key in turned]


def holding(connection: sqlite3.Connection, command_id: int, author: str) -> list[int]:
    """List the later commands by others that still hold, in their order.

    A command and its undo that both came later leave nothing.
    """
    sql = """
        SELECT id FROM command
         WHERE id > ? AND author <> ? AND undoes IS NULL AND undone_by IS NULL
    """
    found = [key for (key,) in connection.execute(sql, (command_id, author))]
    return sorted([*found, *_turned(connection, command_id, author)])


def _turned(connection: sqlite3.Connection, command_id: int, author: str) -> Collection[int]:
    """Find the later undos and redos by others of something earlier.

    They hold unless they were followed by their opposite.
    """
    sql = """
        SELECT c.id, coalesce(u.undoes, c.undoes)
          FROM command c JOIN command u ON u.id = c.undoes
         WHERE c.undoes IS NOT NULL AND +c.id > ? AND c.author <> ? ORDER BY c.id
    """
    turned: dict[int, int] = {}
    for key, root in connection.execute(sql, (command_id, author)):
        if root < command_id and turned.pop(root, None) is None:
            turned[root] = key
    return turned.values()


RULES = frozenset({"policy_change", "rate", "setting"})
"""The tables of what the records of all customers are judged by: policies, rates, the currency."""


def rules_changed_since(connection: sqlite3.Connection, command_id: int) -> bool:
    """Tell whether a policy, a rate or a setting was changed, or put back, after a command."""
    sql = """
        SELECT 1 FROM change WHERE record IN ('policy_change', 'rate', 'setting')
           AND id > (SELECT max(id) FROM change WHERE command_id = ?) LIMIT 1
    """
    return connection.execute(sql, (command_id,)).fetchone() is not None


def touched(connection: sqlite3.Connection, command_id: int) -> Touched:
    """Gather what a command changed."""
    found = Touched()
    for record, action, first, last, key, customer, old in connection.execute(_SQL, (command_id,)):
        rows = _rows(old, action)
        for row in rows:
            owner = row.get("id" if record == "customer" else "customer_id")
            if owner is not None:
                found.customers.add(owner)
        if customer is not None:
            found.customers.add(customer)
        elif record == "customer":
            if action == Action.ADDED:
                found.customers.add(first, last)
        elif record not in PARTS:
            _take(found, record, first, last, key, rows)
        if record in _OF_BOOK:
            _take_part(found, record, key, rows)
        if record == "policy_change":
            names = [row["name"] for row in rows]
            names += (name for (name,) in connection.execute(_POLICIES, (first, last)))
            found.keys |= {(record, _group(name)) for name in names}
    return found


def _take_part(
    found: Touched, record: str, key: str | None, rows: Sequence[Mapping[str, Any]]
) -> None:
    """Take a part of what belongs to the whole book."""
    column, whole = _OF_BOOK[record]
    known = [dict(zip(KEYS[record], json.loads(key), strict=True))] if key else rows
    for row in known:
        found.parts[whole].add(row[column])


def _take(
    found: Touched,
    record: str,
    first: int | None,
    last: int | None,
    key: str | None,
    rows: Sequence[Mapping[str, Any]],
) -> None:
    """Take what belongs to the whole book."""
    if record in KEYS:
        keys = [key] if key else [key_text(record, row) for row in rows]
        found.keys |= {(record, each) for each in keys}
    elif first is not None:
        found.ids[record].add(first, last)


def _rows(old: str | None, action: str) -> list[dict[str, Any]]:
    """Read rows that were removed, or the values before of one that was changed."""
    if old is None:
        return []
    content = json.loads(old)
    if action == Action.CHANGED:
        return [content]
    return [dict(zip(content["columns"], row, strict=True)) for row in content["rows"]]


def _group(policy: str) -> str:
    """Give what counts as one policy: horizons hang together, for they must grow."""
    group = policy.partition(".")[0]
    return group if group == _HORIZON else policy


def _meet(some: IdRanges, others: IdRanges) -> bool:
    return any(some.overlaps(first, last) for first, last in others)
