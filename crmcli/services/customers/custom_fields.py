"""Custom fields: defining, listing and removing them; a field that is set is defined by that."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from crmcli.domain.classes import Axis
from crmcli.domain.customer import Customer
from crmcli.domain.field import CustomField, FieldType, FieldUse, NewField
from crmcli.domain.field_names import meant_field
from crmcli.domain.field_nearness import alike_field
from crmcli.domain.field_words import field_word
from crmcli.domain.text import clean_label, fold
from crmcli.errors import N_, Conflict, NotFound, UnusableText, UsageFault
from crmcli.services.customers.fields import ALIASES, READERS, UnknownField, canonical, field_name
from crmcli.services.customers.unsettable import FieldIsDerived
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.custom_fields import users, uses

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from crmcli.domain.run import Run
    from crmcli.store.book import Book

_MARKS = "=:;<>!\n\t"
"""What `--set`, `--unset` and `--where` read as something else."""


class FieldNotFound(NotFound):
    """The book has no custom field of this name."""

    code = "field_not_found"
    sentence = N_("There is no field of your own named {name}.")
    hint = N_("See them with `crm customer field list`.")


class FieldExists(Conflict):
    """The name of a new custom field is taken."""

    code = "field_exists"
    sentence = N_("There is a field named {name} already.")
    hint = N_("Give yours another name; see them with `crm customer field list`.")


_BUILT_IN = N_("It is {known}, which every customer has. Give yours another name.")


class FieldInUse(Conflict):
    """Customers have values in a custom field that is to be removed."""

    code = "field_in_use"
    sentence = N_("Customers have a value in {name} ({count}).")
    hint = N_("Remove it with all its values: crm customer field remove {name} --force")


class ChoicesMissing(UsageFault):
    """A choice without choices, or choices without a choice."""

    code = "choices_missing"
    sentence = N_("A field of type choice needs its choices, and only such a field has them.")
    hint = N_("Write it like --type choice --choice red --choice blue.")


def add(book: Book, run: Run, field: CustomField) -> FieldUse:
    """Define a custom field.

    Raises:
        FieldExists: a field has this name.
        FieldIsDerived, UnusableText: it cannot be a name.
        ChoicesMissing: its choices do not go with its type.
    """
    if (field.type is FieldType.CHOICE) != bool(field.choices):
        raise ChoicesMissing
    if any("\n" in choice for choice in field.choices):
        raise UnusableText(field="choice", reason=N_("it has more than one line."))
    with book.writing(run) as transaction:
        seen = transaction.replayed(FieldUse)
        if seen is not None:
            return seen
        name = new_field(field.name).name
        choices = tuple(dict.fromkeys(clean_label(each, "choice") for each in field.choices))
        if _named(book_reads.custom_fields(transaction.connection), name) is not None:
            raise FieldExists(name=name)
        kept = "\n".join(choices) or None
        transaction.add("custom_field", name=name, type=field.type, choices=kept)
        return transaction.finished(FieldUse(name, field.type, choices, 0))


def listed(book: Book) -> tuple[FieldUse, ...]:
    """List the custom fields by name."""
    with book.reading() as connection:
        used = uses(connection)
        known = book_reads.custom_fields(connection).values()
        return tuple(_use(each, used.get(each.name, 0)) for each in known)


def found(book: Book, name: str) -> FieldUse:
    """Read one custom field.

    Raises:
        FieldNotFound: there is none of this name.
    """
    wanted = fold(name)
    for each in listed(book):
        if fold(each.name) == wanted:
            return each
    raise FieldNotFound(name=name)


def foresee_removal(book: Book, name: str, *, force: bool = False) -> FieldUse:
    """Read the custom field that `remove` would remove; nothing is written.

    Raises:
        FieldNotFound, FieldInUse: as for `remove`.
    """
    field = found(book, name)
    if field.customers and not force:
        raise FieldInUse(name=field.name, count=field.customers)
    return field


def remove(book: Book, run: Run, name: str, *, force: bool = False) -> FieldUse:
    """Remove a custom field.

    Args:
        book: the book.
        run: the run.
        name: the field.
        force: remove the customers' values with it.

    Returns:
        The field as it was.

    Raises:
        FieldNotFound: there is none of this name.
        FieldInUse: customers have values in it.
    """
    with book.writing(run, existing=True) as transaction:
        from crmcli.store.index import customer_texts, move_customer  # noqa: PLC0415 - writers only

        seen = transaction.replayed(FieldUse)
        if seen is not None:
            return seen
        connection = transaction.connection
        field = _named(book_reads.custom_fields(connection), name)
        if field is None:
            raise FieldNotFound(name=name)
        owners = users(connection, field.name)
        if owners and not force:
            raise FieldInUse(name=field.name, count=len(owners))
        for customer_id in owners:
            before = customer_texts(connection, customer_id)
            transaction.remove("field_value", customer_id=customer_id, name=field.name)
            move_customer(transaction, customer_id, before, customer_texts(connection, customer_id))
            transaction.change("customer", {"id": customer_id}, updated=run.now)
        transaction.remove("custom_field", name=field.name)
        return transaction.finished(_use(field, len(owners)))


def new_field(name: str) -> CustomField:
    """Make a plain text field of a name, if it can be one.

    Raises:
        FieldIsDerived: it is a derived class, which is pinned instead.
        FieldExists: it is the name of a built-in field, or another word for one.
        UnusableText: it is empty, or holds what `--set` and `--where` read as something else.
    """
    kept = clean_label(name, "field")
    folded = kept.replace("-", "_").lower()
    if folded in set(Axis):
        raise FieldIsDerived(name=folded, axis=folded)
    if folded in _TAKEN or folded.startswith("handle."):
        raise FieldExists(name=kept, known=field_word(canonical(kept)), hint=_BUILT_IN)
    # A field of the book's own comes first: the word would not mean the built-in one any more.
    meant = meant_field(kept)
    if meant is not None:
        raise FieldExists(name=kept, known=field_word(meant), hint=_BUILT_IN)
    if any(mark in kept for mark in _MARKS):
        raise UnusableText(field="field", reason=N_("its name holds one of = : ; < > !."))
    return CustomField(kept)


def fields_with_new(
    known: Mapping[str, CustomField], names: Iterable[str]
) -> dict[str, CustomField]:
    """Return the known fields with those that names use for the first time, as plain text.

    Raises:
        UnknownField: a name is nearly that of a known field: a typing mistake.
        FieldIsDerived, FieldIsKept, UnusableText: a name cannot be one.
    """
    found = dict(known)
    for name in names:
        try:
            field_name(name, found)
        except UnknownField as error:
            field = new_field(name)
            if error.details["nearest"]:
                raise
            found[field.name] = field
    return found


def made(
    before: Mapping[str, CustomField], after: Mapping[str, CustomField]
) -> tuple[NewField, ...]:
    """Say which fields were made by being set, each with one that was perhaps meant."""
    return tuple(NewField(name, alike_field(name, before)) for name in after if name not in before)


def _named(known: Mapping[str, CustomField], name: str) -> CustomField | None:
    wanted = fold(name)
    return next((each for each in known.values() if fold(each.name) == wanted), None)


def _use(field: CustomField, customers: int) -> FieldUse:
    return FieldUse(field.name, field.type, field.choices, customers)


_TAKEN = {*READERS, *ALIASES, "referred_by", *(each.name for each in fields(Customer))}
