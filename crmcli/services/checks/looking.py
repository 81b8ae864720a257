"""Looking at everything in a book that can be wrong: each check is listed here once."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from crmcli import __version__
from crmcli.domain.finding import Finding, Severity
from crmcli.services.checks.rows import CHECKS, CODES, LEAVING_UNSEEN, rows, settings_usable
from crmcli.store.checks import soundness
from crmcli.store.checks import structure as structures
from crmcli.store.checks.doubts import UNREADABLE, doubts
from crmcli.store.connection import SCHEMA_VERSION
from crmcli.store.copies.backup import facts_of, unwatched
from crmcli.store.reads.backups import noted_backups
from crmcli.store.reads.history.repairs import left_by_repair

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Iterable, Iterator
    from datetime import datetime

    from crmcli.store.copies.backup import Progress

    _Checks = dict[str, Callable[[sqlite3.Connection, Progress], Iterator[Finding]]]

_AT_A_GLANCE = 2000
"""How many customers' clocks are looked at where a look is to cost little."""


@dataclass(frozen=True, slots=True)
class Inside:
    """What a check found in the file itself.

    Args:
        findings: what it found.
        measures: what its header says; None where it could not be read.
        customers: how many customers there are; None likewise.
        noted: when and where the book noted that it was backed up, the last first.
    """

    findings: tuple[Finding, ...]
    measures: soundness.Measures | None = None
    customers: int | None = None
    noted: tuple[tuple[datetime, str], ...] = ()

    @property
    def schema(self) -> int | None:
        """The version of the schema."""
        return None if self.measures is None else self.measures.schema


def look(
    connection: sqlite3.Connection, progress: Progress = unwatched, *, is_copy: bool = False
) -> Inside:
    """Look at everything in a book.

    Args:
        connection: one that reads it, or a copy of it.
        progress: told how many customers were looked at.
        is_copy: whether it is a copy, which may be written: SQLite looks into full-text tables
            only then, and views that are wrong are put right to look on with them.
    """
    pages = soundness.pages(connection)
    measures = soundness.measures(connection)
    known = Inside((pages,), measures, None, noted_backups(connection))
    if pages.severity is Severity.FAULT:
        # What is read from a damaged file says nothing about what was written to it.
        return known
    found = structures.structure(connection) if measures.schema == SCHEMA_VERSION else None
    findings = [pages, *structures.findings(connection, found)]
    if found is not None and found.tables:
        return replace(known, findings=tuple(findings))
    findings.append(soundness.links(connection))
    if found is not None and (is_copy or not found.remade):
        structures.make_again(connection, found)
        findings += rows(connection, progress, inside=is_copy)
        findings = given_up(findings, left_by_repair(connection, __version__))
    return _told(connection, findings)


def given_up(findings: Iterable[Finding], left: Collection[Finding]) -> list[Finding]:
    """Offer no repair of what one has left as it was; it would leave it so again.

    Args:
        findings: what a check finds.
        left: what the last repair left; of another number, or of others, it is another fault.
    """
    return [
        replace(each, repairable=False) if replace(each, repairable=False) in left else each
        for each in findings
    ]


def look_again(
    connection: sqlite3.Connection,
    before: Collection[Finding],
    codes: Collection[str],
    progress: Progress = unwatched,
) -> Inside:
    """Look once more at what was put right; the rest is as it was found before.

    Args:
        connection: that of the transaction in which it was put right.
        before: what was found.
        codes: what was put right.
        progress: told how many customers were looked at.
    """
    found = structures.structure(connection)
    shape = list(structures.findings(connection, found))
    if not LEAVING_UNSEEN.isdisjoint(codes):
        # Behind these nothing else was to be seen, or more followed from mending them.
        links = soundness.links(connection)
        found_rows = rows(connection, progress, inside=True)
        return _told(connection, [soundness.SOUND_PAGES, *shape, links, *found_rows])
    findings: list[Finding] = []
    for each in before:
        if each.code in structures.CODES:
            findings += shape
            shape = []
        elif each.code in CHECKS and each.code in codes:
            findings += CHECKS[each.code](connection, progress)
        elif each.code in CODES:
            findings.append(each)
    return _told(connection, findings)


def glance(connection: sqlite3.Connection) -> tuple[Finding, ...]:
    """Look at what costs little in a sound file: list the faults; none of one of an older schema.

    Args:
        connection: one that reads a copy of a book.
    """
    if soundness.measures(connection).schema != SCHEMA_VERSION:
        return ()
    found = [*doubts(connection, _AT_A_GLANCE)]
    with suppress(*UNREADABLE):
        found += settings_usable(connection, unwatched)
    return tuple(each for each in found if each.severity is Severity.FAULT)


def _told(connection: sqlite3.Connection, findings: list[Finding]) -> Inside:
    return Inside(
        tuple(findings),
        soundness.measures(connection),
        facts_of(connection).customers,
        noted_backups(connection),
    )
