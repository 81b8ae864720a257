"""Which rows of an import are customers already: in the book, or in an earlier row.

A row may say who it is: by the customer's uid, by its id, or by what somebody wrote into a file of
rejected rows. Else it is known by its numbers and addresses, and by its name with its company. One
that says that it is a customer of its own is only the one that holds all it says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.portions import portions
from crmcli.services.imports.beside import beside
from crmcli.services.imports.referrals import settle_referrals
from crmcli.services.imports.row_keys import CALLED, ID_GIVEN, ID_SAID, REACHING, matches
from crmcli.services.imports.staged_entry import unstaged
from crmcli.services.imports.updating import changes_of, only_adds, update_of
from crmcli.store.reads import identity
from crmcli.store.reads.numbering import next_id
from crmcli.store.staging.staged_row import UID, Action, Fate, StagedKey

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence
    from datetime import date

    from crmcli.domain.customer import Customer
    from crmcli.domain.entry import Entry
    from crmcli.services.imports.beside import Beside
    from crmcli.store.staging.rows import Staging
    from crmcli.store.staging.staged_row import StagedRow

    Decision = tuple[Fate, int | None, int | None, int]
    """What becomes of a row, one or two customers it has to do with, its number."""

_CHUNK = 300


def settle(
    connection: sqlite3.Connection | None, staging: Staging, today: date, *, update: bool = False
) -> None:
    """Decide what becomes of each row, as the book is now.

    Args:
        connection: the reading door; None while there is no book.
        staging: the rows.
        today: the local date.
        update: whether customers of the book take what a row says otherwise.
    """
    staging.begin()
    staging.first = 1 if connection is None else next_id(connection, "customer")
    if connection is not None and identity.has_customers(connection):
        settling = _Settling(connection, today, exact=staging.exact, update=update)
        for rows, keys in staging.chunks(_CHUNK):
            fates = settling.fates(rows, keys)
            if fates:
                staging.decide(fates)
    staging.mark_repeats()
    if staging.claimed:
        _let_own_uids(connection, staging)
    if staging.links.exist:
        settle_referrals(connection, staging, update=update)


def _let_own_uids(connection: sqlite3.Connection | None, staging: Staging) -> None:
    """Give a uid of its own to whoever is a customer of its own, where theirs is another's."""
    for some in portions(staging.own_uids(), _CHUNK, lambda each: len(each[1])):
        uids = [uid for _, uid, _ in some]
        taken = set() if connection is None else dict(identity.with_uid(connection, uids)).keys()
        staging.without_uid(number for number, uid, shared in some if shared or uid in taken)


class _Settling:
    """Decides what becomes of rows, some at a time."""

    def __init__(
        self, connection: sqlite3.Connection, today: date, *, exact: bool, update: bool
    ) -> None:
        self._connection = connection
        self._exact = exact
        self._today = today
        self._update = update

    def fates(self, rows: Sequence[StagedRow], keys: Sequence[StagedKey]) -> list[Decision]:
        """Decide what becomes of the rows that are not new."""
        own = {row.number for row in rows if row.action is Action.CREATE}
        marks = matches(self._connection, keys, own)
        people = {row.number: _who(row, marks.get(row.number, {})) for row in rows}
        ids = {key for found in people.values() for key in found}
        present = identity.some(self._connection, ids, self._today)
        found: list[Decision] = []
        for row in rows:
            who = people[row.number]
            if row.action is Action.UPDATE and row.target is not None and row.target not in present:
                found.append((Fate.GONE, row.target, None, row.number))
            elif who:
                entry = unstaged(row.kept, self._today)
                candidates = [
                    (present[key], beside(self._connection, present[key], entry)) for key in who
                ]
                fate = self._fate(row, entry, candidates)
                found += [(*fate, row.number)] if fate else []
        return found

    def _fate(
        self,
        row: StagedRow,
        entry: Entry,
        candidates: Sequence[tuple[Customer, Beside]],
    ) -> tuple[Fate, int | None, int | None] | None:
        """Decide what becomes of a row that may be one of some customers; None if it is new."""
        found = [
            (each, changes_of(each, update_of(each, entry, known, exact=self._exact)))
            for each, known in candidates
        ]
        same = next((each for each, changes in found if not changes), None)
        if same is not None:
            return Fate.UNCHANGED, same.id, None
        if row.action is Action.CREATE:
            return None
        first, changes = found[0]
        if not (self._update or row.action is Action.UPDATE):
            return Fate.IN_BOOK, first.id, None
        if len(found) > 1:
            several = Fate.SEVERAL if row.action is None else Fate.UNCLEAR
            return several, first.id, found[1][0].id
        if first.archived is not None:
            return Fate.ARCHIVED, first.id, None
        return (Fate.ADDED if only_adds(changes) else Fate.UPDATED), first.id, None


def _who(row: StagedRow, found: Mapping[int, set[str]]) -> list[int]:
    """List the customers that a row may be, those it most surely is."""
    if row.action is Action.CREATE:
        return _namesakes(found)
    if row.action is Action.UPDATE and row.target is not None:
        return [row.target]
    return _surest(found)


def _namesakes(found: Mapping[int, set[str]]) -> list[int]:
    """Choose those who may hold all that a row says: its name, and what numbers it has."""
    called = {key: len(marks & REACHING.keys()) for key, marks in found.items() if CALLED in marks}
    most = max(called.values(), default=0)
    return sorted(key for key, count in called.items() if count == most)


def _surest(found: Mapping[int, set[str]]) -> list[int]:
    """Choose among the customers that share a key with a row those that share most, oldest first.

    What a row says it is counts alone. An id it merely came with may be one of another program:
    it only counts beside another key.
    """
    for mark in (ID_GIVEN, UID):
        named = [key for key, marks in found.items() if mark in marks]
        if named:
            return named
    known = {key: len(marks) for key, marks in found.items() if marks != {ID_SAID}}
    most = max(known.values(), default=0)
    return sorted(key for key, count in known.items() if count == most)
