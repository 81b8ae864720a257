"""Which rows of an import are customers already: in the book, or in an earlier row.

A row may say who it is: by the customer's uid, by its id, or by what somebody wrote into a file of
rejected rows. Else it is known by its numbers and addresses, and by its name with its company.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.customer import CustomerKind
from crmcli.domain.lookup import KeyKind
from crmcli.domain.text import fold
from crmcli.services.customers.duplicates import identifying_keys
from crmcli.services.imports.staged_entry import unstaged
from crmcli.services.imports.updating import changes_of, only_adds, update_of
from crmcli.store.reads import identity
from crmcli.store.reads.customer_rows import card_lines
from crmcli.store.staging.staged_row import Action, Fate, StagedKey

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from crmcli.domain.customer import Customer, CustomerDraft
    from crmcli.domain.entry import Entry
    from crmcli.store.reads.identity import Namesake
    from crmcli.store.staging.rows import Staging
    from crmcli.store.staging.staged_row import StagedRow

    Marks = Mapping[int, Mapping[int, set[str]]]
    """By row number the customers it may be, each with the kinds of keys they share."""

    Decision = tuple[Fate, int | None, int | None, int]
    """What becomes of a row, one or two customers it has to do with, its number."""

_CHUNK = 300
_MARKS = {KeyKind.PHONE: "p", KeyKind.EMAIL: "e"}
_KINDS = {mark: kind for kind, mark in _MARKS.items()}
_COMPANY, _PERSON, _BREAK = "c", "n", "\x1f"
UID, ID_GIVEN, ID_SAID = "u", "i", "s"
"""Keys of what a row says it is: its uid, its id where that was said of it, an id it came with."""
_NAMED_PHONE = "b"


def keys_of_row(number: int, draft: CustomerDraft, *, by_card: bool = False) -> Iterator[StagedKey]:
    """Yield the keys of a row: its numbers and addresses, and its name with its company.

    A person without a company has the name alone, which two people with numbers of their own may
    share.

    Args:
        number: its number.
        draft: what it says.
        by_card: whether it is a vCard. In a phone many have the number of a house or of a
            switchboard, so two cards of one file are one customer only where the name is one too.
    """
    if draft.uid:
        yield StagedKey(UID + draft.uid, number)
    name = fold(draft.name)
    for kind, key in identifying_keys(draft):
        is_shared = by_card and kind is KeyKind.PHONE
        yield StagedKey(_MARKS[kind] + key, number, reached=is_shared)
        if is_shared:
            yield StagedKey(f"{_NAMED_PHONE}{name}{_BREAK}{key}", number)
    if draft.company or draft.kind is CustomerKind.COMPANY:
        company = fold(draft.company or "")
        yield StagedKey(f"{_COMPANY}{name}{_BREAK}{company}", number)
    else:
        yield StagedKey(_PERSON + name, number, bool(draft.phones or draft.emails))


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
    if connection is not None and identity.has_customers(connection):
        settling = _Settling(connection, today, exact=staging.exact, update=update)
        for rows, keys in staging.chunks(_CHUNK):
            fates = settling.fates(rows, keys)
            if fates:
                staging.decide(fates)
    staging.mark_repeats()


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
        marks = _matches(self._connection, keys)
        targets = {row.number: row.target for row in rows if row.action is Action.UPDATE}
        ids = {key for found in marks.values() for key in found}
        ids |= {key for key in targets.values() if key is not None}
        present = identity.some(self._connection, ids, self._today)
        found: list[Decision] = []
        for row in rows:
            if row.action is Action.UPDATE and row.target not in present:
                found.append((Fate.GONE, row.target, None, row.number))
            elif row.action in {None, Action.UPDATE} and (who := self._who(row, marks)):
                entry = unstaged(row.kept, self._today)
                lines = card_lines(self._connection, who) if entry.customer.card else {}
                people = [(present[key], lines.get(key, ())) for key in who]
                found.append((*self._fate(row, entry, people), row.number))
        return found

    def _who(self, row: StagedRow, marks: Marks) -> list[int]:
        """List the customers that a row may be, those it most surely is."""
        if row.action is Action.UPDATE and row.target is not None:
            return [row.target]
        return _surest(marks.get(row.number, {}))

    def _fate(
        self,
        row: StagedRow,
        entry: Entry,
        candidates: Sequence[tuple[Customer, Sequence[str]]],
    ) -> tuple[Fate, int | None, int | None]:
        found = [
            (each, changes_of(each, update_of(each, entry, exact=self._exact, lines=lines)))
            for each, lines in candidates
        ]
        same = next((each for each, changes in found if not changes), None)
        if same is not None:
            return Fate.UNCHANGED, same.id, None
        first, changes = found[0]
        if not (self._update or row.action is Action.UPDATE):
            return Fate.IN_BOOK, first.id, None
        if len(found) > 1:
            return Fate.SEVERAL, first.id, found[1][0].id
        if first.archived is not None:
            return Fate.ARCHIVED, first.id, None
        return (Fate.ADDED if only_adds(changes) else Fate.UPDATED), first.id, None


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


def _matches(connection: sqlite3.Connection, keys: Sequence[StagedKey]) -> Marks:
    """Find the customers that rows may be, and by which kinds of keys."""
    rows: dict[str, list[StagedKey]] = {}
    for each in keys:
        rows.setdefault(each.key, []).append(each)
    found: dict[int, dict[int, set[str]]] = {}

    def note(key: str, customer_id: int) -> None:
        for each in rows[key]:
            found.setdefault(each.row, {}).setdefault(customer_id, set()).add(key[0])

    for mark, kind in _KINDS.items():
        wanted = [key[1:] for key in rows if key[0] == mark]
        for key, customer_id in identity.owners(connection, kind, wanted):
            note(mark + key, customer_id)
    uids = [key[1:] for key in rows if key[0] == UID]
    for uid, customer_id in identity.with_uid(connection, uids):
        note(UID + uid, customer_id)
    for mark in (ID_GIVEN, ID_SAID):
        ids = [int(key[1:]) for key in rows if key[0] == mark]
        for customer_id in identity.present(connection, ids):
            note(f"{mark}{customer_id}", customer_id)
    _match_names(connection, rows, found)
    return found


def _match_names(
    connection: sqlite3.Connection,
    rows: Mapping[str, Sequence[StagedKey]],
    found: dict[int, dict[int, set[str]]],
) -> None:
    names: dict[str, list[StagedKey]] = {}
    for key, staged in rows.items():
        if key[0] in {_COMPANY, _PERSON}:
            names.setdefault(key[1:].partition(_BREAK)[0], []).extend(staged)
    bearers = list(identity.owners(connection, KeyKind.NAME, names))
    details = identity.namesakes(connection, {key for _, key in bearers})
    for name, customer_id in bearers:
        for each in names[name]:
            if _is_same(each, details[customer_id]):
                found.setdefault(each.row, {}).setdefault(customer_id, set()).add(_PERSON)


def _is_same(staged: StagedKey, bearer: Namesake) -> bool:
    company = staged.key.partition(_BREAK)[2]
    if fold(bearer.company) != company:
        return False
    two_people = staged.key[0] == _PERSON and bearer.kind is CustomerKind.PERSON
    return not (two_people and staged.reached and bearer.reached)
