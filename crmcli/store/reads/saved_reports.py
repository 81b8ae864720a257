"""The reports that were saved by name, and when jobs had theirs."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from crmcli.store.faults import UnreadableValueError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

WORDS = "saved_report.words"
IDS = "report_run.last_ids"
"""What a book is told to hold nonsense in."""


class Mark(NamedTuple):
    """A moment in the life of a book, by which later changes are told from earlier ones.

    Args:
        at: the UTC instant.
        command: the last command by then; 0 for none.
        ids: by table the last id that was given.
    """

    at: datetime
    command: int
    ids: Mapping[str, int]


def saved(connection: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """Read by name the words of all saved reports, in the order of their names.

    Raises:
        UnreadableValueError: one of them is no list of words.
    """
    found = {}
    for name, text in connection.execute("SELECT name, words FROM saved_report ORDER BY name"):
        try:
            words = json.loads(text)
        except ValueError:
            words = None
        if not isinstance(words, list) or not all(isinstance(each, str) for each in words):
            raise UnreadableValueError(WORDS)
        found[name] = tuple(words)
    return found


def last_run(connection: sqlite3.Connection, job: str) -> Mark | None:
    """Read where a job had its report last; None if it never had one.

    Raises:
        UnreadableValueError: what is kept of it is nonsense.
    """
    sql = "SELECT at, last_command, last_ids FROM report_run WHERE name = ?"
    row = connection.execute(sql, (job,)).fetchone()
    if row is None:
        return None
    at, command, text = row
    try:
        ids = {str(table): int(last) for table, last in json.loads(text).items()}
    except (ValueError, AttributeError, TypeError) as error:
        raise UnreadableValueError(IDS) from error
    return Mark(datetime.fromisoformat(at), command, ids)


def present(connection: sqlite3.Connection, at: datetime) -> Mark:
    """Mark the state of a book as it is read at an instant."""
    ids = dict(connection.execute("SELECT name, seq FROM sqlite_sequence"))
    return Mark(at, ids.get("command", 0), ids)
