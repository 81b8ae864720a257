"""The newest backup that may be named to somebody whose book cannot be repaired."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from crmcli.domain.finding import Severity
from crmcli.domain.path_text import path_from
from crmcli.errors import CrmError
from crmcli.services.checks.looking import look
from crmcli.store.connection import faults_of
from crmcli.store.copies import automatic
from crmcli.store.copies.other_file import inspect_file, open_file

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from crmcli.domain.backup import StoredBackup


def good_backup(path: Path, noted: Iterable[tuple[datetime, str]]) -> StoredBackup | None:
    """Find the newest backup in which a check finds no fault; each is looked at.

    Args:
        path: the book.
        noted: when and where backups were made that do not lie in its own folder.
    """
    return next(
        (each for each in automatic.stored(path, noted) if is_good(path_from(each.path))), None
    )


def is_good(file: Path) -> bool:
    """Tell whether a check would find no fault in a file; it is only read."""
    try:
        inspect_file(file)
        with (
            closing(open_file(file)) as source,
            faults_of(file),
            closing(sqlite3.connect("", isolation_level=None)) as copy,
        ):
            # SQLite looks into full-text tables only where it may write.
            source.backup(copy)
            copy.execute("PRAGMA trusted_schema = OFF")
            copy.execute("PRAGMA cell_size_check = ON")
            found = look(copy, is_copy=True)
    except CrmError:
        return False
    return all(each.severity is not Severity.FAULT for each in found.findings)
