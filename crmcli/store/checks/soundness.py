"""Whether the file is sound: its pages and indexes, and the links between rows."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.domain.finding import Finding, passed, wrong
from crmcli.domain.listed import clauses, names
from crmcli.domain.message import Message, counted, message
from crmcli.errors import N_
from crmcli.store.checks.derived import OWN, spoilt
from crmcli.store.creation import schema
from crmcli.store.faults import Damaged

if TYPE_CHECKING:
    from pathlib import Path

INTEGRITY = "integrity"
LINKS = "links"
SOUND_PAGES = passed(INTEGRITY, message(N_("Every page, row and index is sound.")))
_MOST_TOLD = 3
_INDEX = " index "
"""In each of SQLite's words on an index and its table; what it says of pages no REINDEX mends."""

_OF_DERIVED = re.compile(
    rf"(?:CHECK constraint failed|(?:NULL|NUMERIC|TEXT|non-\w+) value) in (?:{'|'.join(OWN)})\b"
)
"""SQLite's words on rows that follow from others and hold what they cannot."""

_ALL = 10_000_000
"""More faults than are told otherwise."""


@dataclass(frozen=True, slots=True)
class Measures:
    """What the header of a file says.

    Args:
        free: how many bytes of it are free for new rows.
        schema: the version of its schema.
    """

    free: int
    schema: int


def measures(connection: sqlite3.Connection) -> Measures:
    """Read what the header of a file says."""
    words = ("page_size", "freelist_count", "user_version")
    size, free, schema = (connection.execute(f"PRAGMA {each}").fetchone()[0] for each in words)
    return Measures(size * free, schema)


def pages(connection: sqlite3.Connection) -> Finding:
    """Check every page, row and index of the file."""
    reasons = verdicts(connection)
    if not reasons:
        return SOUND_PAGES
    told = clauses([Message("{reason}", {"reason": each}) for each in reasons[:_MOST_TOLD]])
    if all(_INDEX in each for each in reasons) and are_indexes_alone(connection):
        text = N_("An index does not match its table: {reason}")
        return wrong(INTEGRITY, message(text, reason=told), len(reasons))
    text = N_("The file is damaged: {reason}")
    return wrong(INTEGRITY, message(text, reason=told), len(reasons), repairable=False)


def verdicts(connection: sqlite3.Connection) -> list[str]:
    """List what is damaged, in SQLite's words; nothing if nothing is."""
    try:
        rows = connection.execute("PRAGMA integrity_check").fetchall()
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
            raise
        return [str(error)]
    lines = [line for (text,) in rows for line in str(text).splitlines()]
    reasons = [each for each in lines if each != "ok" and not each.startswith("***")]
    if any(map(_OF_DERIVED.match, reasons)) and spoilt(connection):
        # These rows are looked at apart, and made again.
        rows = connection.execute(f"PRAGMA integrity_check({_ALL})").fetchall()
        reasons = [str(text) for (text,) in rows if not _OF_DERIVED.match(str(text))]
    return [each for each in reasons if each != "ok"]


def are_indexes_alone(connection: sqlite3.Connection) -> bool:
    """Tell whether every table can be read from end to end, so that indexes can be made again."""
    try:
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        ).fetchall()
        for (name,) in names:
            quoted = name.replace('"', '""')
            for _ in connection.execute(f'SELECT * FROM "{quoted}" NOT INDEXED'):  # noqa: S608 - quoted
                pass
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
            raise
        return False
    return True


def make_indexes_again(connection: sqlite3.Connection, path: Path) -> None:
    """Make every index again, from the tables.

    Raises:
        Damaged: the file is not sound with that.
    """
    connection.execute("REINDEX")
    reasons = verdicts(connection)
    if reasons:
        raise Damaged(path=path, reason=reasons[0])


def links(connection: sqlite3.Connection) -> Finding:
    """Check that every row refers to rows that are there."""
    broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    if not broken:
        return passed(LINKS, message(N_("Every row refers to rows that are there.")))
    tables = {row[0] for row in broken}
    text = counted(
        "{count} row refers to one that is not there ({tables}).",
        "{count} rows refer to others that are not there ({tables}).",
        len(broken),
        tables=names(sorted(tables)),
    )
    # What tables of the user's own mean is known to their owner alone.
    return wrong(LINKS, text, len(broken), repairable=not tables.isdisjoint(schema().tables))
