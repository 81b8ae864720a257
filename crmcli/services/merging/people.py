"""The people of two customers that are one: who is there twice becomes one with all numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.merging.people import ITSELF, SINGLE
from crmcli.domain.merging.side import point_key
from crmcli.store.reads.merging import contacts_with, points_of

if TYPE_CHECKING:
    from crmcli.domain.person import Person
    from crmcli.services.merging.planning import Plan
    from crmcli.store.transaction import Transaction


def join_people(transaction: Transaction, plan: Plan) -> None:
    """Join the people who are there on both sides; whoever is not moves with all else."""
    for each in plan.people:
        there = plan.same.get(each.id)
        if there is not None:
            _fill(transaction, there, each)
            _give_points(transaction, plan, each.id, there.id)
            if each.id != ITSELF:
                _give_contacts(transaction, each.id, there.id)
                transaction.remove("person", id=each.id)
        elif each.id == ITSELF:
            columns = {name: getattr(each, name) for name in ("name", *SINGLE)}
            key = transaction.add("person", customer_id=plan.keep.customer.id, **columns)
            _give_points(transaction, plan, ITSELF, key)


def _fill(transaction: Transaction, there: Person, comes: Person) -> None:
    """Give a person what it lacks."""
    lacking = {
        name: getattr(comes, name)
        for name in SINGLE
        if getattr(there, name) is None and getattr(comes, name) is not None
    }
    if lacking:
        transaction.change("person", {"id": there.id}, **lacking)


def _give_points(transaction: Transaction, plan: Plan, source: int, target: int) -> None:
    """Put the numbers and addresses of one person after those of another that has not got them."""
    keep, other = plan.keep.customer.id, plan.other.customer.id
    owner = None if source == ITSELF else source
    present = set()
    places: dict[str, int] = {}
    for _, person, kind, value in points_of(transaction.connection, keep):
        if person == target:
            present.add((kind, point_key(kind, value)))
            places[kind] = places.get(kind, 0) + 1
    for key, person, kind, value in points_of(transaction.connection, other):
        if person != owner or kind not in {"phone", "email"}:
            continue
        if (kind, point_key(kind, value)) in present:
            transaction.remove("contact_point", id=key)
            continue
        place = places.get(kind, 0)
        places[kind] = place + 1
        given = {"customer_id": keep, "person_id": target, "position": place}
        transaction.change("contact_point", {"id": key}, **given)


def _give_contacts(transaction: Transaction, source: int, target: int) -> None:
    """Say of contacts with one person that they were with another."""
    for contact in contacts_with(transaction.connection, source):
        transaction.remove("contact_person", contact_id=contact, person_id=source)
        transaction.add("contact_person", contact_id=contact, person_id=target)
