"""Bringing contacts into a book, in batches."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from crmcli.domain.contact import Direction, Outcome, Purpose, effect_of
from crmcli.store.index import contact_words
from crmcli.store.staging.batch import Batch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crmcli.services.contacts.staged import StagedContact
    from crmcli.store.transaction import Transaction

_BATCH = 500
"""How many contacts are written at a time; memory holds no more of them."""


def load(transaction: Transaction, contacts: Iterable[StagedContact]) -> Iterator[int]:
    """Write contacts, and yield after each batch how many there are so far.

    The caller settles their customers afterwards.
    """
    remaining, done = iter(contacts), 0
    with Batch(transaction) as rows:
        while chunk := list(islice(remaining, _BATCH)):
            for each in chunk:
                _add(rows, each, transaction.run.author)
            rows.flush()
            done += len(chunk)
            yield done


def _add(rows: Batch, contact: StagedContact, author: str) -> None:
    key = rows.next_id("contact")
    purpose = None if contact.purpose is None else Purpose(contact.purpose)
    outcome = Outcome(contact.outcome or Outcome.REACHED)
    said = contact.said or ""
    rows.add(
        "contact",
        {
            "id": key,
            "customer_id": contact.customer_id,
            "at": contact.at,
            "day": contact.day,
            "via": contact.via,
            "direction": contact.direction or Direction.OUT.value,
            "purpose": contact.purpose,
            "outcome": outcome,
            "effect": effect_of(purpose, outcome),
            "note": contact.note,
            "said": said,
            "minutes": contact.minutes,
            "author": contact.author or author,
            "imported": True,
        },
    )
    for person in contact.people.split(",") if contact.people else ():
        rows.add("contact_person", {"contact_id": key, "person_id": int(person)})
    rows.find_text("contact", key, contact_words(contact.note, said))
