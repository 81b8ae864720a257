"""Customers that are probably the same: one phone, one e-mail, or one name with one company."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.domain.duplicate.reach import Reach
from crmcli.domain.duplicate.rule import Likeness, compared
from crmcli.domain.email_key import email_key
from crmcli.domain.lookup import KeyKind
from crmcli.domain.phone import search_forms
from crmcli.domain.text import fold
from crmcli.store.reads import lookup
from crmcli.store.reads.duplicates import facts_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from crmcli.domain.customer import CustomerDraft
    from crmcli.domain.duplicate.words import Reason


@dataclass(frozen=True, slots=True)
class LikelySame:
    """A customer that a new one probably is; the field names are the keys of its JSON.

    Args:
        reasons: what both have in common.
    """

    id: int
    name: str
    company: str | None
    archived: bool
    in_book: bool
    reasons: tuple[Reason, ...]


def likely_duplicates(
    connection: sqlite3.Connection, draft: CustomerDraft
) -> tuple[LikelySame, ...]:
    """Find the customers in the book that a new one probably is."""
    found: dict[int, None] = {}
    for kind, key in identifying_keys(draft):
        for customer_id in lookup.with_key(connection, key, kind):
            found[customer_id] = None
    for customer_id in lookup.with_key(connection, fold(draft.name), KeyKind.NAME):
        candidate = lookup.by_id(connection, customer_id)
        if candidate is not None and fold(candidate.company or "") == fold(draft.company or ""):
            found[customer_id] = None
    return tuple(_with_reasons(connection, draft, list(found)))


def identifying_keys(draft: CustomerDraft) -> list[tuple[KeyKind, str]]:
    """List the keys that belong to one customer alone: its numbers and addresses."""
    phones = [(KeyKind.PHONE, search_forms(number)[0]) for number in draft.phones]
    return phones + [(KeyKind.EMAIL, email_key(address)) for address in draft.emails]


def _with_reasons(
    connection: sqlite3.Connection, draft: CustomerDraft, ids: list[int]
) -> Iterator[LikelySame]:
    """Yield customers with what they have in common with a new one."""
    if not ids:
        return
    new = Likeness(
        id=0,
        kind=draft.kind,
        name=draft.name,
        company=draft.company,
        birthday=draft.birthday,
        phones=tuple(Reach(each) for each in draft.phones),
        emails=tuple(Reach(each) for each in draft.emails),
        handles=tuple(f"{service}: {handle}" for service, handle in draft.handles.items()),
    )
    facts = facts_of(connection, ids)
    for key in ids:
        candidate = lookup.by_id(connection, key)
        if candidate is not None:
            alike = compared(new, Likeness(*facts[key]), {})
            reasons = tuple(each for each in alike.reasons if each.points > 0)
            yield LikelySame(
                candidate.id,
                candidate.name,
                candidate.company,
                candidate.archived,
                candidate.in_book,
                reasons,
            )
