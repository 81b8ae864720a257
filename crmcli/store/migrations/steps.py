"""Alembic's part: finding the steps between two versions and taking them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from alembic.script import Script
    from sqlalchemy import Connection


def load_steps(scripts: Path, version: int, target: int) -> list[Script]:
    """Return the steps from one version of the schema to a later one, in their order.

    Raises:
        CommandError: there is no way from one to the other.
    """
    directory = ScriptDirectory(str(scripts.parent), version_locations=[str(scripts)])
    start = f"{version:04d}" if version else "base"
    return list(directory.iterate_revisions(f"{target:04d}", start))[::-1]


def take_steps(steps: Sequence[Script], connection: Connection) -> None:
    """Take the steps inside the caller's transaction, without Alembic's own bookkeeping."""
    with Operations.context(MigrationContext.configure(connection)):
        for step in steps:
            step.module.upgrade()
