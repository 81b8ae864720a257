"""What a row says of a customer that is in the book already: what it would change, and doing it.

Nothing is taken away: an empty cell says nothing, lists get what they lack behind what they have,
and a field that holds one value takes the row's. What the history keeps is the way back.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from crmcli.domain.classes import Axis
from crmcli.domain.contact import NewFacts
from crmcli.domain.grade import GradeSource
from crmcli.domain.person import Person
from crmcli.domain.phone import search_forms
from crmcli.domain.text import fold
from crmcli.services.customers.difference import Wanted, difference

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from crmcli.domain.customer import Customer, CustomerDraft
    from crmcli.domain.derivation import Pin
    from crmcli.domain.entry import Entry, Step
    from crmcli.domain.person import PersonDraft
    from crmcli.domain.policy import Policy
    from crmcli.store.transaction import Transaction

    Changes = Mapping[str, tuple[Any, Any]]
    """By field the old value and the new; a person's are `people.NAME.FIELD`."""

_SINGLE = (
    "name", "gender", "occupation", "company", "title", "industry", "company_size", "registered",
    "address", "hobbies", "birthday", "channel", "source", "product_needs", "service_requirements",
    "need_kind", "potential", "owner", "every", "by_channel", "importance", "may_contact",
    "may_share", "consent_on", "consent_reason",
)  # fmt: skip
_LISTS = ("phones", "emails", "tags")
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


def update_of(
    customer: Customer, entry: Entry, *, exact: bool, lines: Sequence[str] = ()
) -> Update:
    """Say what a row would make of a customer.

    Args:
        customer: as it is in the book.
        entry: what the row says.
        exact: whether the row is of a table that crm wrote, whose notes are the whole notes.
        lines: what is kept of its vCard; only asked for where the row is a vCard.
    """
    last = customer.last_contact
    is_lost = entry.lost_on is not None and entry.lost_on != customer.lost
    return Update(
        wanted=_wanted(customer, entry, exact=exact),
        people=tuple(_people(customer, entry.customer.people)),
        steps=tuple(each for each in entry.steps if last is None or each.contact.on > last),
        pins=tuple(
            each
            for each in entry.pins
            if each.axis is Axis.STATUS and each.value != customer.status
        ),
        lost=(entry.lost_on, entry.lost_reason) if is_lost and entry.lost_on else None,
        lines=_lines(lines, entry.customer.card),
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
        changes["lost"] = (customer.lost, update.lost[0])
    if update.lines is not None:
        # The lines themselves may be a photograph.
        old, new = map(set, update.lines)
        changes["card"] = (_properties(old - new), _properties(new - old))
    return changes


def only_adds(changes: Changes) -> bool:
    """Tell whether an update only adds to lists, and people: then several rows can each do so."""
    return all(
        name in _LISTS
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
        losing.state_loss(transaction, customer, lost=day, reason=reason, winback=None)
    if update.lines is not None:
        _put_lines(transaction, customer.id, *update.lines)


def _lines(
    present: Sequence[str], stated: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Give what is kept of a vCard before and after, if that changes.

    A property that the new card has comes from it alone; the others stay.
    """
    # How fields are worded is no news: every program words them in its own way.
    stated = tuple(each for each in stated if not each.startswith("="))
    new = {_property(each) for each in stated}
    rest = (each for each in present if each.startswith("=") or _property(each) not in new)
    after = tuple(dict.fromkeys([*rest, *stated]))
    return None if set(after) == set(present) else (tuple(present), after)


def _property(line: str) -> str:
    name = line.removeprefix("=").partition(":")[0].partition(";")[0]
    return name.rpartition(".")[2].upper()


def _properties(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({_property(each) for each in lines}))


def _put_lines(
    transaction: Transaction, customer_id: int, before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    for line in before:
        if line not in after:
            transaction.remove("card_line", customer_id=customer_id, line=line)
    new = (each for each in after if each not in before)
    transaction.add_many("card_line", [{"customer_id": customer_id, "line": each} for each in new])
    transaction.change("customer", {"id": customer_id}, updated=transaction.run.now)


def _wanted(customer: Customer, entry: Entry, *, exact: bool) -> Wanted:
    draft = entry.customer
    names = (*_SINGLE, "kind") if entry.kind_stated else _SINGLE
    # What is said again is no news: of a consent not even that it was said.
    values = {
        name: value
        for name in names
        if (value := getattr(draft, name)) not in {None, getattr(customer, name)}
    }
    if draft.notes is not None:
        values["notes"] = _notes(customer.notes, draft.notes, exact=exact)
    return Wanted(
        values=values,
        replaced={
            name: (*getattr(customer, name), *_lacking(name, getattr(customer, name), new))
            for name in _LISTS
            if (new := getattr(draft, name))
        },
        own=dict(draft.fields),
        handles=dict(draft.handles),
        facts=_facts(customer, draft),
        today=entry.entered,
    )


def _lacking(name: str, present: tuple[str, ...], stated: tuple[str, ...]) -> Iterator[str]:
    """Yield what a list lacks; a number may have been kept in another form."""
    if name != "phones":
        return (each for each in stated if each not in present)
    known = {search_forms(each)[0] for each in present}
    return (each for each in stated if search_forms(each)[0] not in known)


def _notes(present: str | None, stated: str, *, exact: bool) -> str:
    """Put a note below those there are, unless it is one of them."""
    if not present or exact:
        return stated
    return present if stated in present else f"{present}\n{stated}"


def _facts(customer: Customer, draft: CustomerDraft) -> NewFacts:
    """Give the facts that a row states otherwise than they are.

    A grade that followed from facts in another book follows from them in this one.
    """
    stated = draft.grade if draft.grade_source in {None, GradeSource.HAND} else None
    facts = NewFacts(
        need=draft.need if draft.need is not customer.need else None,
        expected_close=(
            draft.expected_close if draft.expected_close != customer.expected_close else None
        ),
    )
    # A grade that stands beside new facts is said again: else the rule would grade by these.
    news = facts.given or stated is not customer.grade
    return replace(facts, grade=stated if news else None)


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
            phones=(*after.phones, *_lacking("phones", after.phones, draft.phones)),
            emails=(*after.emails, *_lacking("emails", after.emails, draft.emails)),
            **given,
        )
        yield before, after
