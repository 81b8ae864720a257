"""The checks of a book's rows: each is listed here once."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from crmcli.domain.finding import Finding, Severity, passed, wrong
from crmcli.domain.message import counted, message
from crmcli.domain.setting import SCOPES, Scope
from crmcli.errors import N_, UsageFault
from crmcli.services.settings.values import read_setting
from crmcli.store import uid
from crmcli.store.checks import (
    derived,
    findable,
    full_text,
    invariants,
    rules,
    sequences,
    soundness,
    unreadable,
)
from crmcli.store.checks.doubts import UNREADABLE
from crmcli.store.faults import UnreadableValueError
from crmcli.store.finding.keys import keys_of
from crmcli.store.reads import book as book_reads
from crmcli.store.settling import owing

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

    from crmcli.store.checks.rule import Rule
    from crmcli.store.copies.backup import Progress

    _Checks = dict[str, Callable[[sqlite3.Connection, Progress], Iterator[Finding]]]

SETTINGS = "settings"
RECKONED = frozenset(
    {
        invariants.CLOCKS,
        rules.LAST_CONTACT.code,
        rules.GRADE_HISTORY.code,
        invariants.CLASSES,
        *(source.code for source in owing.SOURCES),
    }
)
"""What is put right by reckoning with values, which must be readable for that."""


def rows(connection: sqlite3.Connection, progress: Progress, *, inside: bool) -> Iterator[Finding]:
    """Look at every row.

    Args:
        connection: one that reads the book, or a copy of it.
        progress: told how many customers were looked at.
        inside: whether it may look into full-text tables, for which SQLite demands to write.
    """
    values = unreadable.values(connection)
    follow = derived.derived(connection)
    yield from (values, follow)
    readable = values.severity is not Severity.FAULT
    skipped = set() if follow.severity is not Severity.FAULT else {*_FROM_DATES, findable.KEYS}
    checks: _Checks = {**CHECKS, full_text.TEXTS: partial(_texts, inside=inside)}
    for code, check in checks.items():
        if code in skipped or (code in _FROM_DATES and not readable):
            continue
        if readable:
            # A setting that cannot be used is told by the check of these.
            with suppress(UnreadableValueError):
                yield from check(connection, progress)
        else:
            with suppress(*UNREADABLE):
                found = tuple(check(connection, progress))
                # What rests on values that cannot be read is put right after these alone.
                yield from (
                    replace(each, repairable=each.repairable and code not in RECKONED)
                    for each in found
                )


def settings_usable(connection: sqlite3.Connection, progress: Progress) -> Iterator[Finding]:
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
        "The setting {names} has a value that it cannot take.",
        "{count} settings have values that they cannot take: {names}",
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


def _ruled(connection: sqlite3.Connection, progress: Progress, *, rule: Rule) -> Iterator[Finding]:
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
CHECKS: _Checks = {
    SETTINGS: settings_usable,
    sequences.SEQUENCES: partial(_found, find=sequences.sequences),
    uid.UID: partial(_found, find=uid.told_apart),
    invariants.CLOCKS: _clocks,
    **_OWED,
    invariants.CLASSES: partial(_found, find=invariants.classes),
    **{rule.code: partial(_ruled, rule=rule) for rule in rules.RULES},
    invariants.UNSWEPT: _unswept,
    findable.KEYS: _keys,
    full_text.TEXTS: _texts,
}
"""By the word for what it finds each check of rows, in the order in which they are told."""

_FROM_DATES = frozenset({invariants.CLOCKS, *_OWED})

LEAVING_UNSEEN = frozenset({soundness.INTEGRITY, soundness.LINKS, derived.DERIVED})
"""Behind what not everything is seen, or from the mending of which more follows."""

CODES = frozenset(
    {soundness.INTEGRITY, soundness.LINKS, unreadable.VALUES, derived.DERIVED, *CHECKS}
)
