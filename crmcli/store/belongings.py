"""What belongs to a book: its file, what SQLite keeps beside it, and the folder of its backups."""

from __future__ import annotations

import os
from pathlib import Path

from crmcli.store.journal import files_of


def folder_of(path: Path) -> Path:
    """Say where the backups of a book lie: beside it, whatever link leads to it.

    No two books share a folder, such as `crm` and `crm.db`.
    """
    own = Path(os.path.realpath(path))
    name = f"{own.stem}.backups" if own.suffix == ".db" else f"{own.name}-backups"
    return own.with_name(name)


def places_of(path: Path) -> tuple[Path, ...]:
    """Name every place that belongs to a book, be something there or not."""
    return (*files_of(path), folder_of(path))


def belongs_to(path: Path, target: Path) -> bool:
    """Tell whether a place belongs to a book, however it is spelled."""
    return Path(os.path.realpath(target)) in places_of(path)
