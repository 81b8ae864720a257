"""Looking at everything in a book that can be wrong: each check is listed here once."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from crmcli import __version__
from crmcli.domain.finding import Finding, Severity, passed, wrong
from crmcli.domain.message import counted, message
from crmcli.domain.setting import SCOPES, Scope
from crmcli.errors import N_, UsageFault
from crmcli.services.keys import keys_of
from crmcli.services.setting_values import read_setting
from crmcli.store import (
    derived,
    findable,
    full_text,
    invariants,
    owing,
    rules,
    sequences,
    soundness,
    uid,
    unreadable,
)
from crmcli.store import structure as structures
from crmcli.store.backup import facts_of, unwatched
from crmcli.store.connection import SCHEMA_VERSION
from crmcli.store.doubts import UNREADABLE, doubts
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.backups import noted_backups
from crmcli.store.reads.repairs import left_by_repair

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Iterable, Iterator
    from datetime import datetime

    from crmcli.store.backup import Progress

    _Checks = dict[str, Callable[[sqlite3.Connection, Progress], Iterator[Finding]]]

SETTINGS = "settings"
RECKONED = frozenset(
    {
        invariants.CLOCKS,
        rules.LAST_CONTACT.code,
        rules.GRADE_HISTORY.code,
        rules.CLASSES.code,
        *(source.code for source in owing.SOURCES),
    }
)
"""What is put right by reckoning with values, which must be readable for that."""

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
        findings += _rows(connection, progress, inside=is_copy)
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
    if not _LEAVING_UNSEEN.isdisjoint(codes):
        # Behind these nothing else was to be seen, or more followed from mending them.
        links = soundness.links(connection)
        rows = _rows(connection, progress, inside=True)
        return _told(connection, [soundness.SOUND_PAGES, *shape, links, *rows])
    findings: list[Finding] = []
    for each in before:
        if each.code in structures.CODES:
            findings += shape
            shape = []
        elif each.code in _CHECKS and each.code in codes:
            findings += _CHECKS[each.code](connection, progress)
        elif each.code in _CODES:
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
        found += _settings(connection, unwatched)
    return tuple(each for each in found if each.severity is Severity.FAULT)


def _told(connection: sqlite3.Connection, findings: list[Finding]) -> Inside:
    return Inside(
        tuple(findings),
        soundness.measures(connection),
        facts_of(connection).customers,
        noted_backups(connection),
    )


def _rows(connection: sqlite3.Connection, progress: Progress, *, inside: bool) -> Iterator[Finding]:
    values = unreadable.values(connection)
    follow = derived.derived(connection)
    yield from (values, follow)
    readable = values.severity is not Severity.FAULT
    skipped = set() if follow.severity is not Severity.FAULT else {*_FROM_DATES, findable.KEYS}
    checks: _Checks = {**_CHECKS, full_text.TEXTS: partial(_texts, inside=inside)}
    for code, check in checks.items():
        if code in skipped or (code in _FROM_DATES and not readable):
            continue
        if readable:
            yield from check(connection, progress)
        else:
            with suppress(*UNREADABLE):
                found = tuple(check(connection, progress))
                # What rests on values that cannot be read is put right after these alone.
                yield from (
                    replace(each, repairable=each.repairable and code not in RECKONED)
                    for each in found
                )


def _settings(connection: sqlite3.Connection, progress: Progress) -> Iterator[Finding]:
    """Check that every setting of the book has a value that it can take."""
    del progress
    unusable = [
        name
        for name, value in book_reads.settings(connection).items()
        if SCOPES.get(name) is Scope.BOOK and not _is_usable(name, value)
    ]
    if not unusable:
        yield passed(SETTINGS, message(N_("Every setting of the book can be used.")))
        return
    text = counted(
        N_("The setting {names} has a value that it cannot take."),
        N_("{count} settings have values that they cannot take: {names}"),
        len(unusable),
        names=", ".join(unusable),
    )
    advice = message(N_("Set it again: crm config set {name} …"), name=unusable[0])
    found = wrong(SETTINGS, text, len(unusable), repairable=False)
    yield replace(found, advice=advice)


def _is_usable(name: str, value: str) -> bool:
    try:
        return read_setting(name, value) == value
    except UsageFault:
        return False


def _clocks(connection: sqlite3.Connection, progress: Progress) -> Iterator[Finding]:
    yield invariants.clocks(connection, progress)


def _owed(
    connection: sqlite3.Connection, progress: Progress, *, source: owing.Source
) -> Iterator[Finding]:
    del progress
    yield invariants.owed(connection, source)


def _ruled(
    connection: sqlite3.Connection, progress: Progress, *, rule: rules.Rule
) -> Iterator[Finding]:
    del progress
    yield rule.found(connection)


def _unswept(connection: sqlite3.Connection, progress: Progress) -> Iterator[Finding]:
    del progress
    yield from invariants.unswept(connection)


def _keys(connection: sqlite3.Connection, progress: Progress) -> Iterator[Finding]:
    del progress
    yield findable.keys(connection, keys_of)


def _texts(
    connection: sqlite3.Connection, progress: Progress, *, inside: bool = True
) -> Iterator[Finding]:
    del progress
    yield full_text.texts(connection, inside=inside)


def _found(
    connection: sqlite3.Connection,
    progress: Progress,
    *,
    find: Callable[[sqlite3.Connection], Finding],
) -> Iterator[Finding]:
    del progress
    yield find(connection)


_OWED = {source.code: partial(_owed, source=source) for source in owing.SOURCES}
_CHECKS: _Checks = {
    SETTINGS: _settings,
    sequences.SEQUENCES: partial(_found, find=sequences.sequences),
    uid.UID: partial(_found, find=uid.told_apart),
    invariants.CLOCKS: _clocks,
    **_OWED,
    **{rule.code: partial(_ruled, rule=rule) for rule in rules.RULES},
    invariants.UNSWEPT: _unswept,
    findable.KEYS: _keys,
    full_text.TEXTS: _texts,
}
"""By the word for what it finds each check of rows, in the order in which they are told."""

_FROM_DATES = frozenset({invariants.CLOCKS, *_OWED})

_LEAVING_UNSEEN = frozenset({soundness.INTEGRITY, soundness.LINKS, derived.DERIVED})
"""Behind what not everything is seen, or from the mending of which more follows."""

_CODES = frozenset(
    {soundness.INTEGRITY, soundness.LINKS, unreadable.VALUES, derived.DERIVED, *_CHECKS}
)
