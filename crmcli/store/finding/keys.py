"""The keys a customer is found by: names and their short forms, numbers, addresses, spellings."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from crmcli.domain.company_name import names_company
from crmcli.domain.customer import CustomerKind
from crmcli.domain.email_key import email_key
from crmcli.domain.lookup import KeyKind
from crmcli.domain.phone import search_forms, tail_key
from crmcli.domain.plain_name import plain_name
from crmcli.domain.short_name import short_names
from crmcli.domain.spelling import heads_of, spelled_key, syllable_key
from crmcli.domain.text import fold
from crmcli.store.finding.pinyin import given_spelling, spelling
from crmcli.store.reads import lookup

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator


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
    # Whoever is called like a company is found like one, whatever was stated of it.
    is_person = kind is CustomerKind.PERSON and not names_company(name)
    yield from _of_person(name) if is_person else _of_company(name)
    if company:
        yield fold(company), KeyKind.COMPANY
        yield from _of_company(company)
    for person in people:
        yield fold(person), KeyKind.PERSON
        yield from _of_person(person)
    for number in phones:
        for form in search_forms(number):
            yield form, KeyKind.PHONE
        yield tail_key(number), KeyKind.TAIL
        line, _, extension = number.partition("#")
        if extension:
            # Whoever knows the end of a number may not know the extension.
            yield tail_key(line), KeyKind.TAIL
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


def _of_person(name: str) -> Iterator[tuple[str, KeyKind]]:
    yield from _alias(name)
    yield from _spelled(spelling(name))
    given = given_spelling(name)
    if given:
        yield from (
            (spelled_key(heads, given, given=True), KeyKind.GIVEN) for heads in heads_of(given)
        )


@lru_cache(maxsize=4096)
def _of_company(name: str) -> tuple[tuple[str, KeyKind], ...]:
    """Give the keys of a company's name, which many customers may have."""
    shorts = short_names(name)
    return (
        *_alias(name),
        *_spelled(spelling(name, person=False)),
        *((short, KeyKind.SHORT) for short in shorts),
        *(key for short in shorts for key in _spelled(spelling(short, person=False))),
    )


def _alias(name: str) -> Iterator[tuple[str, KeyKind]]:
    """Yield a name without spaces and punctuation, where it has any: 阿依·古丽 is 阿依古丽.

    A word with a sign in it stands by itself too: Shaun O'Neil is found by oneil.
    """
    joined, written = plain_name(name), fold(name)
    if joined == written:
        return
    yield joined, KeyKind.ALIAS
    if " " in joined:
        for word in dict.fromkeys(joined.split()):
            if word not in written:
                yield word, KeyKind.ALIAS


@lru_cache(maxsize=4096)
def _spelled(text: str) -> tuple[tuple[str, KeyKind], ...]:
    """Give the keys of a spelling, and the readings of its first character."""
    if not text:
        return ()
    first = text.partition("/")[0].split(",")
    return (
        *((spelled_key(heads, text), KeyKind.PINYIN) for heads in heads_of(text)),
        *((syllable_key(each), KeyKind.SYLLABLE) for each in first if each[0] != "."),
    )
