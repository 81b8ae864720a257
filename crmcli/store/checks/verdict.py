"""What is wrong with a book over which a command failed: asked only then, whatever it costs."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from crmcli.domain.finding import Severity
from crmcli.errors import N_
from crmcli.store.checks import soundness
from crmcli.store.checks.doubts import doubts
from crmcli.store.checks.unreadable import unreadable_columns
from crmcli.store.connection import SCHEMA_VERSION, connect
from crmcli.store.faults import NO_TEXT, Damaged, fault, unreadable
from crmcli.store.place import NotABook

if TYPE_CHECKING:
    from pathlib import Path

_REPAIR = N_("Put it right with crm check --repair.")


def verdict(path: Path) -> Damaged | None:
    """Say what is wrong with the content of a file; None if nothing is, or nothing can be said."""
    try:
        # Opened read-only SQLite leaves CHECK constraints out.
        connection = connect(path, "rw", waiting=0.0)
        try:
            return _of_content(connection, path)
        finally:
            connection.close()
    except UnicodeDecodeError:
        return Damaged(path=path, reason=NO_TEXT)
    except sqlite3.Error as error:
        named = fault(path, error)
        of_content = isinstance(named, (Damaged, NotABook))
        return Damaged(path=path, reason=named.details["reason"]) if of_content else None


def _of_content(connection: sqlite3.Connection, path: Path) -> Damaged | None:
    reasons = soundness.verdicts(connection)
    if reasons:
        return Damaged(path=path, reason=reasons[0])
    if connection.execute("PRAGMA user_version").fetchone() != (SCHEMA_VERSION,):
        return None
    found = unreadable_columns(connection)
    if found:
        return unreadable(path, ", ".join(found))
    for each in doubts(connection):
        if each.severity is Severity.FAULT:
            hint = _REPAIR if each.repairable else None
            return Damaged(path=path, reason=each.message, hint=hint)
    return None
