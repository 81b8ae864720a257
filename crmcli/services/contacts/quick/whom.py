"""Which customer a sentence means: by name, by surname and title, else as on the command line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from crmcli.domain.quick.aligned import is_chinese
from crmcli.domain.text import fold
from crmcli.errors import N_, NotFound
from crmcli.services.naming.customers import (
    MOST_CANDIDATES,
    AmbiguousCustomer,
    CustomerNotFound,
    named,
    not_found,
)
from crmcli.store.reads import lookup
from crmcli.store.reads.called import of_surname

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from crmcli.domain.lookup import Candidate
    from crmcli.domain.quick.entry import QuickEntry, Region
    from crmcli.domain.quick.titles import Called
    from crmcli.services.contacts.quick.names import Name
    from crmcli.store.reads.called import Person

_LONGEST_PERSON: Final = 4
_FOLLOWING: Final = frozenset(
    "说问要想嫌来去打聊谈见电报那这的给和跟与在对了很有没不未无已今明昨前后上下又再还都也就约发微视邮短拜访会面"
    "找代替帮开吃喝致回通总经主老先女小姐哥工董处科局院校部厂店秘助医律会博书同拒答觉认表反希担抱催签确需预周星大刚已"
)
"""What may follow a name of a person without being a part of it."""

_ENDS_WITH: Final = re.compile(r"(?P<words>[\w.'-]+(?: [\w.'-]+)?) ?(?:and|with|&|\+|/) ?$")
_BEGINS_WITH: Final = re.compile(r" ?(?:and|with|&|\+|/) ?(?P<words>[\w.'-]+(?: [\w.'-]+)?)")
"""Who is named beside somebody else, in English; Chinese names need no border to be found."""

_MANAGER: Final = ("经理",)
_BOOK_TITLES: Final = 40
"""How long a title in the book is looked at."""


class NobodyNamed(NotFound):
    """A sentence that names no customer."""

    code = "nobody_named"
    sentence = N_("No customer is named in {text}.")
    hint = N_("Name one, as in 电话王总 or called Anna Smith, or say who it is with --customer.")


class Whom(NamedTuple):
    """The customer of a contact.

    Args:
        customer_id: the customer.
        people: the names of its people who are named.
    """

    customer_id: int
    people: tuple[str, ...] = ()


class _Meant(NamedTuple):
    """Whom a part of a sentence may mean."""

    text: str
    customers: dict[int, str | None]


def whom(
    connection: sqlite3.Connection, entry: QuickEntry, names: Iterable[tuple[str, Name]]
) -> Whom:
    """Find the customer that a sentence is about.

    The part that tells of the contact counts first. There a name of the book, and a surname with a
    title, say who is meant; both together may name one person of one company. A title counts as on
    the command line a tier does: who is called so, then whose known title fits, then of whom no
    title is known. Else the name is looked for as on the command line.

    Args:
        connection: the reading door.
        entry: the sentence.
        names: the names of the book in it, each with its text.

    Raises:
        NobodyNamed: nobody is named.
        CustomerNotFound: who is named is not in the book.
        AmbiguousCustomer: several are meant.
    """
    known = list(names)
    for region in entry.regions:
        meant = list(_meant(connection, region, known))
        if meant:
            decided = _decided(connection, meant)
            _check_company(connection, region.text, [each.text for each in meant], decided)
            return decided
        if region.called:
            raise not_found(connection, region.called[0].text)
        if region.slot is not None:
            found = Whom(named(connection, region.slot).id)
            _check_company(connection, region.text, [region.slot], found)
            return found
    raise NobodyNamed(text=entry.text)


def _check_company(
    connection: sqlite3.Connection, text: str, names: list[str], found: Whom
) -> None:
    """Refuse a second customer who is named beside the first: `called Anna and Bob`.

    Raises:
        AmbiguousCustomer: there is one.
    """
    for name in names:
        at = text.find(name)
        before, after = _ENDS_WITH.search(text[:at]), _BEGINS_WITH.match(text[at + len(name) :])
        for words in (None if before is None else before["words"], after and after["words"]):
            other = (
                None
                if not words
                else _customer_of(
                    connection, words.split(), last=words in text[:at], small=name.islower()
                )
            )
            if other is not None and all(each.id != found.customer_id for each in other):
                first = lookup.by_id(connection, found.customer_id)
                both = (*(() if first is None else (first,)), *other)
                raise AmbiguousCustomer(text.strip(), both[:MOST_CANDIDATES], more=False)


def _customer_of(
    connection: sqlite3.Connection, words: list[str], *, last: bool, small: bool
) -> tuple[Candidate, ...] | None:
    """Find who is called by the last or first words of some: both together, then one.

    A name begins with a capital, unless the one beside it is written small too.
    """
    for count in range(len(words), 0, -1):
        name = " ".join(words[-count:] if last else words[:count])
        if not small and not all(each[0].isupper() for each in name.split()):
            continue
        try:
            return (named(connection, name),)
        except CustomerNotFound:
            continue
        except AmbiguousCustomer as error:
            return error.candidates
    return None


def _meant(
    connection: sqlite3.Connection, region: Region, names: list[tuple[str, Name]]
) -> Iterable[_Meant]:
    """Yield whom the names of a part may mean, each by itself."""
    starts = {other.piece.start for _, other in names} | {
        each.piece.start for each in region.called
    }
    inside = [(text, name) for text, name in names if text in region.text]
    alone = [
        each
        for each in inside
        if each[1].piece.end in starts or _stands_alone(region.text, each[0])
    ]
    # Beside a name that stands alone, one that may be a part of a longer one is not passed over.
    for text, name in inside if alone else ():
        person = text if name.is_person else None
        owners: dict[int, str | None] = dict.fromkeys(sorted(name.customers), person)
        yield _Meant(text, owners)
    for called in region.called:
        if any(called.text in text or text in called.text for text, _ in names):
            continue
        found = _called(connection, called)
        if found:
            yield _Meant(called.text, found)


def _stands_alone(sentence: str, name: str) -> bool:
    """Tell whether a name ends where it stands: 王芳 is not who is meant by 王芳华."""
    after = sentence[sentence.index(name) + len(name) :][:1]
    if not (after and is_chinese(name[-1]) and is_chinese(after)):
        return True
    return len(name) > _LONGEST_PERSON or after in _FOLLOWING


def _called(connection: sqlite3.Connection, called: Called) -> dict[int, str | None]:
    """Find who may be called so, with the name of a customer's person; the best tier counts."""
    tiers: tuple[list[Person], list[Person]] = ([], [])
    for person in of_surname(connection, called.surname):
        if called.gender is not None and person.gender not in {None, called.gender}:
            continue
        title = fold(person.title or "")[:_BOOK_TITLES]
        if called.fits and title:
            if _fits(called, title):
                tiers[0].append(person)
        elif called.gender is not None and person.gender == called.gender:
            tiers[0].append(person)
        else:
            tiers[1].append(person)
    for tier in tiers:
        present = [each for each in tier if not each.archived] or tier
        if present:
            # Of many, those of whom one has talked of late are the likelier ones to be picked.
            present.sort(key=lambda each: each.customer_id)
            present.sort(key=lambda each: each.last_contact, reverse=True)
            return {
                each.customer_id: each.name if each.person_id is not None else None
                for each in present
            }
    return {}


