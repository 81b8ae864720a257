"""What happened in a period, or what was recorded since a job had its last report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.message import message
from crmcli.errors import N_

if TYPE_CHECKING:
    from crmcli.domain.message import Message
    from crmcli.store.reads.reports.scope import Scope


def on(scope: Scope, table: str, column: str) -> str:
    """Give the condition that a local date of a record `r` is in the period, or is news.

    It is news where the record was added, or its date changed, after the mark, whatever the date:
    what is logged late is new as well.
    """
    return scope.on(f"r.{column}") if scope.mark is None else _news(scope, table, column)


def at(scope: Scope, table: str, column: str) -> str:
    """Give the condition that a UTC instant of a record `r` is in the period, or is news."""
    return scope.at(f"r.{column}") if scope.mark is None else _news(scope, table, column)


def how(scope: Scope, text: str) -> Message:
    """Say which records are counted.

    Args:
        scope: what is looked at.
        text: which are where a period is asked for, a message id.
    """
    if scope.mark is None:
        return message(text)
    return message(
        N_(
            "What was recorded since {at}, whatever its own day: added, brought back, or with"
            " another day than before."
        ),
        at=scope.mark.at,
    )


def _news(scope: Scope, table: str, column: str) -> str:
    mark = scope.mark
    assert mark is not None  # noqa: S101 - asked before
    changed = f"""
        EXISTS (SELECT 1 FROM change x JOIN command c ON c.id = x.command_id
                 WHERE x.record = '{table}' AND x.first = r.id AND x.action = 'changed'
                   AND x.command_id > {mark.command:d}
                   AND c.undoes IS NULL AND c.undone_by IS NULL
                   AND json_type(x.new, '$.{column}') IS NOT NULL)
    """  # noqa: S608 - our own names
    # When a customer was entered is changed by a merge alone, which enters nobody.
    changed = "0" if column == "created" else changed
    # What is brought back has the id it had, and is news unless it was there at the mark: then it
    # went first. The sign keeps SQLite to the index of commands.
    since = f"x.command_id > {mark.command:d} AND +x.record = '{table}'"
    back = f"""
        EXISTS (SELECT 1 FROM change x
                 WHERE {since} AND x.action = 'added' AND r.id BETWEEN x.first AND x.last
                   AND NOT EXISTS (
                       SELECT 1 FROM change y, json_each(y.old, '$.rows') gone
                        WHERE {since.replace("x.", "y.")} AND y.action = 'removed' AND y.id < x.id
                          AND r.id BETWEEN y.first AND y.last
                          AND json_extract(gone.value, '$[0]') = r.id))
    """  # noqa: S608 - our own names
    is_later = f"r.id > {mark.ids.get(table, 0):d}"
    return f"(r.{column} IS NOT NULL AND ({is_later} OR {changed} OR {back}))"
