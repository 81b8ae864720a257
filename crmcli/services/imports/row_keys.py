"""The keys that a row has, and the customers of the book who have them too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.customer import CustomerKind
from crmcli.domain.lookup import KeyKind
from crmcli.domain.text import fold
from crmcli.services.customers.duplicates import identifying_keys
from crmcli.store.reads import identity
from crmcli.store.staging.staged_row import UID, StagedKey

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Container, Iterator, Mapping, Sequence

    from crmcli.domain.customer import CustomerDraft
    from crmcli.store.reads.identity import Namesake

    Marks = Mapping[int, Mapping[int, set[str]]]
    """By row number the customers it may be, each with the kinds of keys they share."""

_MARKS = {KeyKind.PHONE: "p", KeyKind.EMAIL: "e"}
REACHING = {mark: kind for kind, mark in _MARKS.items()}
"""Keys by which somebody is reached, and what the book calls them."""

_COMPANY, _PERSON, _BREAK = "c", "n", "\x1f"
ID_GIVEN, ID_SAID = "i", "s"
"""Keys of what a row says it is beside its uid: its id where that was said, an id it came with."""
_NAMED_PHONE = "b"
CALLED = "="
"""Marks who is called as a row says that is a customer of its own, whatever else they are."""


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


def matches(
    connection: sqlite3.Connection, keys: Sequence[StagedKey], own: Container[int]
) -> Marks:
    """Find the customers that rows may be, and by which kinds of keys.

    Args:
        connection: the reading door.
        keys: the keys of the rows.
        own: the rows that say that they are customers of their own.
    """
    rows: dict[str, list[StagedKey]] = {}
    for each in keys:
        rows.setdefault(each.key, []).append(each)
    found: dict[int, dict[int, set[str]]] = {}

    def note(key: str, customer_id: int) -> None:
        for each in rows[key]:
            found.setdefault(each.row, {}).setdefault(customer_id, set()).add(key[0])

    for mark, kind in REACHING.items():
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
    _match_names(connection, rows, found, own)
    return found


def _match_names(
    connection: sqlite3.Connection,
    rows: Mapping[str, Sequence[StagedKey]],
    found: dict[int, dict[int, set[str]]],
    own: Container[int],
) -> None:
    names: dict[str, list[StagedKey]] = {}
    for key, staged in rows.items():
        if key[0] in {_COMPANY, _PERSON}:
            names.setdefault(key[1:].partition(_BREAK)[0], []).extend(staged)
    bearers = list(identity.owners(connection, KeyKind.NAME, names))
    details = identity.namesakes(connection, {key for _, key in bearers})
    for name, customer_id in bearers:
        for each in names[name]:
            is_own = each.row in own
            if is_own or _is_same(each, details[customer_id]):
                mark = CALLED if is_own else _PERSON
                found.setdefault(each.row, {}).setdefault(customer_id, set()).add(mark)


def _is_same(staged: StagedKey, bearer: Namesake) -> bool:
    company = staged.key.partition(_BREAK)[2]
    if fold(bearer.company) != company:
        return False
    two_people = staged.key[0] == _PERSON and bearer.kind is CustomerKind.PERSON
    return not (two_people and staged.reached and bearer.reached)