def _fits(called: Called, title: str) -> bool:
    """Tell whether a title in the book is what somebody is called; a 总经理 is no 经理."""
    if called.fits == _MANAGER:
        title = title.replace("总经理", "")
    return any(each in title for each in called.fits)


def _decided(connection: sqlite3.Connection, meant: list[_Meant]) -> Whom:
    """Take the one customer that all names of a part mean; else say that there are several."""
    common = set(meant[0].customers)
    for each in meant[1:]:
        common &= set(each.customers)
    everybody = common or {key for each in meant for key in each.customers}
    if len(everybody) == 1 and common:
        (customer_id,) = everybody
        people = (each.customers[customer_id] for each in meant)
        return Whom(customer_id, tuple(dict.fromkeys(name for name in people if name)))
    text = " ".join(dict.fromkeys(each.text for each in meant))
    order = dict.fromkeys(key for each in meant for key in each.customers if key in everybody)
    shown = list(order)[: MOST_CANDIDATES + 1]
    found = [candidate for key in shown if (candidate := lookup.by_id(connection, key)) is not None]
    present = [each for each in found if not each.archived] or found
    if len(present) == 1:
        return Whom(present[0].id)
    raise AmbiguousCustomer(text, tuple(present), more=len(present) > MOST_CANDIDATES)
