"""What can be told of the rows of a sound file from the book alone, and mostly soon."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from typing import TYPE_CHECKING

from crmcli.domain.finding import Severity
from crmcli.store.checks import derived, invariants, rules, soundness, unreadable
from crmcli.store.checks.full_text import texts
from crmcli.store.checks.sequences import sequences
from crmcli.store.checks.structure import findings, structure
from crmcli.store.copies.backup import unwatched
from crmcli.store.faults import UnreadableValueError
from crmcli.store.settling import owing
from crmcli.store.uid import told_apart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.domain.finding import Finding

UNREADABLE = (sqlite3.DatabaseError, ArithmeticError, LookupError, TypeError, ValueError)
"""What reckoning with values that cannot be read may end with."""


def doubts(connection: sqlite3.Connection, most: int | None = None) -> Iterator[Finding]:
    """Look at the rows of a book of this program's schema.

    Args:
        connection: one that reads it, or a copy of it.
        most: after how many customers to leave it at that with their clocks; None to look at all.
    """
    values, follow = unreadable.values(connection), derived.derived(connection)
    yield from (values, follow)
    found = structure(connection)
    yield from findings(connection, found)
    if found.tables or found.remade:
        return
    yield soundness.links(connection)
    yield sequences(connection)
    yield told_apart(connection)
    for rule in rules.RULES:
        with suppress(*_suppressed(values)):
            yield rule.found(connection)
    yield texts(connection, inside=False)
    if Severity.FAULT in {values.severity, follow.severity}:
        return
    # A setting that cannot be used is told where the settings are looked at.
    with suppress(UnreadableValueError):
        yield invariants.classes(connection)
        for source in owing.SOURCES:
            yield invariants.owed(connection, source)
    yield invariants.clocks(connection, unwatched, most)


def _suppressed(values: Finding) -> tuple[type[Exception], ...]:
    return UNREADABLE if values.severity is Severity.FAULT else ()
