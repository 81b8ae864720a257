"""Whose each record was before customers were merged: a merge is no news of the past.

A merge that was undone never was.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from crmcli.store.reads.history.merges import MOVED
from crmcli.store.reads.reports.local_days import local_day

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import date


class Joined(NamedTuple):
    """All of a customer became another's.

    Args:
        command: the command that did it.
        on: its local date.
        source: whose it was; it ended with that.
        target: whose it is from then on.
    """

    command: int
    on: date
    source: int
    target: int


class Merges:
    """All merges of a book that hold, as its history tells.

    Args:
        connection: the reading door.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._rows: defaultdict[tuple[str, int], list[Joined]] = defaultdict(list)
        self._ends: dict[int, Joined] = {}
        self._into: defaultdict[int, dict[Joined, None]] = defaultdict(dict)
        for record, key, joined in _moves(connection):
            self._rows[record, key].append(joined)
            self._ends[joined.source] = joined
            self._into[joined.target][joined] = None
        self.customers = frozenset(self._ends) | frozenset(self._into)
        """Who was merged with somebody, be it there or gone."""

    @property
    def values(self) -> dict[str, object]:
        """The values of the placeholders of `AMONG`, `APART` and `MERGING`."""
        commands = {each.command for each in self._ends.values()}
        return {
            "merged": json.dumps(sorted(self.customers)),
            "merging": json.dumps(sorted(commands)),
        }

    def path(self, record: str, key: int, present: int) -> list[tuple[int, int]]:
        """List whose a row was, each with the command that gave it to them, 0 for the first one.

        Args:
            record: its table.
            key: its id.
            present: whose it is now.
        """
        joined = self._rows.get((record, key), ())
        first = joined[0].source if joined else present
        return [(first, 0), *((each.target, each.command) for each in joined)]

    def first_owner(self, record: str, key: int, present: int) -> int:
        """Say whose a row was when it was written; arguments as in `path`."""
        return self.path(record, key, present)[0][0]

    def owner_on(self, record: str, key: int, present: int, day: date) -> int:
        """Say whose a row was on a local date, before any merge of that day."""
        joined = self._rows.get((record, key), ())
        return next((each.source for each in joined if each.on >= day), present)

    def into(self, customer: int) -> list[Joined]:
        """List what a customer was given, in order."""
        return list(self._into.get(customer, ()))

    def end_of(self, customer: int) -> Joined | None:
        """Say into whom a customer went; None if it did not."""
        return self._ends.get(customer)

    def became(self, customer: int, day: date | None = None) -> int:
        """Say who a customer was after the merges up to a local date; without one, who it is."""
        while (joined := self._ends.get(customer)) is not None:
            if day is not None and joined.on > day:
                break
            customer = joined.target
        return customer


AMONG = "IN (SELECT value FROM json_each(:merged))"
"""The condition that a customer is one of `Merges.customers`."""

APART = f"NOT {AMONG}"
"""The condition that it is none of them."""

MERGING = "command_id IN (SELECT value FROM json_each(:merging))"
"""The condition that a note of the history is of a merge."""

# The index of moved rows is named, for without statistics SQLite would read the whole history; the
# sign keeps it to the notes of the one command where it looks for the customer that ended.
_MOVES = f"""
    SELECT n.command_id, c.at, n.record, n.first, n.source, n.target
      FROM (SELECT id, command_id, record, first,
                   json_extract(old, '$.customer_id') AS source,
                   json_extract(new, '$.customer_id') AS target
              FROM change INDEXED BY change_moved WHERE {MOVED}) n
      JOIN command c ON c.id = n.command_id
     WHERE n.source IS NOT NULL AND n.target IS NOT NULL
       AND c.undoes IS NULL AND c.undone_by IS NULL
       AND EXISTS (SELECT 1 FROM change e WHERE e.command_id = n.command_id
                      AND +e.record = 'customer' AND e.action = 'removed'
                      AND n.source BETWEEN e.first AND e.last)
     ORDER BY n.id
"""  # noqa: S608 - a constant


def _moves(connection: sqlite3.Connection) -> Iterator[tuple[str, int, Joined]]:
    """Yield the rows that a merge moved, in order."""
    for command, at, record, key, source, target in connection.execute(_MOVES):
        yield record, key, Joined(command, local_day(at), source, target)
