"""A book without any record, in memory: what commands answer with can be told from it."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from crmcli.store.creation import make_schema

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def blank_book() -> Iterator[sqlite3.Connection]:
    """Open a book that is empty and kept nowhere, for reading."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        make_schema(connection)
        yield connection
