"""Which rows of an import are customers already: in the book, or in an earlier row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.classes import Axis
from crmcli.domain.customer import CustomerKind
from crmcli.domain.lookup import KeyKind
from crmcli.domain.text import fold
from crmcli.services.customers.duplicates import identifying_keys
from crmcli.services.imports.staged_entry import unstaged
from crmcli.store.reads import identity
from crmcli.store.staging.rows import Fate, StagedKey

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from crmcli.domain.customer import Customer, CustomerDraft
    from crmcli.domain.entry import Entry
    from crmcli.store.reads.identity import Namesake
    from crmcli.store.staging.rows import Staging

_CHUNK = 300
_MARKS = {KeyKind.PHONE: "p", KeyKind.EMAIL: "e"}
_KINDS = {mark: kind for kind, mark in _MARKS.items()}
_COMPANY, _PERSON, _BREAK = "c", "n", "\x1f"


def keys_of_row(number: int, draft: CustomerDraft) -> Iterator[StagedKey]:
    """Yield the keys of a row: its numbers and addresses, and its name with its company.

    A person without a company has the name alone, which two people with numbers of their own may
    share.
    """
    for kind, key in identifying_keys(draft):
        yield StagedKey(_MARKS[kind] + key, number)
    name = fold(draft.name)
    if draft.company or draft.kind is CustomerKind.COMPANY:
        company = fold(draft.company or "")
        yield StagedKey(f"{_COMPANY}{name}{_BREAK}{company}", number)
    else:
        yield StagedKey(_PERSON + name, number, bool(draft.phones or draft.emails))


def settle(connection: sqlite3.Connection | None, staging: Staging, today: date) -> None:
    """Decide for each row whether it is new, as the book is now.

    Args:
        connection: the reading door; None while there is no book.
        staging: the rows.
        today: the local date.
    """
    staging.begin()
    if connection is not None and identity.has_customers(connection):
        for rows, keys in staging.chunks(_CHUNK):
            matches = _matches(connection, keys)
            if matches:
                staging.decide(_fates(connection, rows, matches, today))
    staging.mark_repeats()


def _fates(
    connection: sqlite3.Connection,
    rows: Mapping[int, str],
    matches: Mapping[int, Sequence[int]],
    today: date,
) -> list[tuple[Fate, int, int]]:
    found = identity.some(connection, {key for ids in matches.values() for key in ids}, today)
    fates = []
    for number, ids in matches.items():
        entry = unstaged(rows[number], today)
        same = next((key for key in ids if holds(found[key], entry)), None)
        fate = Fate.IN_BOOK if same is None else Fate.UNCHANGED
        fates.append((fate, ids[0] if same is None else same, number))
    return fates


def _matches(connection: sqlite3.Connection, keys: Sequence[StagedKey]) -> dict[int, list[int]]:
    """Find the customers that rows are: ids by row number, the oldest customer first."""
    rows: dict[str, list[StagedKey]] = {}
    for each in keys:
        rows.setdefault(each.key, []).append(each)
    found: dict[int, set[int]] = {}
    for mark, kind in _KINDS.items():
        wanted = [key[1:] for key in rows if key[0] == mark]
        for key, customer_id in identity.owners(connection, kind, wanted):
            for each in rows[mark + key]:
                found.setdefault(each.row, set()).add(customer_id)
    _match_names(connection, rows, found)
    return {number: sorted(ids) for number, ids in found.items()}


def _match_names(
    connection: sqlite3.Connection,
    rows: Mapping[str, Sequence[StagedKey]],
    found: dict[int, set[int]],
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
                found.setdefault(each.row, set()).add(customer_id)


def _is_same(staged: StagedKey, bearer: Namesake) -> bool:
    company = staged.key.partition(_BREAK)[2]
    if fold(bearer.company) != company:
        return False
    two_people = staged.key[0] == _PERSON and bearer.kind is CustomerKind.PERSON
    return not (two_people and staged.reached and bearer.reached)


_ALIKE = (
    "kind", "name", "gender", "occupation", "company", "title", "industry", "company_size",
    "registered", "address", "hobbies", "birthday", "channel", "source", "product_needs",
    "service_requirements", "need_kind", "potential", "owner", "notes", "expected_close", "grade",
    "every", "by_channel", "need", "importance", "may_contact", "may_share", "consent_on",
    "consent_reason",
)  # fmt: skip
_CONTAINED = ("phones", "emails", "tags")


def holds(customer: Customer, entry: Entry) -> bool:
    """Tell whether a customer in the book holds everything that a row says of it."""
    draft = entry.customer
    for name in _ALIKE:
        value = getattr(draft, name)
        if value is not None and value != getattr(customer, name):
            return False
    if any(set(getattr(draft, name)) - set(getattr(customer, name)) for name in _CONTAINED):
        return False
    if draft.fields.items() - customer.fields.items():
        return False
    if draft.handles.items() - customer.handles.items():
        return False
    if any(pin.axis is Axis.STATUS and pin.value != customer.status for pin in entry.pins):
        return False
    if entry.lost_on is not None and entry.lost_on != customer.lost:
        return False
    return _knows_people(customer, draft) and _knows_contact(customer, entry)


def _knows_people(customer: Customer, draft: CustomerDraft) -> bool:
    known = {each.name: each for each in customer.people}
    for person in draft.people:
        each = known.get(person.name)
        if each is None or person.title not in {None, each.title}:
            return False
        if person.birthday not in {None, each.birthday} or person.role not in {None, each.role}:
            return False
        if set(person.phones) - set(each.phones) or set(person.emails) - set(each.emails):
            return False
    return True


def _knows_contact(customer: Customer, entry: Entry) -> bool:
    last = customer.last_contact
    return all(last is not None and step.contact.on <= last for step in entry.steps)
