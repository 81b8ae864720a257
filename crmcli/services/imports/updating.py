"""What a row would change in a customer that is in the book already, and doing it.

What the history keeps is the way back.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from crmcli.domain.classes import Axis
from crmcli.domain.contact import NewFacts
from crmcli.domain.person import Person
from crmcli.domain.text import fold
from crmcli.services.customers.difference import Wanted, difference
from crmcli.services.customers.lists import lacking
from crmcli.services.imports.card_change import lines_after, properties, put_lines
from crmcli.services.imports.stating import LISTS, loss_of, wanted_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from crmcli.domain.customer import Customer
    from crmcli.domain.derivation import Pin
    from crmcli.domain.entry import Entry, Step
    from crmcli.domain.person import PersonDraft
    from crmcli.domain.policy import Policy
    from crmcli.services.imports.beside import Beside
    from crmcli.store.transaction import Transaction

    Changes = Mapping[str, tuple[Any, Any]]
    """By field the old value and the new; a person's are `people.NAME.FIELD`."""

_PERSON = ("title", "role", "birthday")


@dataclass(frozen=True, slots=True)
class Update:
    """What a row would make of a customer.

    Args:
        wanted: the fields it states.
        people: for each person it states the one it is, if there is one, and what that becomes.
        steps: contacts later than the last one in the book.
        pins: classes it states otherwise than they are.
        lost: the local date the customer was lost, and why; None where nothing new is said.
        lines: what is kept of its vCard before and after, where that changes.
    """

    wanted: Wanted
    people: tuple[tuple[Person | None, Person], ...] = ()
    steps: tuple[Step, ...] = ()
    pins: tuple[Pin, ...] = ()
    lost: tuple[date, str | None] | None = None
    lines: tuple[tuple[str, ...], tuple[str, ...]] | None = None


def update_of(customer: Customer, entry: Entry, known: Beside, *, exact: bool) -> Update:
    """Say what a row would make of a customer.

    Args:
        customer: as it is in the book.
        entry: what the row says.
        known: what the book knows of the customer beside that.
        exact: whether the row is of a table that crm wrote, whose notes are the whole notes.
    """
    last = customer.last_contact
    return Update(
        wanted=wanted_of(customer, entry, known.grades, exact=exact),
        people=tuple(_people(customer, entry.customer.people)),
        steps=tuple(each for each in entry.steps if last is None or each.contact.on > last),
        pins=tuple(
            each
            for each in entry.pins
            if each.axis is Axis.STATUS and each.value != customer.status
        ),
        lost=loss_of(customer, entry),
        lines=lines_after(known.lines, entry.customer.card),
    )


def changes_of(customer: Customer, update: Update) -> dict[str, tuple[Any, Any]]:
    """Say field by field what an update changes in a customer; nothing if it holds all of it."""
    changes = difference(customer, update.wanted)
    for before, after in update.people:
        if before is None:
            changes[f"people.{after.name}"] = (None, after.title or after.name)
            continue
        for name in (*_PERSON, "phones", "emails"):
            pair = getattr(before, name), getattr(after, name)
            if pair[0] != pair[1]:
                changes[f"people.{after.name}.{name}"] = pair
    for step in update.steps:
        changes["last_contact"] = (customer.last_contact, step.contact.on)
    for pin in update.pins:
        changes[pin.axis.value] = (customer.status, pin.value)
    if update.lost is not None:
        day, reason = update.lost
        loss = {"lost": (customer.lost, day), "lost_reason": (customer.lost_reason, reason)}
        changes |= {name: pair for name, pair in loss.items() if pair[0] != pair[1]}
    if update.lines is not None:
        old, new = map(set, update.lines)
        changes["card"] = (properties(old - new), properties(new - old))
    return changes


def only_adds(changes: Changes) -> bool:
    """Tell whether an update only adds to lists, and people: then several rows can each do so."""
    return all(
        name in LISTS
        or (name.startswith("people.") and (old is None or name.endswith((".phones", ".emails"))))
        for name, (old, _) in changes.items()
    )


def make(transaction: Transaction, customer: Customer, update: Update, policy: Policy) -> None:
    """Make an update to a customer, with its grade, clocks and search keys.

    Args:
        transaction: the open transaction, in which the custom fields are defined.
        customer: the customer as it is.
        update: what becomes of it.
        policy: the numbers in force.
    """
    from crmcli.services.contacts.log import LogRequest, log_one  # noqa: PLC0415 - writers only
    from crmcli.services.customers import losing, people_writing, pins, writing  # noqa: PLC0415
    from crmcli.store.reads.winback import planned_try  # noqa: PLC0415

    writing.made(transaction, customer, update.wanted)
    for before, after in update.people:
        if before is None:
            people_writing.insert(transaction, after)
        elif before != after:
            people_writing.write(transaction, before, after)
    for step in update.steps:
        request = LogRequest("", step.contact, facts=NewFacts(keep=True))
        log_one(transaction, customer.id, request, policy, main=True)
    if update.pins:
        pins.put(transaction, customer.id, update.pins)
    if update.lost is not None:
        day, reason = update.lost
        planned = planned_try(transaction.connection, customer.id)
        losing.state_loss(transaction, customer, lost=day, reason=reason, winback=planned)
    if update.lines is not None:
        put_lines(transaction, customer.id, *update.lines)


def _people(
    customer: Customer, stated: tuple[PersonDraft, ...]
) -> Iterator[tuple[Person | None, Person]]:
    known = {fold(each.name): each for each in customer.people}
    for draft in stated:
        before = known.get(fold(draft.name))
        after = before or Person(0, customer.id, draft.name, None, None, (), (), None)
        given = {name: value for name in _PERSON if (value := getattr(draft, name)) is not None}
        after = replace(
            after,
            phones=(*after.phones, *lacking("phones", after.phones, draft.phones)),
            emails=(*after.emails, *lacking("emails", after.emails, draft.emails)),
            **given,
        )
        yield before, after
