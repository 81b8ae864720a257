"""Records as they were after a change: as they are, with what was changed since taken back."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli.store.reads.history.merges import owners_since

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

Row = dict[str, Any]


class Moment(NamedTuple):
    """A record after a change.

    Attributes:
        record: its table, one with ids.
        id: its id.
        change: the number of the change.
        customer_id: whose record it is; None where that is not known, or for the whole book.
    """

    record: str
    id: int
    change: int
    customer_id: int | None = None


def past_states(connection: sqlite3.Connection, moments: Iterable[Moment]) -> dict[Moment, Row]:
    """Read records as they were; those that were erased since are left out.

    Args:
        connection: the reading door.
        moments: which records, after which changes.
    """
    by_record: defaultdict[str, set[Moment]] = defaultdict(set)
    for each in moments:
        by_record[each.record].add(each)
    found: dict[Moment, Row] = {}
    for record, wanted in by_record.items():
        found |= _Past(connection, record, wanted).states()
    return found


class _Past:
    """Some records of one table."""

    def __init__(self, connection: sqlite3.Connection, record: str, wanted: set[Moment]) -> None:
        self._connection = connection
        self._record = record
        self._wanted = wanted
        self._chunks: dict[int, dict[int, Row]] = {}

    def states(self) -> dict[Moment, Row]:
        """Give each record as it was at its moment."""
        last = self._present()
        later = self._changes()
        found: dict[Moment, Row] = {}
        for moment in sorted(self._wanted):
            row = last.get(moment.id)
            if row is None:
                row = last[moment.id] = self._removed(moment)
            if row:
                then = dict(row)
                for change, old in later.get(moment.id, ()):
                    if change > moment.change:
                        then.update(old)
                found[moment] = then
        return found

    def _present(self) -> dict[int, Row]:
        sql = f"SELECT * FROM {self._record} WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608 - our names
        cursor = self._connection.execute(sql, (self._ids(),))
        names = [each[0] for each in cursor.description]
        rows = (dict(zip(names, row, strict=True)) for row in cursor)
        return {row["id"]: row for row in rows}

    def _changes(self) -> dict[int, list[tuple[int, Row]]]:
        """Read what changed in the records since the first moment, the last change first."""
        sql = """
            SELECT c.first, c.id, c.old FROM json_each(:ids) j
                   CROSS JOIN change c ON c.record = :record AND c.first = j.value
             WHERE c.action = 'changed' AND c.old IS NOT NULL AND c.id > :after ORDER BY c.id DESC
        """
        after = min(each.change for each in self._wanted)
        values = {"ids": self._ids(), "record": self._record, "after": after}
        found: defaultdict[int, list[tuple[int, Row]]] = defaultdict(list)
        for key, change, old in self._connection.execute(sql, values):
            found[key].append((change, json.loads(old)))
        return found

    def _removed(self, moment: Moment) -> Row:
        """Read a record that is not there any more as it was when it was removed last.

        It may have been removed alone, with others of its customer, or with other customers. What
        came back came back as it had gone, so the last time is enough.
        """
        return next((row for row in self._removals(moment) if row), {})

    def _removals(self, moment: Moment) -> Iterator[Row]:
        """Yield what is found of it among removals of each kind, nothing where there is none."""
        alone = "+customer_id IS NOT NULL AND record = :record AND first = :id"
        yield self._removed_under(alone, moment)
        mine = moment.id if self._record == "customer" else moment.customer_id
        # What belonged to one that was merged into another went with that one.
        for owner in () if mine is None else owners_since(self._connection, mine):
            with_others = "customer_id = :owner AND +record = :record"
            yield self._removed_under(with_others, moment, owner)
        yield self._removed_under("customer_id IS NULL AND +record = :record", moment)

    def _removed_under(self, condition: str, moment: Moment, owner: int | None = None) -> Row:
        sql = f"""
            SELECT id FROM change WHERE {condition} AND action = 'removed'
               AND first <= :id AND last >= :id AND old IS NOT NULL ORDER BY id DESC
        """  # noqa: S608 - constants
        values = {"record": self._record, "id": moment.id, "owner": owner}
        for (change,) in self._connection.execute(sql, values):
            row = self._chunk(change).get(moment.id)
            if row is not None:
                return dict(row)
        return {}

    def _chunk(self, change: int) -> dict[int, Row]:
        """Read the rows of a removal by id; the last few stay at hand."""
        if change not in self._chunks:
            if len(self._chunks) == _CHUNKS:
                self._chunks.clear()
            sql = "SELECT old FROM change WHERE id = ?"
            content = json.loads(self._connection.execute(sql, (change,)).fetchone()[0])
            names = content["columns"]
            rows = (dict(zip(names, row, strict=True)) for row in content["rows"])
            self._chunks[change] = {row["id"]: row for row in rows}
        return self._chunks[change]

    def _ids(self) -> str:
        return json.dumps(sorted({each.id for each in self._wanted}))


_CHUNKS = 4
