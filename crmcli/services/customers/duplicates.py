"""Customers that are probably the same: one phone, one e-mail, or one name with one company."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.lookup import Candidate, KeyKind
from crmcli.domain.phone import search_forms
from crmcli.domain.text import fold
from crmcli.services.customers.emails import email_key
from crmcli.store.reads import lookup

if TYPE_CHECKING:
    import sqlite3

    from crmcli.domain.customer import CustomerDraft


def likely_duplicates(
    connection: sqlite3.Connection, draft: CustomerDraft
) -> tuple[Candidate, ...]:
    """Find the customers in the book that a new one probably is."""
    found: dict[int, None] = {}
    for kind, key in identifying_keys(draft):
        for customer_id in lookup.with_key(connection, key, kind):
            found[customer_id] = None
    for customer_id in lookup.with_key(connection, fold(draft.name), KeyKind.NAME):
        candidate = lookup.by_id(connection, customer_id)
        if candidate is not None and fold(candidate.company or "") == fold(draft.company or ""):
            found[customer_id] = None
    candidates = (lookup.by_id(connection, each) for each in found)
    return tuple(each for each in candidates if each is not None)


def identifying_keys(draft: CustomerDraft) -> list[tuple[KeyKind, str]]:
    """List the keys that belong to one customer alone: its numbers and addresses."""
    phones = [(KeyKind.PHONE, search_forms(number)[0]) for number in draft.phones]
    return phones + [(KeyKind.EMAIL, email_key(address)) for address in draft.emails]
