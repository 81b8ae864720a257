"""Writing the people of a customer, their numbers and addresses, and what finds them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from crmcli.domain.sought import Forced, sought
from crmcli.services.contacts.log import AmbiguousPerson, PersonNotFound
from crmcli.services.customers.writing import put_points
from crmcli.services.naming.findability import FoundBy, findable, found_by
from crmcli.services.naming.people import called_among
from crmcli.store.links import unlink
from crmcli.store.reads.book import policy
from crmcli.store.settling.greeting import settle_greetings

if TYPE_CHECKING:
    from crmcli.domain.customer import Customer
    from crmcli.domain.person import Person
    from crmcli.store.transaction import Transaction


def person_of(customer: Customer, who: str) -> Person:
    """Find one of a customer's people by its id, or by its name as `called_among` reads it.

    Raises:
        PersonNotFound: none is named so.
        AmbiguousPerson: several are, and none has exactly this name.
    """
    wanted, people = sought(who), customer.people
    found = [each for each in people if each.id == wanted.number]
    if not found and wanted.forced is not Forced.ID:
        found = [people[at] for at in called_among([each.name for each in people], wanted.text)]
    if not found:
        raise PersonNotFound(customer=customer.name, id=customer.id, name=who)
    if len(found) > 1:
        raise AmbiguousPerson(customer=customer.name, name=who)
    return found[0]


def insert(transaction: Transaction, draft: Person) -> Person:
    """Write a new person and return it with its id."""
    found = found_by(transaction.connection, draft.customer_id, keys=True)
    key = transaction.add("person", customer_id=draft.customer_id, **_columns(draft))
    person = replace(draft, id=key)
    _write_points(transaction, person)
    _found(transaction, person, found)
    return person


def write(transaction: Transaction, before: Person, after: Person) -> None:
    """Write a person that changed."""
    found = found_by(transaction.connection, after.customer_id, keys=True)
    transaction.change("person", {"id": after.id}, **_columns(after))
    if (before.phones, before.emails) != (after.phones, after.emails):
        _write_points(transaction, after)
    _found(transaction, after, found)


def delete(transaction: Transaction, person: Person) -> None:
    """Remove a person and where it took part in contacts."""
    found = found_by(transaction.connection, person.customer_id, keys=True)
    unlink(transaction, "person", person.id)
    transaction.remove("person", id=person.id)
    _found(transaction, person, found)


def _columns(person: Person) -> dict[str, Any]:
    names = ("name", "title", "role", "birthday")
    return {name: getattr(person, name) for name in names}


def _write_points(transaction: Transaction, person: Person) -> None:
    put_points(transaction, person.customer_id, person.id, "phone", person.phones)
    put_points(transaction, person.customer_id, person.id, "email", person.emails)


def _found(transaction: Transaction, person: Person, before: FoundBy) -> None:
    run = transaction.run
    transaction.change("customer", {"id": person.customer_id}, updated=run.now)
    findable(transaction, person.customer_id, before)
    settle_greetings(transaction, policy(transaction.connection), [person.customer_id])
