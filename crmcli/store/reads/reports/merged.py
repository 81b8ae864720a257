"""Whose each record was on a day before customers were merged: a merge is no news of the past."""

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


class Turn(NamedTuple):
    """What was one customer's became another's.

    Args:
        command: the command that did it.
        on: its local date.
        source: whose it was.
        target: whose it is from then on.
        parted: whether that undid a merge: both go on, while a merge ends its source.
    """

    command: int
    on: date
    source: int
    target: int
    parted: bool


class Merges:
    """All merges of a book, and what was undone of them, as its history tells.

    Args:
        connection: the reading door.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._rows: defaultdict[tuple[str, int], list[Turn]] = defaultdict(list)
        turns: dict[Turn, None] = {}
        for record, key, turn in _moves(connection):
            self._rows[record, key].append(turn)
            turns[turn] = None
        self.turns = tuple(turns)
        """In their order."""
        self.customers = frozenset(key for each in turns for key in (each.source, each.target))
        """Who was merged with somebody, be it there or gone."""

    @property
    def values(self) -> dict[str, object]:
        """The value of the placeholder of `AMONG` and `APART`."""
        return {"merged": json.dumps(sorted(self.customers))}

    def first_owner(self, record: str, key: int, present: int) -> int:
        """Say whose a row was when it was written.

        Args:
            record: its table.
            key: its id.
            present: whose it is now.
        """
        turns = self._rows.get((record, key))
        return turns[0].source if turns else present

    def owner_on(self, record: str, key: int, present: int, day: date) -> int:
        """Say whose a row was on a local date, before any merge of that day."""
        turns = self._rows.get((record, key), ())
        return next((each.source for each in turns if each.on >= day), present)

    def owner_after(self, record: str, key: int, present: int, command: int) -> int:
        """Say whose a row was after a command."""
        owner = self.first_owner(record, key, present)
        for turn in self._rows.get((record, key), ()):
            if turn.command <= command:
                owner = turn.target
        return owner

    def of(self, customer: int) -> list[Turn]:
        """List the merges of a customer and their undoings, in order."""
        return [each for each in self.turns if customer in {each.source, each.target}]

    def became(self, customer: int, day: date | None = None) -> int:
        """Say who a customer was after merges up to a local date; without one, who it is now."""
        path = [customer]
        for turn in self.turns:
            if turn.source != path[-1] or (day is not None and turn.on > day):
                continue
            if not turn.parted:
                path.append(turn.target)
            elif turn.target in path:
                del path[path.index(turn.target) + 1 :]
        return path[-1]


AMONG = "IN (SELECT value FROM json_each(:merged))"
"""The condition that a customer is one of `Merges.customers`."""

APART = f"NOT {AMONG}"
"""The condition that it is none of them."""

_MOVES = f"""
    SELECT n.command_id, c.at, n.record, n.first, json_extract(n.old, '$.customer_id') AS source,
           json_extract(n.new, '$.customer_id') AS target,
           EXISTS (SELECT 1 FROM change e WHERE e.command_id = n.command_id
                    AND e.record = 'customer' AND e.action = 'removed'
                    AND json_extract(n.old, '$.customer_id') BETWEEN e.first AND e.last),
           EXISTS (SELECT 1 FROM change e WHERE e.command_id = n.command_id
                    AND e.record = 'customer' AND e.action = 'added'
                    AND json_extract(n.new, '$.customer_id') BETWEEN e.first AND e.last)
      FROM (SELECT id, command_id, record, first, old, new FROM change WHERE {MOVED}) n
      JOIN command c ON c.id = n.command_id
     WHERE source IS NOT NULL AND target IS NOT NULL
     ORDER BY n.id
"""  # noqa: S608 - a constant


def _moves(connection: sqlite3.Connection) -> Iterator[tuple[str, int, Turn]]:
    """Yield the rows that a merge moved, or its undoing."""
    for command, at, record, key, source, target, ended, begun in connection.execute(_MOVES):
        if ended or begun:
            yield record, key, Turn(command, local_day(at), source, target, parted=not ended)
