"""The exact keys a customer is found by: names, numbers, addresses, pinyin and initials."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.customer import CustomerKind
from crmcli.domain.lookup import KeyKind
from crmcli.domain.phone import search_forms, tail_key
from crmcli.domain.text import fold
from crmcli.services.customers.emails import email_key
from crmcli.services.naming.pinyin import spell
from crmcli.store.reads import lookup

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator


_MOST_OF_A_PERSON = 4
_MOST_OF_A_COMPANY = 1


def search_keys(
    *,
    name: str,
    kind: CustomerKind,
    company: str | None,
    people: Iterable[str],
    phones: Iterable[str],
    emails: Iterable[str],
) -> Iterator[tuple[str, KeyKind]]:
    """Yield the keys of a customer.

    Args:
        name: its name.
        kind: whether it is a person, whose name begins with a family name.
        company: the company it belongs to.
        people: names of its people.
        phones: all its kept numbers, its people's too.
        emails: all its kept addresses, its people's too.
    """
    yield fold(name), KeyKind.NAME
    yield from _spelled(name, person=kind is CustomerKind.PERSON)
    if company:
        yield fold(company), KeyKind.COMPANY
        yield from _spelled(company, person=False)
    for person in people:
        yield fold(person), KeyKind.PERSON
        yield from _spelled(person, person=True)
    for number in phones:
        for form in search_forms(number):
            yield form, KeyKind.PHONE
        yield tail_key(number), KeyKind.TAIL
    for address in emails:
        yield email_key(address), KeyKind.EMAIL


def keys_of(connection: sqlite3.Connection, customer_id: int) -> Iterator[tuple[str, KeyKind]]:
    """Yield the keys of a customer as it is in the book."""
    (name, kind, company), points = lookup.names_and_points(connection, customer_id)
    people = [person for _, person in lookup.people_names(connection, customer_id)]
    reached: dict[str, list[str]] = {}
    for each, value in points:
        reached.setdefault(each, []).append(value)
    yield from search_keys(
        name=name,
        kind=CustomerKind(kind),
        company=company,
        people=people,
        phones=reached.get("phone", ()),
        emails=reached.get("email", ()),
    )


def _spelled(name: str, *, person: bool) -> Iterator[tuple[str, KeyKind]]:
    spelling = spell(name, person=person)
    # A company's name is long: all readings of all its characters would fill half of the index.
    most = _MOST_OF_A_PERSON if person else _MOST_OF_A_COMPANY
    for full in spelling.full[:most]:
        yield full, KeyKind.PINYIN
    for initials in spelling.initials[:most]:
        yield initials, KeyKind.INITIALS
