"""The people of a customer: adding, changing and removing them; numbers and keys follow."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from crmcli.domain.birthday import read_birthday
from crmcli.domain.customer import Customer
from crmcli.domain.emptied_part import PERSON, part_named
from crmcli.domain.person import Person
from crmcli.domain.text import clean, clean_name, fold
from crmcli.errors import N_, Conflict, Refused, UsageFault
from crmcli.services.customers.difference import check_filled
from crmcli.services.customers.fields import Reading, read_field
from crmcli.services.customers.judged import existing
from crmcli.services.customers.lists import lacking, united
from crmcli.services.naming.customers import named
from crmcli.store.reads import book as book_reads

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from crmcli.domain.run import Run
    from crmcli.store.book import Book
    from crmcli.store.transaction import Transaction


class SamePerson(Conflict):
    """The customer has a person of this name."""

    code = "same_person"
    sentence = N_("{customer} has a person named {name} already.")
    hint = N_("Add another of the same name with --force, or change the one there.")


class UnknownPersonField(UsageFault):
    """A field that a person does not have."""

    code = "unknown_person_field"
    sentence = N_("A person has no field {name} that can be unset.")
    hint = N_("Write title, role, phones, emails, birthday, phone:NUMBER or email:ADDRESS.")


class NobodyNamed(Refused):
    """A person without a name."""

    code = "person_without_name"
    sentence = N_("A person needs a name.")


@dataclass(frozen=True, slots=True)
class PersonChange:
    """What is given of a person, as text by field name; as `Change` of a customer.

    Args:
        set: fields with their new values: name, title, role, birthday.
        add: numbers (`phones`) and addresses (`emails`) that come in front of those there.
        unset: fields to be emptied, or single values such as `phone:138…`.
    """

    set: Mapping[str, str] = field(default_factory=dict)
    add: Mapping[str, str] = field(default_factory=dict)
    unset: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked for."""
        return not (self.set or self.add or self.unset)


@dataclass(frozen=True, slots=True)
class PersonResult:
    """A person after a change, or as it was before it was removed, and whose it is."""

    person: Person
    customer: str
    changed: bool = True


def listed(book: Book, text: str, today: date) -> tuple[Person, ...]:
    """List the people of a customer.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the text names no or several customers.
    """
    with book.reading() as connection:
        return existing(connection, named(connection, text).id, today).people


def add(
    book: Book, run: Run, text: str, given: PersonChange, *, force: bool = False
) -> PersonResult:
    """Add a person to a customer.

    Args:
        book: the book.
        run: the run.
        text: the customer, as named on the command line.
        given: the person.
        force: add it even if the customer has one of this name.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the text names no or several customers.
        SamePerson: the customer has a person of this name.
        CrmError: a field cannot be read.
    """
    with book.writing(run, existing=True) as transaction:
        from crmcli.services.customers.people_writing import insert  # noqa: PLC0415 - writers only

        seen = transaction.replayed(PersonResult)
        if seen is not None:
            return seen
        customer = _customer(transaction, text)
        nobody = Person(0, customer.id, "", None, None, (), (), None)
        draft = _changed(nobody, given, _reading(transaction))
        if not draft.name:
            raise NobodyNamed
        same = fold(draft.name) in {fold(each.name) for each in customer.people}
        if same and not force:
            raise SamePerson(customer=customer.name, name=draft.name)
        person = insert(transaction, draft)
        return transaction.finished(PersonResult(person, customer.name))


def edit(book: Book, run: Run, text: str, who: str, given: PersonChange) -> PersonResult:
    """Change a person of a customer.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the text names no or several customers.
        PersonNotFound, AmbiguousPerson: `who` names no or several of its people.
        CrmError: a field is not known or cannot be read.
    """
    with book.writing(run, existing=True) as transaction:
        from crmcli.services.customers.people_writing import person_of, write  # noqa: PLC0415 - writers only

        seen = transaction.replayed(PersonResult)
        if seen is not None:
            return seen
        customer = _customer(transaction, text)
        before = person_of(customer, who)
        after = _changed(before, given, _reading(transaction))
        changed = after != before
        if changed:
            write(transaction, before, after)
        return transaction.finished(PersonResult(after, customer.name, changed))


def remove(book: Book, run: Run, text: str, who: str) -> PersonResult:
    """Remove a person of a customer; contacts it took part in stay, without it.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the text names no or several customers.
        PersonNotFound, AmbiguousPerson: `who` names no or several of its people.
    """
    with book.writing(run, existing=True) as transaction:
        from crmcli.services.customers.people_writing import delete, person_of  # noqa: PLC0415 - writers only

        seen = transaction.replayed(PersonResult)
        if seen is not None:
            return seen
        customer = _customer(transaction, text)
        person = person_of(customer, who)
        delete(transaction, person)
        return transaction.finished(PersonResult(person, customer.name))


def _customer(transaction: Transaction, text: str) -> Customer:
    connection = transaction.connection
    return existing(connection, named(connection, text).id, transaction.run.today)


def _reading(transaction: Transaction) -> Reading:
    connection = transaction.connection
    region = book_reads.region(connection)
    return Reading(transaction.run.today, book_reads.currency(connection), region)


_READERS: dict[str, Callable[[str, Reading], Any]] = {
    "name": lambda text, _: clean_name(text, "name"),
    "title": lambda text, _: clean(text, "title"),
    "role": lambda text, _: clean(text, "role"),
    "birthday": lambda text, reading: read_birthday(text, reading.today),
}
_LISTS = ("phones", "emails")


def _changed(person: Person, given: PersonChange, reading: Reading) -> Person:
    check_filled(given.set)
    values: dict[str, Any] = {"phones": person.phones, "emails": person.emails}
    for text in given.unset:
        _unset(values, text, reading)
    for name, text in given.set.items():
        values[name] = _READERS[name](text, reading)
    for name, text in given.add.items():
        values[name] = united(name, [*read_field(name, text, reading), *values[name]], values[name])
    return replace(person, **values)


def _unset(values: dict[str, Any], text: str, reading: Reading) -> None:
    name, colon, value = text.partition(":")
    known = part_named(name, PERSON)
    if known in _LISTS and colon:
        gone = (*read_field(known, value, reading), value.strip())
        values[known] = tuple(lacking(known, gone, values[known]))
    elif known in _LISTS:
        values[known] = ()
    elif known is not None and not colon:
        values[known] = None
    else:
        raise UnknownPersonField(name=text)
