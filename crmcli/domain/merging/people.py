"""Which people of two customers that are one are the same: those of one name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.person import Person
from crmcli.domain.text import fold, same_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from crmcli.domain.customer import Customer

ITSELF = 0
"""The id of a customer that becomes one of the people of another."""

SINGLE = ("title", "role", "birthday")
"""The fields of a person that hold one value."""


def as_person(customer: Customer) -> Person:
    """Give a customer as one of the people of another: its own numbers are the person's."""
    return Person(
        id=ITSELF,
        customer_id=customer.id,
        name=customer.name,
        title=customer.title,
        role=None,
        phones=customer.phones,
        emails=customer.emails,
        birthday=customer.birthday,
    )


def matched(keep: Sequence[Person], other: Sequence[Person]) -> Mapping[int, Person]:
    """Give by id of the people that come whom of those that are there each is.

    Of several of one name the one with the same number or address; nobody is two that come.
    """
    found: dict[int, Person] = {}
    for alike in (_reached_alike, _named_alike):
        for each in other:
            taken = {person.id for person in found.values()}
            there = (one for one in keep if one.id not in taken and alike(one, each))
            same = None if each.id in found else next(there, None)
            if same is not None:
                found[each.id] = same
    return found


def _named_alike(one: Person, other: Person) -> bool:
    return fold(one.name) == fold(other.name)


def _reached_alike(one: Person, other: Person) -> bool:
    reached = {*one.phones, *one.emails}
    return _named_alike(one, other) and not reached.isdisjoint({*other.phones, *other.emails})


def lost_of_people(
    people: Sequence[Person], same: Mapping[int, Person]
) -> Iterator[tuple[str, str, str]]:
    """Yield what is said of people that come and are there with something else.

    Yields:
        The name of the field, as notes have it, what is there, and what comes.
    """
    for each in people:
        if each.id not in same:
            continue
        for name in SINGLE:
            mine, theirs = getattr(same[each.id], name), getattr(each, name)
            if mine is not None and theirs is not None and not same_text(mine, theirs):
                yield f"{each.name}.{name}", mine, theirs
